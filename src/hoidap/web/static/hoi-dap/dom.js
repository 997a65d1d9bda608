// Builds elements. Text is always set as text, never as markup: nothing a document says can run.

/** "p.meta" with attributes (functions are event listeners) and children; empty ones are left out. */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  made.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value || value === "") made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter(Boolean));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

// Paths on a grid of 24.
export const PATHS = {
  chat: "M4 5h16v11H10l-4.5 4v-4H4zM8 9h8M8 12.5h5",
  send: "M12 19V5M5.5 11.5 12 5l6.5 6.5",
  stop: "M7.5 7.5h9v9h-9z",
  close: "M6 6l12 12M18 6 6 18",
  expand: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  up: "M7 11v9H4v-9zl4-7.5q2.8.6 2 4l-.5 2H19q2 0 1.5 2l-2 7q-.5 1.5-2 1.5H7",
  down: "M7 13V4H4v9zl4 7.5q2.8-.6 2-4l-.5-2H19q2 0 1.5-2l-2-7q-.5-1.5-2-1.5H7",
  retry: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5",
  warning: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.1v.1",
  latest: "M12 5v14M5.5 12.5 12 19l6.5-6.5",
  book: "M12 6c-2-1.5-4.5-2-8-2v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4c-3.5 0-6 .5-8 2zM12 6v14",
  compare: "M4 5h7v14H4zM13 5h7v14h-7zM6.5 9h2M6.5 12h2M15.5 9h2M15.5 15h2",
  voice: "M12 3.5a3 3 0 0 0-3 3V11a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v3.5",
};

/** A decorative icon; the text or label beside it says what it means. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const look = { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" };
  for (const [key, value] of Object.entries(look)) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button with an icon and its label, which is only spoken if ``quiet``. */
export function button(name, label, click, { quiet, ...attributes } = {}) {
  const named = quiet && { "aria-label": label, title: label };
  return element("button", { type: "button", click, ...named, ...attributes },
    icon(name), !quiet && element("span", {}, label));
}

/** A button that copies what ``text`` gives, and says so. */
export function copyButton(label, texts, text, attributes) {
  return button("copy", label, async ({ currentTarget: pressed }) => {
    const isDone = await copy(text(), pressed);
    pressed.lastChild.textContent = texts[isDone ? "copied" : "copy_failed"];
  }, attributes);
}

async function copy(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // plain-http intranets have no clipboard API
    const field = element("textarea.offscreen", {});
    field.value = text;
    near.after(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    near.focus();
    return isDone;
  }
}

export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
