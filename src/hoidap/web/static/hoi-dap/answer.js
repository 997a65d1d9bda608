// The parts of an answer: sentences grouped by document, sources, nearest passages.
import { documentName, published, sourceAddress, sourceName } from "./citing.js";
import { element, fill, icon } from "./dom.js";

/** Draws answers; ``context`` is { api, texts, card, openSource }. */
export class AnswerParts {
  constructor(context) {
    Object.assign(this, context);
  }

  link(citation, all, attributes, text) {
    const { api } = this;
    const rel = api.reader.token ? "opener" : "noopener"; // the viewer asks its opener for the token
    return element("a", { href: sourceAddress(api.base, citation, all), target: "_blank", rel, ...attributes }, text);
  }

  opening(link, citation) {
    return (event) => this.openSource(event, link.href, citation);
  }

  chip(citation, all) {
    const name = fill(this.texts.source.chip, { n: citation.n, name: sourceName(citation) });
    const chip = this.link(citation, all, { class: `chip ${citation.kind}`, "aria-label": name }, `${citation.n}`);
    this.card.attach(chip, citation, this.opening(chip, citation));
    return chip;
  }

  /** A sentence with what was asked for set off, and its chips. */
  sentence({ text, short_answer: short, citations }, known) {
    const points = Array.from(text); // as the API counts
    const part = (start, end) => points.slice(start, end).join("");
    const words = short
      ? [part(0, short.start), element("strong.key", {}, short.text), part(short.end)] : text;
    const chips = known.filter(({ n }) => citations.includes(n)).map((each) => ["\u00a0", this.chip(each, known)]);
    return element("p.sentence", {}, words, chips);
  }

  digest({ digest }) {
    return digest && element("span.badge.digest", {}, this.texts.source.digest);
  }

  /** The box of one document's sentences; an interview names its speaker. */
  group(citation) {
    const isInterview = citation.kind === "interview";
    const name = isInterview && citation.speaker ? fill(this.texts.source.by, citation) : documentName(citation);
    return element(`div.group.${citation.kind}`, {},
      element("p.by", {}, icon(isInterview ? "voice" : "book"),
        element("span", {}, element("b", {}, name), `, ${published(citation)} `, this.digest(citation))));
  }

  sources(citations) {
    const { standing } = this.texts;
    return this.list("sources", this.texts.sources, citations.map((each) => element("li", {},
      this.chip(each, citations),
      element("div", {}, element("b", {}, each.locator), each.locator && " · ", documentName(each), " ",
        each.standing !== "unknown" && element(`span.badge.${each.standing}`, {}, standing[each.standing])))));
  }

  suggestions(citations) {
    return this.list("sources", this.texts.nearest, citations.map((each) => {
      const link = this.link(each, citations, {}, sourceName(each));
      link.addEventListener("click", this.opening(link, each));
      return element(`li.group.${each.kind}`, {},
        element("p.by", {}, element("span", {}, link, " ", this.digest(each))), this.quote(each));
    }));
  }

  /** The words quoted; rows of a table as such. */
  quote(citation) {
    const words = element("blockquote", {}, citation.quote);
    if (citation.rows?.length) import("./rows.js").then(({ quotedRows }) => words.replaceChildren(quotedRows(citation)));
    return words;
  }

  /** The way to the page that shows two documents side by side. */
  sideBySide({ left, right }) {
    const { api, texts } = this;
    const address = new URL(`so-sanh?${new URLSearchParams({ trai: left, phai: right })}`, api.base);
    const rel = api.reader.token ? "opener" : "noopener";
    return element("p", {}, element("a.button", { href: address.href, target: "_blank", rel },
      icon("compare"), element("span", {}, texts.side_by_side)));
  }

  related(questions, ask) {
    return this.list("related", this.texts.related, questions.map((question) =>
      element("li", {}, element("button", { type: "button", click: () => ask(question) }, question))));
  }

  list(name, title, rows) {
    return rows.length > 0 && element(`section.${name}`, {}, element("h4", {}, title), element("ol", {}, rows));
  }
}
