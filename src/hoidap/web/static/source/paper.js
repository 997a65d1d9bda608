// The text on the page: paragraphs in the shape of their sections, cited ranges marked.
import { element, fill } from "../hoi-dap/dom.js";

const HEADINGS = new Set([
  "part", "chapter", "division", "subdivision", "article", "roman", "heading", "attachment",
  "appendix", "turn",
]);
const DEEPEST = 6; // <h6>

/** Draws a SourceText; ``ranges`` are the cited ranges, one of them ``current``. */
export class Paper {
  constructor(source, texts) {
    this.source = source;
    this.texts = texts;
    this.ranges = [];
    this.current = null;
    this.headings = new Map(); // section index -> element
    this.lines = []; // what is marked and searched: lines, and the cells of tables
    this.blocks = []; // what stands one below the other: lines and rows
    for (const line of source.lines()) {
      const row = source.rows.get(line.start);
      if (row) {
        this.blocks.push({ ...line, box: this.row(line, row.cells), table: row.table });
      } else {
        const drawn = { ...line, box: this.box(line) };
        this.lines.push(drawn);
        this.blocks.push(drawn);
      }
    }
    this.article = element("article.paper", { lang: "vi", "aria-label": texts.text }, this.withPages());
  }

  /** The element of a line; its kind of section decides what it looks like. */
  box(line) {
    const { sections } = this.source;
    const around = sections.findLast((each) => each.start <= line.start && line.start < each.end);
    const starting = sections.find((each) =>
      HEADINGS.has(each.kind) && each.start <= line.start && line.end <= each.body);
    let box;
    if (starting && starting.start === line.start) {
      const level = Math.min(2 + this.depth(starting), DEEPEST);
      box = element(`h${level}`, { class: starting.kind, tabindex: "-1" });
      this.headings.set(starting.index, box);
    } else {
      const kind = starting?.kind ?? around?.kind ?? "body";
      const first = around && around.start === line.start ? " first" : "";
      box = element("p", { class: `${kind}${first}` });
    }
    box.append(this.source.text.slice(line.start, line.end));
    return box;
  }

  /** A row of a table; each cell is marked by itself. */
  row(line, cells) {
    const box = element("tr", { tabindex: "-1" }, cells.map((cell) => {
      const drawn = element(cell.header ? "th" : "td", {
        colspan: `${cell.columns}`, class: cell.repeated ? "repeated" : "" }, this.source.text.slice(cell.start, cell.end));
      if (cell.end > cell.start) this.lines.push({ start: cell.start, end: cell.end, box: drawn });
      return drawn;
    }));
    for (const section of this.source.sections) {
      if (line.start <= section.start && section.start < line.end) this.headings.set(section.index, box);
    }
    return box;
  }

  depth(section) {
    let depth = 0;
    for (let at = section; at.parent !== null; at = this.source.sections[at.parent]) {
      if (HEADINGS.has(this.source.sections[at.parent].kind)) depth += 1;
    }
    return depth;
  }

  withPages() {
    const pages = [...this.source.pages];
    const shown = [];
    let open = null; // the table whose rows are being drawn
    for (const block of this.blocks) {
      while (pages.length && pages[0].start <= block.start) {
        shown.push(element("p.page-mark", {}, fill(this.texts.page, pages.shift())));
        open = null;
      }
      if (!block.table) {
        shown.push(block.box);
      } else if (open && open.table === block.table) {
        open.body.append(block.box);
      } else {
        open = { table: block.table, body: element("tbody", {}, block.box) };
        shown.push(element("div.table", { tabindex: "0", role: "group" }, element("table", {}, open.body)));
      }
      if (!block.table) open = null;
    }
    return shown;
  }

  /** Mark cited ranges; ``current`` is the one being read. */
  mark(ranges, current) {
    const touched = [...this.ranges, this.current, ...ranges, current].filter(Boolean);
    this.ranges = ranges;
    this.current = current;
    for (const line of this.lines) {
      if (touched.some((range) => range.start < line.end && line.start < range.end)) this.paint(line);
    }
  }

  paint({ start, end, box }) {
    const shown = [...this.ranges, this.current].filter(Boolean)
      .filter((range) => range.start < end && start < range.end);
    const cuts = new Set([start, end]);
    for (const range of shown) {
      cuts.add(Math.max(start, range.start));
      cuts.add(Math.min(end, range.end));
    }
    const points = [...cuts].sort((a, b) => a - b);
    const { text } = this.source;
    box.replaceChildren(...points.slice(0, -1).map((from, at) => {
      const piece = text.slice(from, points[at + 1]);
      const covers = (range) => range && range.start <= from && from < range.end;
      if (covers(this.current)) return element("mark.current", {}, piece);
      return shown.some(covers) ? element("mark", {}, piece) : piece;
    }));
  }

  /** The first element of the range being read. */
  get currentMark() {
    return this.article.querySelector("mark.current");
  }

  /** A DOM range over a range of the text inside one line, or null. */
  domRange(start, end) {
    const line = this.lines.find((each) => each.start <= start && start < each.end);
    if (!line) return null;
    const range = new Range();
    const walker = document.createTreeWalker(line.box, NodeFilter.SHOW_TEXT);
    let at = line.start;
    let begun = false;
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      const last = at + node.length;
      if (!begun && start < last) {
        range.setStart(node, start - at);
        begun = true;
      }
      if (begun && Math.min(end, line.end) <= last) {
        range.setEnd(node, Math.min(end, line.end) - at);
        return range;
      }
      at = last;
    }
    return null;
  }
}
