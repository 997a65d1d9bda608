/**
 * Find in the document, also without diacritics.
 *
 * A query without any diacritics matches text with all of them taken off; a query with diacritics
 * matches only what carries the same ones, wherever its tone mark is placed (uỷ, ủy). All forms
 * of the text are as long as the text itself, so offsets stay what they are.
 */
import { button, element, fill, isStill } from "../hoi-dap/dom.js";

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const MARKS = /[\u0300-\u036f]/g;
const MOST = 2000; // matches shown; one letter in a long law has more
const TYPING_PAUSE = 120;

function perUnit(change) {
  const known = new Map();
  return (text) => {
    let changed = "";
    for (let at = 0; at < text.length; at += 1) {
      const unit = text[at];
      let to = known.get(unit);
      if (to === undefined) {
        to = change(unit);
        if (to.length !== 1) to = unit;
        known.set(unit, to);
      }
      changed += to;
    }
    return changed;
  };
}

const lower = perUnit((unit) => (unit === "\n" ? " " : unit.toLowerCase()));
const toneless = perUnit((unit) => unit.normalize("NFD").replace(TONES, "").normalize("NFC"));
const folded = perUnit((unit) => (unit === "đ" ? "d" : unit.normalize("NFD").replace(MARKS, "")));
const tonesOf = (text) => (text.normalize("NFD").match(TONES) ?? []).join("");

/** All ranges [start, end] of ``query`` in ``text``. */
export function findAll(text, query) {
  const wanted = lower(query.normalize("NFC").trim().replace(/\s+/g, " "));
  if (!wanted) return [];
  const written = lower(text);
  const isBare = folded(wanted) === wanted;
  const [field, key] = isBare
    ? [folded(written), wanted] : [toneless(written), toneless(wanted)];
  const tones = tonesOf(wanted);
  const found = [];
  for (let start = field.indexOf(key); start >= 0 && found.length < MOST; start = field.indexOf(key, start + 1)) {
    const end = start + key.length;
    if (isBare || tonesOf(written.slice(start, end)) === tones) found.push([start, end]);
  }
  return found;
}

/** The find field over a Paper. */
export class Finder {
  constructor(paper, texts) {
    Object.assign(this, { paper, texts, found: [], at: -1 });
    this.field = element("input", {
      type: "search", placeholder: texts.find_placeholder, "aria-label": texts.find, autocomplete: "off",
      input: () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.search(), TYPING_PAUSE); },
      keydown: (event) => this.key(event),
    });
    this.count = element("span.meta", { role: "status" });
    this.buttons = [
      button("previous", texts.previous_match, () => this.step(-1), { quiet: true, disabled: true }),
      button("next", texts.next_match, () => this.step(1), { quiet: true, disabled: true }),
    ];
    this.box = element("div.find", { role: "search" }, this.field, this.count, this.buttons);
  }

  key(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      this.field.value = "";
      this.search();
    }
  }

  search() {
    const { paper } = this;
    this.found = findAll(paper.source.text, this.field.value);
    this.at = -1;
    if (CSS.highlights) {
      const ranges = this.found.map(([start, end]) => paper.domRange(start, end)).filter(Boolean);
      CSS.highlights.set("found", new Highlight(...ranges));
      CSS.highlights.delete("found-now");
    }
    for (const each of this.buttons) each.disabled = this.found.length === 0;
    if (this.found.length) this.step(1);
    else this.count.textContent = this.field.value.trim() ? this.texts.none_found : "";
  }

  step(by) {
    const total = this.found.length;
    if (!total) return;
    this.at = (this.at + by + total) % total;
    const range = this.paper.domRange(...this.found[this.at]);
    if (CSS.highlights && range) CSS.highlights.set("found-now", new Highlight(range));
    range?.startContainer.parentElement.scrollIntoView({ block: "center", behavior: isStill() ? "auto" : "smooth" });
    const values = { at: this.at + 1, total };
    this.count.replaceChildren(
      element("span", { "aria-hidden": "true" }, fill(this.texts.found, values)),
      element("span.offscreen", {}, fill(this.texts.found_label, values)));
  }
}
