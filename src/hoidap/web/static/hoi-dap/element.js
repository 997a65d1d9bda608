/**
 * The <hoi-dap> element, as high as --hoi-dap-height, or a button that opens it ("launcher").
 *
 * Attributes: title, greeting; accent, paper, ink (colours); theme (light, dark); position
 * (bottom-left); kinds, documents (what may be answered from, by spaces); questions (suggestions,
 * by "|"); language (vi, en); layout (page: no border); token (a portal token; the property may be
 * a function that gives one). Who shows sources itself prevents "hoi-dap-source".
 */
import { Api } from "./api.js";
import { themeRule } from "./colours.js";
import { Conversation } from "./conversation.js";
import { element } from "./dom.js";
import { Frame } from "./frame.js";

const HERE = new URL("./", import.meta.url);
const BASE = new URL("../../", HERE);
const DARKNESS = matchMedia("(prefers-color-scheme: dark)");
const PAPER = { true: "#201c19", false: "#fffdf8" }; // --card of widget.css, dark and light

async function load(name, type) {
  const response = await fetch(new URL(name, HERE), { credentials: "omit" });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response[type]();
}

class HoiDap extends HTMLElement {
  static observedAttributes = ["title", "greeting", "accent", "paper", "ink", "theme", "kinds",
    "documents", "language", "questions", "launcher", "layout", "token"];

  #build = 0;
  #recolour = () => this.shadowRoot.firstElementChild?.classList.toggle("dark", this.#isDark);
  #giveToken = async ({ origin, source, data }) => {
    // A source viewer that was opened from here asks.
    if (origin !== BASE.origin || data !== "hoi-dap:token?" || !this.token) return;
    source.postMessage({ "hoi-dap:token": await this.token() }, origin);
  };

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
    // The portal's keyboard shortcuts must not fire while somebody types a question.
    for (const type of ["keydown", "keyup", "keypress"]) {
      this.shadowRoot.addEventListener(type, (event) => event.stopPropagation());
    }
  }

  set token(given) {
    this.giveToken = typeof given === "function" ? given : given && (() => given);
  }

  get token() {
    return this.giveToken;
  }

  connectedCallback() {
    DARKNESS.addEventListener("change", this.#recolour);
    window.addEventListener("message", this.#giveToken);
    this.#rebuild();
  }

  disconnectedCallback() {
    DARKNESS.removeEventListener("change", this.#recolour);
    window.removeEventListener("message", this.#giveToken);
    this.conversation?.leave();
  }

  attributeChangedCallback(name, before, value) {
    if (value === before || value === null) return;
    if (name === "token") this.token = value;
    // As an attribute the title would be a tooltip over everything.
    if (name === "title") this.heading = value;
    if (name === "title" || name === "token") this.removeAttribute(name);
    else if (this.isConnected) this.#rebuild();
  }

  get #isDark() {
    const theme = this.getAttribute("theme");
    return theme === "dark" || (theme !== "light" && DARKNESS.matches);
  }

  async #rebuild() {
    this.#build += 1;
    const build = this.#build;
    await null; // attributes set in one go are one rebuild
    if (build !== this.#build) return;
    const language = this.getAttribute("language") === "en" ? "en" : "vi";
    try {
      const parts = await Promise.all([load(`texts.${language}.json`, "json"), load("widget.css", "text")]);
      if (build === this.#build && this.isConnected) this.#show(...parts);
    } catch (error) {
      console.error("hoi-dap:", error);
    }
  }

  #show(texts, style) {
    const isLauncher = this.hasAttribute("launcher");
    const [accent, paper, ink, greeting] = ["accent", "paper", "ink", "greeting"].map((name) => this.getAttribute(name));
    const [kinds, documents, questions] = ["kinds", "documents", "questions"].map((name) =>
      (this.getAttribute(name) ?? "").split(name === "questions" ? "|" : /[\s,]+/).filter((word) => word.trim()));
    const sheet = new CSSStyleSheet(); // allowed where inline styles are not
    sheet.replaceSync(style + themeRule({ accent, paper, ink }, PAPER[this.#isDark]));
    this.shadowRoot.adoptedStyleSheets = [sheet];
    const frame = new Frame({
      texts, isLauncher,
      title: this.heading || texts.title,
      greeting: greeting || texts.greeting,
    });
    this.shadowRoot.replaceChildren(
      element("div.hd", { lang: texts.language }, isLauncher && frame.launcher(), frame.panel));
    this.#recolour();
    const before = this.conversation;
    this.conversation = new Conversation(frame, {
      texts, questions, scope: { kinds, documents }, api: new Api(BASE, this),
      openSource: (event, href, citation) => {
        const detail = { href, citation };
        const opening = new CustomEvent("hoi-dap-source", { bubbles: true, composed: true, cancelable: true, detail });
        if (!this.dispatchEvent(opening)) event.preventDefault();
      },
    });
    if (before) this.conversation.takeOver(before);
  }
}

if (!customElements.get("hoi-dap")) customElements.define("hoi-dap", HoiDap);
