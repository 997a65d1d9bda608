/**
 * The <hoi-dap> element: embedded in a page (as high as --hoi-dap-height), or with the attribute
 * "launcher" as a button in a corner that opens a panel.
 *
 * Attributes: title, greeting; accent, paper, ink (colours); theme ("light", "dark"); position
 * ("bottom-right", "bottom-left"); kinds, documents (what may be answered from, separated by
 * spaces); language ("vi", "en"); questions (suggestions, separated by "|"); layout ("page": no
 * border). A page that shows sources itself prevents the default of "hoi-dap-source".
 */
import { Conversation } from "./conversation.js";
import { themeRule } from "./colours.js";
import { element } from "./dom.js";
import { Frame } from "./frame.js";

const HERE = new URL("./", import.meta.url);
const BASE = new URL("../../", HERE);
const LANGUAGES = ["vi", "en"];
const PAPER = { light: "#fffdf8", dark: "#1f1b18" }; // --card of widget.css

const DARKNESS = matchMedia("(prefers-color-scheme: dark)");

const loaded = new Map();

function load(name, read) {
  if (!loaded.has(name)) {
    const pending = fetch(new URL(name, HERE), { credentials: "omit" }).then((response) => {
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return read(response);
    });
    pending.catch(() => loaded.delete(name)); // the next try fetches again
    loaded.set(name, pending);
  }
  return loaded.get(name);
}

/** The texts of a language: one file each. */
export function loadTexts(language) {
  const known = LANGUAGES.includes(language) ? language : LANGUAGES[0];
  return load(`../texts.${known}.json`, (response) => response.json());
}

async function loadStyle() {
  return load("widget.css", async (response) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await response.text());
    return sheet;
  });
}

function words(value, separator = /[\s,]+/) {
  return (value ?? "").split(separator).map((word) => word.trim()).filter(Boolean);
}

class HoiDap extends HTMLElement {
  static observedAttributes = [
    "title", "greeting", "accent", "paper", "ink", "theme", "position", "kinds", "documents",
    "language", "questions", "launcher", "layout",
  ];

  #recolour = () => this.shadowRoot.firstElementChild?.classList.toggle("dark", this.isDark);
  #title = "";
  #build = 0;

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
    // A portal's own keyboard shortcuts must not fire while somebody types a question.
    for (const type of ["keydown", "keyup", "keypress"]) {
      this.shadowRoot.addEventListener(type, (event) => event.stopPropagation());
    }
  }

  connectedCallback() {
    DARKNESS.addEventListener("change", this.#recolour);
    this.#rebuild();
  }

  disconnectedCallback() {
    DARKNESS.removeEventListener("change", this.#recolour);
  }

  attributeChangedCallback(name, before, value) {
    if (name === "title") {
      if (value === null) return;
      // Taken over: as an attribute it would be a tooltip over the whole conversation.
      this.#title = value;
      this.removeAttribute("title");
    }
    if (this.isConnected && before !== value) this.#rebuild();
  }

  /** Whether the dark colours show. */
  get isDark() {
    const theme = this.getAttribute("theme");
    return theme === "dark" || (theme !== "light" && DARKNESS.matches);
  }

  async #rebuild() {
    this.#build += 1;
    const build = this.#build;
    await null; // attributes set in one go are one rebuild
    if (build !== this.#build) return;
    let texts;
    let style;
    try {
      [texts, style] = await Promise.all([loadTexts(this.getAttribute("language")), loadStyle()]);
    } catch (error) {
      console.error("hoi-dap:", error); // the page goes on without the widget
      return;
    }
    if (build === this.#build && this.isConnected) this.#show(texts, style);
  }

  #show(texts, style) {
    const isLauncher = this.hasAttribute("launcher");
    const theme = new CSSStyleSheet();
    const [accent, paper, ink] = ["accent", "paper", "ink"].map((name) => this.getAttribute(name));
    theme.replaceSync(themeRule({ accent, paper, ink }, this.isDark ? PAPER.dark : PAPER.light));
    this.shadowRoot.adoptedStyleSheets = [style, theme];
    const [questions, kinds, documents] = [words(this.getAttribute("questions"), "|"),
      words(this.getAttribute("kinds")), words(this.getAttribute("documents"))];
    const isScoped = kinds.length + documents.length > 0; // the examples are about other documents
    const frame = new Frame({
      texts, isLauncher,
      title: this.#title || texts.title,
      greeting: this.getAttribute("greeting") || texts.greeting,
      questions: questions.length || isScoped ? questions : texts.examples,
    });
    const root = element("div", { class: "hd", lang: texts.language }, isLauncher && frame.launcher(), frame.panel);
    this.shadowRoot.replaceChildren(root);
    this.#recolour();
    this.conversation?.stop();
    this.conversation = new Conversation(frame, {
      base: BASE, texts, scope: { kinds, documents },
      openSource: (event, href, citation) => this.#announceSource(event, href, citation),
    });
  }

  #announceSource(event, href, citation) {
    const goesOn = this.dispatchEvent(new CustomEvent("hoi-dap-source",
      { bubbles: true, composed: true, cancelable: true, detail: { href, citation } }));
    if (!goesOn) event.preventDefault();
  }
}

if (!customElements.get("hoi-dap")) customElements.define("hoi-dap", HoiDap);
