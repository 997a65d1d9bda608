// The chat page: the <hoi-dap> element over the whole page, sources beside it when there is room.
import { button, element, icon } from "./hoi-dap/dom.js";
import "./hoi-dap/element.js";
import { language, showTop } from "./top.js";

const WIDE = "(min-width: 70em)"; // conversation and document side by side

const chat = document.querySelector("hoi-dap");
const side = document.getElementById("source");
// Before anything is waited for: with another attribute the element is built anew.
chat.setAttribute("language", language());
// "?tai-lieu=" asks one document only.
const asked = new URLSearchParams(location.search);
if (asked.get("tai-lieu")) chat.setAttribute("documents", asked.get("tai-lieu"));

const texts = await showTop("chat");
document.title = `${texts.page.brand} – ${texts.title}`;

function closeSide() {
  side.hidden = true;
  side.replaceChildren();
  opener?.focus();
}

let opener = null;

function openSide(href) {
  const shown = side.querySelector("iframe");
  if (shown) {
    shown.contentWindow.location.replace(href);
    side.querySelector("a").href = href;
    return;
  }
  side.setAttribute("aria-label", texts.page.source_panel);
  side.replaceChildren(
    element("header", {},
      element("a.button", { href, target: "_blank", rel: "noopener" }, icon("expand"), texts.page.new_tab),
      button("close", texts.page.close_panel, closeSide, { quiet: true })),
    element("iframe", { src: href, title: texts.page.source_panel }));
  side.hidden = false;
}

chat.addEventListener("hoi-dap-source", (event) => {
  if (!matchMedia(WIDE).matches) return;
  event.preventDefault();
  opener = chat.shadowRoot.activeElement;
  openSide(event.detail.href);
});
side.addEventListener("keydown", (event) => event.key === "Escape" && closeSide());
