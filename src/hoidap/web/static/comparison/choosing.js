// One of the two documents: which it is, and a search for another.
import { badges } from "../hoi-dap/card.js";
import { documentName, published } from "../hoi-dap/citing.js";
import { button, element, fill } from "../hoi-dap/dom.js";
import { BASE, read } from "../reader.js";

const TYPING_PAUSE = 180; // milliseconds after the last key before the search runs
const SHOWN = 8; // documents found at once

/** A place for a document; ``changed`` is called when another one was chosen. */
export class Chooser {
  constructor(side, id, all, changed) {
    Object.assign(this, { side, id: "", all, texts: all.comparison, changed });
    this.search = element("input", { type: "search", placeholder: this.texts.find_placeholder, autocomplete: "off",
      input: () => { clearTimeout(this.typing); this.typing = setTimeout(() => this.find(), TYPING_PAUSE); },
      focus: () => this.find(),
      keydown: (event) => event.key === "Enter" && event.preventDefault() });
    this.results = element("ul.results", { "aria-label": this.texts.found });
    this.body = element("div", {});
    this.box = element(`section.panel.${side}`, { "aria-label": this.texts[side] },
      element("h2", {}, this.texts[side]), this.body);
    this.set(id);
  }

  /** Take a document by its id, or none. */
  set(id) {
    this.id = id;
    if (id) this.showChosen(id);
    else this.showSearch();
  }

  showSearch() {
    this.search.value = "";
    this.results.replaceChildren();
    this.body.replaceChildren(element("label", {}, this.texts.find, this.search), this.results);
  }

  async showChosen(id) {
    const link = element("a", { href: new URL(`tai-lieu/${encodeURIComponent(id)}`, BASE).href }, id);
    const more = element("div", {});
    this.body.replaceChildren(element("p.name", {}, link), more,
      button("retry", this.texts.change, () => { this.set(""); this.changed(); this.search.focus(); },
        { "aria-label": `${this.texts.change}: ${this.texts[this.side]}` }));
    const about = await this.about(id);
    if (!about || this.id !== id) return;
    const name = documentName(about);
    link.textContent = name;
    more.replaceChildren(
      ...[name !== about.title && element("p", {}, about.title),
        element("p.meta", {}, published(about)),
        element("p.badges", {}, badges(about, this.all))].filter(Boolean));
  }

  async about(id) {
    const { isOk, found } = await read(`v1/documents/${encodeURIComponent(id)}`).catch(() => ({}));
    return isOk ? found : null;
  }

  async find() {
    const words = this.search.value.trim();
    const { isOk, found } = await read(`v1/library?${new URLSearchParams({ q: words, limit: SHOWN })}`);
    if (!isOk || words !== this.search.value.trim()) return;
    this.results.replaceChildren(...found.documents.map((each) => {
      const name = documentName(each);
      return element("li", {},
        element("button", { type: "button", click: () => { this.set(each.id); this.changed(); } },
          element("b", {}, name), name !== each.title && element("span.meta", {}, each.title)));
    }), ...(found.documents.length ? [] : [element("li.meta", {}, this.texts.none_found)]),
    ...(found.total > SHOWN ? [element("li.meta", {}, fill(this.texts.more_found, { count: found.total - SHOWN }))] : []));
  }
}
