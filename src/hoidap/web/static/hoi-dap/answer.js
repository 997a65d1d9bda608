// The parts of an answer: sentences grouped by document, sources, nearest passages.
import { documentName, published, sourceAddress, sourceName } from "./citing.js";
import { codePoints, element, fill, icon } from "./dom.js";

/** Draws answers; ``context`` is { base, texts, card, openSource }. */
export class AnswerParts {
  constructor(context) {
    Object.assign(this, context);
  }

  /** A link to a citation's source among ``all`` of its answer. */
  link(citation, all, attributes, text) {
    const href = sourceAddress(this.base, citation, all);
    return element("a", { href, target: "_blank", rel: "noopener", ...attributes }, text);
  }

  opening(link, citation) {
    return (event) => this.openSource(event, link.href, citation);
  }

  /** The number of a citation, with its card. */
  chip(citation, all) {
    const name = fill(this.texts.source.chip, { n: citation.n, name: sourceName(citation) });
    const chip = this.link(citation, all, { class: `chip ${citation.kind}`, "aria-label": name }, `${citation.n}`);
    this.card.attach(chip, citation, this.opening(chip, citation));
    return chip;
  }

  /** A sentence with what was asked for set off, and its chips. */
  sentence({ text, short_answer: short, citations }, known) {
    const points = codePoints(text);
    const words = short
      ? [points.slice(0, short.start), element("strong", { class: "key" }, short.text), points.slice(short.end)]
      : text;
    const chips = known.filter(({ n }) => citations.includes(n)).map((each) => ["\u00a0", this.chip(each, known)]);
    return element("p", { class: "sentence" }, words, chips);
  }

  standing({ kind, standing }) {
    return kind !== "interview" && standing !== "unknown"
      && element("span", { class: `badge ${standing}` }, this.texts.standing[standing]);
  }

  digest({ digest }) {
    return digest && element("span", { class: "badge digest" }, this.texts.source.digest);
  }

  /** The box of sentences from one document, under its name; an interview names its speaker. */
  group(citation) {
    const isInterview = citation.kind === "interview";
    const name = isInterview && citation.speaker ? fill(this.texts.source.by, citation) : documentName(citation);
    const day = published(citation);
    return element("div", { class: `group ${citation.kind}` },
      element("p", { class: "by" }, icon(isInterview ? "voice" : "book"),
        element("span", {}, element("b", {}, name), day && `, ${day}`), this.digest(citation)));
  }

  /** The list of sources under an answer. */
  sources(citations) {
    return this.list("sources", this.texts.sources, citations.map((each) => element("li", {},
      this.chip(each, citations),
      element("div", {},
        element("b", {}, each.locator), each.locator && " · ", documentName(each), " ", this.standing(each))))));
  }

  /** Passages shown instead of an answer. */
  suggestions(citations) {
    return this.list("sources", this.texts.nearest, citations.map((each) => {
      const link = this.link(each, citations, {}, sourceName(each));
      link.addEventListener("click", this.opening(link, each));
      return element("li", { class: `group ${each.kind}` },
        element("p", { class: "by" }, link, this.digest(each)),
        element("blockquote", {}, each.quote));
    }));
  }

  /** Questions to ask next; ``ask`` is called with the one chosen. */
  related(questions, ask) {
    return this.list("related", this.texts.related, questions.map((question) =>
      element("li", {}, element("button", { type: "button", click: () => ask(question) }, question))));
  }

  list(name, title, rows) {
    return element("section", { class: name }, element("h4", {}, title), element("ol", {}, rows));
  }
}
