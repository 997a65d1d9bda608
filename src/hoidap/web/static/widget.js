/*
 * One line for a portal: <script src="https://HOST/widget.js" data-title="..."></script>
 *
 * Loads the <hoi-dap> element and, with a data-attribute or none at all, adds a launcher to the
 * page; data-launcher="no" only defines the element, for pages that write <hoi-dap> themselves.
 * Every data-attribute becomes the attribute of that name (see static/hoi-dap/element.js).
 * A classic script, so that it also works without type="module"; the rest are modules.
 */
(() => {
  const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
  const { launcher, ...attributes } = script.dataset;
  const add = () => {
    const made = document.createElement("hoi-dap");
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.setAttribute("launcher", "");
    // Beside the body, where the page's rules for its content rarely reach.
    document.documentElement.append(made);
  };
  import(new URL("static/hoi-dap/element.js", script.src).href).then(
    () => launcher === "no" || add(),
    (error) => console.error("hoi-dap:", error),
  );
})();
