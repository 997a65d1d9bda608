// Builds elements. Text is always set as text, never as markup, so nothing that a document says
// can become a script.

/** An element with attributes (functions are event listeners) and children; empty ones are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value || value === "") made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter(Boolean));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** What icons look like: paths on a grid of 24. */
export const PATHS = {
  chat: "M4 5h16v11H10l-4.5 4v-4H4zM8 9h8M8 12.5h5",
  send: "M12 19V5M5.5 11.5 12 5l6.5 6.5",
  stop: "M7.5 7.5h9v9h-9z",
  close: "M6 6l12 12M18 6 6 18",
  expand: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  up: "M7 11v9H4v-9zM7 11l4-7.5c1.5 0 2.5 1 2.2 2.8L12.8 9.5H19c1.2 0 1.8 1 1.5 2l-2 7c-.3 1-.9 1.5-1.9 1.5H7",
  down: "M7 13V4H4v9zM7 13l4 7.5c1.5 0 2.5-1 2.2-2.8l-.4-3.2H19c1.2 0 1.8-1 1.5-2l-2-7C18.2 4.5 17.6 4 16.6 4H7",
  retry: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5",
  warning: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.1v.1",
  latest: "M12 5v14M5.5 12.5 12 19l6.5-6.5",
  book: "M12 6c-2-1.5-4.5-2-8-2v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4c-3.5 0-6 .5-8 2zM12 6v14",
  voice: "M12 3.5a3 3 0 0 0-3 3V11a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v3.5",
};

/** A decorative icon; what it means is said by the text or label beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", width: "1.25em", height: "1.25em", fill: "none", stroke: "currentColor",
    "stroke-width": "1.75", "stroke-linecap": "round", "stroke-linejoin": "round",
    "aria-hidden": "true", focusable: "false",
  })) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon, and its label too unless ``quiet``. */
export function button(name, label, click, attributes = {}) {
  const { quiet, ...rest } = attributes;
  const named = quiet && { "aria-label": label, title: label };
  return element("button", { type: "button", click, ...named, ...rest },
    icon(name), !quiet && element("span", {}, label));
}

/** A string cut by code points, as the API counts them. */
export function codePoints(text) {
  const points = Array.from(text);
  return { slice: (start, end) => points.slice(start, end).join("") };
}

/** A sentence with its {names} filled in. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Copy text, also on plain-http intranets, where the clipboard API is absent. */
export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { readonly: true, "aria-hidden": "true", class: "offscreen" });
    const focused = near.getRootNode().activeElement;
    field.value = text;
    near.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return copied;
  }
}

/** Whether the reader asked for no movement. */
export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
