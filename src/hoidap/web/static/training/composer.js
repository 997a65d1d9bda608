// What a new pack is made from: documents, parts of them, a topic; and how it is to be.
import { documentName } from "../hoi-dap/citing.js";
import { button, element, fill } from "../hoi-dap/dom.js";
import { fetched, sent } from "./requests.js";

const TYPING_PAUSE = 200; // milliseconds after the last key before the search runs
const SHOWN = 8; // documents found at once
const DEEPEST = 2; // levels of the section tree that can be chosen: chapters and articles
const LENGTHS = [30, 60, 90];

function number(name, value, min, max) {
  return element("input", { type: "number", name, value: String(value), min: String(min), max: String(max), required: true });
}

/** The sections of a document that can be chosen, with their depth. */
function choosable(sections) {
  const depths = [];
  return sections.filter((section, index) => {
    depths[index] = section.parent === null ? 0 : depths[section.parent] + 1;
    section.depth = depths[index];
    return section.depth < DEEPEST && (section.label || section.title)
      && !["header", "preamble", "recipients", "signature", "closing"].includes(section.kind);
  });
}

/** The form; ``ordered`` is told the pack that was asked for. */
export class Composer {
  constructor(all, ordered) {
    Object.assign(this, { all, texts: all.training, ordered });
    this.chosen = new Map(); // document id -> { name, sections: Set }
    const { texts } = this;
    this.search = element("input", { type: "search", name: "q", placeholder: texts.find_placeholder, autocomplete: "off",
      input: () => { clearTimeout(this.typing); this.typing = setTimeout(() => this.find(), TYPING_PAUSE); },
      focus: () => this.chosen.size || this.find(),
      keydown: (event) => event.key === "Enter" && event.preventDefault() });
    this.results = element("ul.results", { "aria-label": texts.found });
    this.picked = element("ul.picked", { "aria-label": texts.chosen });
    this.said = element("p.said", { role: "status" });
    this.fields = this.makeFields();
    this.submit = element("button.primary", {}, texts.submit);
    this.box = element("section.panel", { "aria-label": texts.make }, element("h2", {}, texts.make),
      element("form", { submit: (event) => { event.preventDefault(); this.order(); } },
        element("div.choosing", {},
          element("label", {}, texts.find, this.search), this.results, this.picked),
        this.labelled("topic", "topic", "topic_hint"),
        element("div.grid", {}, this.labelled("name", "title", "name_hint"), this.labelled("audience", "audience", "audience_hint"),
          this.labelled("minutes", "minutes"), this.labelled("questions", "questions"),
          this.labelled("difficulty", "difficulty"), this.labelled("seed", "seed", "seed_hint")),
        element("div.row", {}, this.submit, this.said)));
  }

  makeFields() {
    const { texts } = this;
    const option = (value, name, selected) => element("option", { value, selected }, name);
    return {
      topic: element("input", { name: "topic", maxlength: "300" }),
      title: element("input", { name: "title", maxlength: "300" }),
      audience: element("input", { name: "audience", maxlength: "300" }),
      minutes: element("select", { name: "minutes" },
        LENGTHS.map((each) => option(String(each), fill(texts.minutes_of, { minutes: each }), each === 60))),
      questions: number("questions", 20, 0, 100),
      difficulty: element("select", { name: "difficulty" },
        Object.entries(texts.difficulties).map(([value, name]) => option(value, name, value === "medium"))),
      seed: number("seed", 1, 0, 2147483647),
    };
  }

  labelled(text, field, hint) {
    const made = element("div.field", {}, element("label", {}, this.texts[text], this.fields[field]));
    if (hint) {
      this.fields[field].setAttribute("aria-describedby", hint);
      made.append(element("small", { id: hint }, this.texts[hint]));
    }
    return made;
  }

  async find() {
    const words = this.search.value.trim();
    const { documents } = await fetched(`v1/library?${new URLSearchParams({ q: words, limit: SHOWN })}`);
    if (words !== this.search.value.trim()) return;
    this.results.replaceChildren(...documents.map((each) => {
      const name = documentName(each);
      return element("li", {}, button("add", name, () => this.choose(each.id, name)),
        name !== each.title && element("span.meta", {}, each.title));
    }), ...(documents.length ? [] : [element("li.meta", {}, this.texts.none_found)]));
  }

  choose(id, name) {
    if (!this.chosen.has(id)) this.chosen.set(id, { name, sections: new Set() });
    this.search.value = "";
    this.results.replaceChildren();
    this.showChosen();
    this.search.focus({ preventScroll: true });
  }

  showChosen() {
    this.picked.replaceChildren(...[...this.chosen].map(([id, { name, sections }]) => {
      const parts = element("ul", {});
      const details = element("details", { toggle: () => !parts.children.length && this.showSections(id, parts) },
        element("summary", {}, fill(this.texts.sections_of, { name })), parts);
      return element("li", {},
        element("div.row", {}, element("b", {}, name),
          sections.size ? element("span.badge", {}, String(sections.size)) : element("span.meta", {}, this.texts.whole),
          button("close", fill(this.texts.remove, { name }), () => { this.chosen.delete(id); this.showChosen(); this.search.focus(); }, { quiet: true })),
        details);
    }));
  }

  async showSections(id, list) {
    const { sections } = await fetched(`v1/documents/${encodeURIComponent(id)}`);
    const { sections: wanted } = this.chosen.get(id);
    const rows = choosable(sections.map((section, index) => ({ index, ...section })));
    list.replaceChildren(...rows.map((section) => element("li", { class: `depth-${section.depth}` },
      element("label.check", {},
        element("input", { type: "checkbox", checked: wanted.has(section.index), change: ({ target }) => {
          if (target.checked) wanted.add(section.index); else wanted.delete(section.index);
        } }),
        element("span", {}, [section.label, section.title].filter(Boolean).join(". "))))));
  }

  async order() {
    const { topic, title, audience, minutes, questions, difficulty, seed } = this.fields;
    const sections = [...this.chosen].filter(([, each]) => each.sections.size)
      .map(([id, each]) => [id, [...each.sections].sort((a, b) => a - b)]);
    this.submit.disabled = true;
    this.said.textContent = "";
    try {
      this.ordered(await sent("POST", "v1/study-packs", {
        documents: [...this.chosen.keys()], sections: Object.fromEntries(sections),
        topic: topic.value.trim(), title: title.value.trim(), audience: audience.value.trim(),
        minutes: Number(minutes.value), questions: Number(questions.value), difficulty: difficulty.value, seed: Number(seed.value),
      }));
    } catch (error) {
      this.said.textContent = error.message;
    } finally {
      this.submit.disabled = false;
    }
  }
}
