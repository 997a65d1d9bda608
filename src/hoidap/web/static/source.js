// The source viewer: one document, the cited passage marked and scrolled to.
import { quotation, sourceAddress } from "./hoi-dap/citing.js";
import { button, copyButton, element, fill, icon, isStill } from "./hoi-dap/dom.js";
import { BASE, read } from "./reader.js";
import { Changes } from "./source/changes.js";
import { docket } from "./source/docket.js";
import "./source/icons.js";
import { Finder } from "./source/finding.js";
import { Outline } from "./source/outline.js";
import { Paper } from "./source/paper.js";
import { PagePicture } from "./source/picture.js";
import { findPlace, readPlace } from "./source/place.js";
import { SourceText } from "./source/text.js";
import { showTop } from "./top.js";

const isFramed = window !== window.top;
document.documentElement.classList.toggle("framed", isFramed);

const all = await showTop("source");
const { viewer: texts } = all;
const main = document.getElementById("main");
const id = decodeURIComponent(location.pathname.split("/").pop());

/** The viewer of one document. */
class Viewer {
  constructor(found) {
    this.found = found;
    this.source = new SourceText(found);
    this.paper = new Paper(this.source, texts);
    this.picture = new PagePicture(found, this.paper, texts);
    this.finder = new Finder(this.paper, texts);
    this.outline = new Outline(this.paper, texts, (section) => this.goTo(section));
    this.changes = new Changes(found, this.paper, texts);
    this.said = element("div", { role: "status" });
    this.cited = element("div.cited", {});
    main.replaceChildren(
      docket(found, all),
      element("div.tools", {}, this.finder.box, this.cited), this.changes.box, this.said,
      element("div.reader", {}, this.outline.box, this.paper.article));
    addEventListener("hashchange", () => this.show());
    this.show();
  }

  /** Show the place that the address names. */
  show() {
    const place = readPlace(location.hash);
    const { state, range, section } = findPlace(this.source, place);
    this.all = place.all;
    this.range = range ?? null;
    const inThis = place.all.filter((each) => each.document_id === id).map((each) => (
      { start: this.source.toUnits(each.start), end: this.source.toUnits(each.end) }));
    // After a new ingest the other offsets are as doubtful as this one was.
    this.paper.mark(state === "exact" ? inThis : [], this.range);
    this.tell(state, section);
    this.showTools(place);
    const target = this.paper.currentMark ?? (section && this.paper.headings.get(section.index));
    target?.scrollIntoView({ block: "center" });
    this.picture.show(this.range);
  }

  tell(state, section) {
    const says = {
      moved: texts.moved, lost: texts.lost,
      section: section && fill(texts.section_only, section),
    }[state];
    this.said.replaceChildren(...(says ? [element("p.notice", {}, icon("warning"), element("span", {}, says))] : []));
  }

  goTo(section) {
    const heading = this.paper.headings.get(section.index);
    heading.scrollIntoView({ block: "start", behavior: isStill() ? "auto" : "smooth" });
    heading.focus({ preventScroll: true });
    history.replaceState(null, "", `#${new URLSearchParams({ l: section.locator })}`);
  }

  /** What is shown, as a citation. */
  citation() {
    const { start, end } = this.range;
    const around = this.source.sectionAround(start, end);
    return {
      ...this.found, document_id: id, quote: this.source.text.slice(start, end),
      start: this.source.toPoints(start), end: this.source.toPoints(end),
      locator: around?.locator ?? "", speaker: around?.speaker ?? this.found.speaker,
    };
  }

  showTools({ range: asked }) {
    const tools = [];
    const at = asked ? this.all.findIndex((each) =>
      each.document_id === id && each.start === asked.start && each.end === asked.end) : -1;
    if (this.all.length > 1 && at >= 0) {
      tools.push(
        button("previous", texts.previous_citation, () => this.step(at - 1), { quiet: true, disabled: at === 0 }),
        element("span.meta", {}, fill(texts.citation, { at: at + 1, total: this.all.length })),
        button("next", texts.next_citation, () => this.step(at + 1), { quiet: true, disabled: at === this.all.length - 1 }));
    }
    if (this.range) {
      const link = copyButton(texts.copy_link, all, () => sourceAddress(BASE, this.citation()), { title: texts.copy_link });
      link.firstChild.replaceWith(icon("link"));
      tools.push(
        copyButton(texts.copy_citation, all, () => quotation(this.citation(), all), { title: texts.copy_citation }),
        link);
    }
    const ask = new URL("./", BASE);
    ask.searchParams.set("tai-lieu", id);
    const compare = new URL("so-sanh", BASE);
    compare.searchParams.set("trai", id);
    if (!isFramed) {
      tools.push(
        element("a.button", { href: ask.href }, icon("chat"), element("span", {}, texts.ask)),
        element("a.button", { href: compare.href }, icon("compare"), element("span", {}, texts.compare)));
    }
    this.cited.replaceChildren(...tools);
  }

  /** The next or previous citation of the answer, also in another document. */
  step(to) {
    const address = new URL(sourceAddress(BASE, this.all[to], this.all));
    if (this.all[to].document_id === id) location.hash = address.hash;
    else location.assign(address);
  }
}

function missing(says) {
  main.replaceChildren(element("div.missing", {}, element("h1", {}, says),
    element("p", {}, element("a", { href: new URL("tai-lieu", BASE).href }, texts.search_library))));
}

main.replaceChildren(element("p.missing", { role: "status" }, texts.loading));
try {
  const { isOk, status, found } = await read(`v1/documents/${encodeURIComponent(id)}`);
  if (isOk) {
    document.title = `${found.number ?? found.title} – ${all.page.brand}`;
    new Viewer(found);
  } else {
    missing(status === 404 ? texts.missing : found.detail);
  }
} catch (error) {
  console.error(error);
  missing(all.problem.unreachable);
}
