// What other documents have changed of this one, as of a day: marks, notes, the former wording.
import { element, fill } from "../hoi-dap/dom.js";
import { BASE, read } from "../reader.js";

const today = () => new Date().toLocaleDateString("sv"); // ISO, by the reader's clock

/** Marks the changes in a Paper; ``box`` is the strip with their number and the day. */
export class Changes {
  constructor(found, paper, texts) {
    Object.assign(this, { found, paper, texts, notes: [] });
    this.count = element("span", { role: "status" });
    this.day = element("input", { type: "date", value: today(), change: () => this.load() });
    this.box = element("div.changes", {}, this.count,
      element("label", {}, `${texts.as_of} `, this.day));
    this.box.hidden = true;
    if (found.kind === "directive") this.load();
  }

  async load() {
    const asked = this.day.value || today();
    const { isOk, found } = await read(
      `v1/documents/${encodeURIComponent(this.found.id)}/changes?${new URLSearchParams({ as_of: asked })}`);
    if (!isOk || asked !== (this.day.value || today())) return;
    this.clear();
    const holding = found.changes.filter(({ holds }) => holds);
    this.box.hidden = found.changes.length === 0;
    this.count.textContent = fill(this.texts.changes, { count: holding.length });
    for (const each of found.changes) this.show(each);
  }

  clear() {
    for (const { box } of this.paper.blocks) box.classList.remove("changed", "struck");
    for (const note of this.notes) note.remove();
    this.notes = [];
  }

  /** Mark the lines of a change and put its note above the first, or where something is added. */
  show(change) {
    const { source, blocks } = this.paper;
    const places = change.places.map(({ start, end }) => (
      { start: source.toUnits(start), end: source.toUnits(end) }));
    if (!places.length) { // the whole document, or a place that it does not have
      const apart = this.note(change);
      this.notes.push(apart);
      this.box.after(apart);
      return;
    }
    const touched = blocks.filter((line) =>
      places.some((each) => each.start < line.end && line.start < each.end));
    const note = this.note(change);
    this.notes.push(note);
    if (touched.length) {
      if (change.holds) {
        const kind = change.change === "repeals" && !change.words.length ? "struck" : "changed";
        for (const { box } of touched) box.classList.add(kind);
      }
      this.put(note, touched[0], "before");
    } else {
      const before = blocks.findLast((line) => line.end <= places[0].end);
      if (before) this.put(note, before, "after");
    }
  }

  put(note, { box }, where) {
    // A row stands in a table, where no note may.
    const stands = box.closest("div.table") ?? box;
    stands[where](note);
  }

  note(change) {
    const address = new URL(change.url.replace(/^\//, ""), BASE).href;
    const name = fill(this.texts.change_of, {
      clause: change.clause, document: change.number ?? change.title });
    return element(change.holds ? "aside.change" : "aside.change.to-come", {},
      element("p", {}, change.says, " ", element("a", { href: address }, name)),
      !change.holds && element("p.meta", {}, this.texts.change_to_come),
      change.new_text && element("details", { open: change.holds },
        element("summary", {}, this.texts.change_now),
        change.new_text.split(/\n+/).map((line) => element("p", {}, line))));
  }
}
