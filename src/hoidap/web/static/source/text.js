// A document's text as the page holds it. The API counts code points; JavaScript counts UTF-16
// units; they differ only after a character beyond U+FFFF, so most texts need no table.

/** Text, its sections and conversions between the two ways of counting. */
export class SourceText {
  constructor({ text, sections, pages, tables }) {
    this.text = text;
    const points = Array.from(text);
    if (points.length !== text.length) {
      let at = 0;
      this.units = points.map((point) => { const start = at; at += point.length; return start; });
      this.units.push(at);
    }
    const converted = ({ start, end, body_start: body, ...rest }) =>
      ({ ...rest, start: this.toUnits(start), end: this.toUnits(end), body: this.toUnits(body) });
    this.sections = sections.map(converted);
    const cell = (each) => ({ ...each, start: this.toUnits(each.start), end: this.toUnits(each.end) });
    this.rows = new Map(); // start of a table row -> { table, cells }
    for (const table of tables ?? []) {
      for (const cells of table.rows.map((row) => row.map(cell))) {
        this.rows.set(cells[0].start, { table, cells });
      }
    }
    this.pages = (pages ?? []).map(({ page, start }) => ({ page, start: this.toUnits(start) }));
  }

  /** An offset of the API in this page's counting. */
  toUnits(offset) {
    return this.units ? this.units[Math.min(offset, this.units.length - 1)] : offset;
  }

  /** An offset of this page in the API's counting. */
  toPoints(offset) {
    return this.units ? Array.from(this.text.slice(0, offset)).length : offset;
  }

  /** The innermost section around a range, or undefined. */
  sectionAround(start, end) {
    return this.sections.findLast((section) => section.start <= start && end <= section.end)
      ?? this.sections.findLast((section) => section.start <= start && start < section.end);
  }

  /** The lines that are not empty, as { start, end }. */
  lines() {
    const found = [];
    for (let start = 0; start <= this.text.length;) {
      const next = this.text.indexOf("\n", start);
      const end = next < 0 ? this.text.length : next;
      if (end > start) found.push({ start, end });
      start = end + 1;
    }
    return found;
  }
}
