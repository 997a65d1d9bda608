// What stands at the top of every page: brand, ways between pages, language.
import { element } from "./hoi-dap/dom.js";
import { BASE } from "./reader.js";

const STORED = "hoi-dap:language";

/** The reader's language: from the address, else as chosen before, else Vietnamese. */
export function language() {
  const asked = new URLSearchParams(location.search).get("lang");
  try {
    if (asked) localStorage.setItem(STORED, asked);
    return (asked ?? localStorage.getItem(STORED)) === "en" ? "en" : "vi";
  } catch {
    return asked === "en" ? "en" : "vi"; // storage is off
  }
}

/** Fill the top of the page and give the texts of the reader's language. */
export async function showTop(current) {
  const response = await fetch(new URL(`static/texts.${language()}.json`, BASE));
  const texts = await response.json();
  const { page } = texts;
  document.documentElement.lang = texts.language;
  const other = new URL(location.href);
  other.searchParams.set("lang", texts.language === "vi" ? "en" : "vi");
  const way = (name, href) => element("a",
    { href, "aria-current": name === current && "page" }, page[name]);
  document.getElementById("top").replaceChildren(
    element("a.skip", { href: "#main", click: (event) => {
      event.preventDefault(); // the address belongs to the source viewer
      document.getElementById("main").focus();
    } }, page.skip),
    element("a.brand", { href: BASE.href },
      element("img", { src: new URL("static/icon.svg", BASE).href, alt: "", width: 34, height: 34 }),
      element("b", {}, page.brand), element("span", {}, page.tagline)),
    element("nav", { "aria-label": page.brand },
      way("chat", BASE.href), way("library", new URL("tai-lieu", BASE).href),
      way("training", new URL("tap-huan", BASE).href),
      element("a", { href: other.href, lang: texts.language === "vi" ? "en" : "vi", class: "language" }, page.other_language)));
  return texts;
}
