// Two documents side by side; which ones, and what of them is shown, stands in the address.
import { Chooser } from "./comparison/choosing.js";
import "./comparison/icons.js";
import { rowOf } from "./comparison/rows.js";
import { documentName } from "./hoi-dap/citing.js";
import { button, element, fill, icon } from "./hoi-dap/dom.js";
import { BASE, call, read } from "./reader.js";
import { save } from "./saving.js";
import { showTop } from "./top.js";

const PAGE = 100; // rows fetched at once
const SIDES = ["left", "right"];
const NAMES = { left: "trai", right: "phai" }; // in the address

const all = await showTop("comparison");
const { comparison: texts } = all;
document.title = `${all.page.brand} – ${texts.title}`;
const asked = new URLSearchParams(location.search);

/** The page; ``shown`` is which rows are wanted: all of them, or one kind of difference. */
class Page {
  constructor() {
    this.isWhole = asked.get("tat-ca") === "1";
    this.kind = asked.get("loai") ?? "";
    this.choosers = Object.fromEntries(SIDES.map((side) =>
      [side, new Chooser(side, asked.get(NAMES[side]) ?? "", all, () => this.chosen())]));
    this.said = element("p.said", { role: "status" });
    this.kinds = element("ul.kinds", { "aria-label": texts.kinds });
    this.only = element("input", { type: "checkbox", checked: !this.isWhole, change: () => this.filter({ isWhole: !this.only.checked }) });
    this.download = button("download", texts.word, () => this.save());
    this.swap = button("swap", texts.swap, () => this.swapped());
    this.tools = element("div.tools", { hidden: true },
      element("label.check", {}, this.only, element("span", {}, texts.only_changed)), this.download);
    this.heads = element("div.heads", { hidden: true });
    this.rows = element("ol.rows", { "aria-label": texts.rows });
    this.more = element("button", { type: "button", class: "more", hidden: true, click: () => this.show(true) }, texts.more);
    document.getElementById("main").append(
      element("h1", {}, texts.title),
      element("div.choosing", {}, this.choosers.left.box, this.swap, this.choosers.right.box),
      this.said, this.kinds, this.tools, this.heads, this.rows, this.more);
    this.running = new AbortController();
    this.chosen();
  }

  get ids() {
    return SIDES.map((side) => this.choosers[side].id);
  }

  /** What the API is asked for. */
  wanted(more = {}) {
    const [left, right] = this.ids;
    return new URLSearchParams({ left, right, ...(this.isWhole ? {} : { changed: "true" }), ...(this.kind && { difference: this.kind }), ...more });
  }

  remember() {
    const address = new URLSearchParams();
    SIDES.forEach((side) => this.choosers[side].id && address.set(NAMES[side], this.choosers[side].id));
    if (this.isWhole) address.set("tat-ca", "1");
    if (this.kind) address.set("loai", this.kind);
    history.replaceState(null, "", `?${address}`);
  }

  chosen() {
    this.kind = this.ids.every(Boolean) ? this.kind : "";
    this.swap.hidden = !this.ids.some(Boolean);
    this.filter({});
  }

  swapped() {
    const [left, right] = this.ids;
    this.choosers.left.set(right);
    this.choosers.right.set(left);
    this.chosen();
  }

  filter({ isWhole = this.isWhole, kind = this.kind }) {
    Object.assign(this, { isWhole, kind: isWhole ? "" : kind });
    this.only.checked = !this.isWhole;
    this.remember();
    this.show();
  }

  async show(goesOn = false) {
    this.running.abort();
    this.running = new AbortController();
    if (!goesOn) {
      this.rows.replaceChildren();
      this.more.hidden = true;
    }
    if (!this.ids.every(Boolean)) {
      this.empty(texts.choose_both);
      return;
    }
    const { signal } = this.running;
    const offset = this.rows.children.length;
    if (!goesOn) this.said.textContent = texts.loading;
    try {
      const { isOk, found } = await read(`v1/comparisons?${this.wanted({ offset, limit: PAGE })}`, { signal });
      if (isOk) this.place(found, goesOn);
      else this.empty(found.detail);
    } catch (error) {
      if (error.name !== "AbortError") this.empty(all.problem.unreachable);
    }
  }

  empty(says) {
    this.said.textContent = says;
    this.kinds.replaceChildren();
    this.tools.hidden = true;
    this.heads.hidden = true;
  }

  place(found, goesOn) {
    const says = found.moved ? texts.count_moved : texts.count;
    this.said.textContent = fill(found.changed ? says : texts.same, found);
    this.tools.hidden = false;
    this.heads.hidden = found.rows.length === 0;
    this.heads.replaceChildren(...SIDES.map((side) => element("p", { class: side }, documentName(found[side]))));
    this.kinds.replaceChildren(...Object.entries(found.counts).map(([kind, count]) => element("li", {},
      element("button", { type: "button", class: kind, "aria-pressed": `${kind === this.kind}`,
        click: () => this.filter({ isWhole: false, kind: kind === this.kind ? "" : kind }) },
      icon(kind), element("span", {}, `${texts.differences[kind]} (${count})`)))));
    const rows = found.rows.map((row) => rowOf(row, found, all));
    this.rows.append(...rows);
    if (goesOn) rows[0]?.querySelector("a")?.focus();
    this.more.hidden = this.rows.children.length >= found.total;
  }

  async save() {
    const response = await call(`v1/comparisons.docx?${this.wanted()}`);
    if (response.ok) await save(response);
    else this.said.textContent = (await response.json()).detail;
  }
}

new Page();
