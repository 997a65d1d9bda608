/*
 * One line for a portal: <script src="https://HOST/widget.js" data-title="..."></script> adds a
 * launcher; data-attributes become the element's (static/hoi-dap/element.js). data-launcher="no"
 * leaves <hoi-dap> to the page. A classic script, to work without type="module".
 */
(() => {
  const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
  const { launcher, ...attributes } = script.dataset;
  const add = () => {
    const made = document.createElement("hoi-dap");
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.setAttribute("launcher", "");
    // Beside the body, out of reach of rules for its content.
    document.documentElement.append(made);
  };
  import(new URL("static/hoi-dap/element.js", script.src).href).then(
    () => launcher === "no" || add(),
    (error) => console.error("hoi-dap:", error),
  );
})();
