// One pack: head, menus, all its parts; edits are sent one by one and make versions.
import { button, element, fill, icon } from "../hoi-dap/dom.js";
import { LivePanel } from "./live_panel.js";
import { line, editor, menu } from "./lines.js";
import { partsOf } from "./parts.js";
import { packLink } from "./saved_packs.js";
import { download, fetched, sent } from "./requests.js";

const moment = new Intl.DateTimeFormat("vi-VN", { dateStyle: "short", timeStyle: "short" });
const TITLE = "title";

export class PackView {
  constructor(main, all, id) {
    Object.assign(this, { main, all, texts: all.training, id, opened: null });
    this.path = `v1/study-packs/${id}`;
    this.said = element("p.said", { role: "status" });
    this.live = new LivePanel(this);
  }

  async load() {
    this.take(await fetched(this.path));
    await this.live.load();
  }

  /** Show what the server answered. */
  take(saved) {
    this.saved = saved;
    this.pack = saved.pack;
    this.show();
  }

  show() {
    const { texts, saved, pack } = this;
    document.title = `${this.all.page.brand} – ${saved.title}`;
    if (!pack) {
      this.main.replaceChildren(this.backLink(), element("h1", {}, saved.title || texts.make),
        element("p", { role: "status" }, saved.error?.detail ?? texts.states[saved.state]));
      return;
    }
    const parts = partsOf(this);
    const contents = element("nav.contents", { "aria-label": texts.parts },
      element("ul", {}, parts.map(({ id, title }) => element("li", {}, element("a", { href: `#${id}` }, title)))));
    this.main.replaceChildren(
      this.backLink(), this.head(), this.toolbar(), this.said, this.notices(), this.live.box,
      element("div.pack", {}, contents, element("div.parts", {},
        parts.map(({ id, title, content }) =>
          element("section.part", { id, "aria-labelledby": `${id}-title` }, element("h2", { id: `${id}-title` }, title), content)))));
  }

  backLink() {
    return element("a.back", { href: location.pathname }, this.texts.back);
  }

  head() {
    const { texts, pack } = this;
    if (this.opened === TITLE) {
      return editor(this, [line("title", texts.name, pack.title)], () => [
        { op: "retitle", title: this.main.querySelector("[name=title]").value.trim() }], TITLE);
    }
    return element("div.head", {}, element("h1", {}, pack.title),
      button("edit", texts.title_edit, () => this.open(TITLE), { quiet: true, "data-edit": TITLE }),
      element("p.meta", {}, [
        pack.request.audience, fill(texts.minutes_of, { minutes: pack.request.minutes }),
        `${texts.seed} ${pack.request.seed}`, fill(texts.version_n, { n: pack.version }),
      ].filter(Boolean).join(" · ")));
  }

  toolbar() {
    const { texts } = this;
    return element("div.toolbar", {},
      menu([icon("download"), texts.export], Object.entries(texts.formats).map(([format, name]) =>
        element("button", { type: "button", "data-format": format, click: () => this.attempt(() => download(`${this.path}/export?format=${format}`)) }, name))),
      element("a.button", { href: new URL(`tap-huan/trinh-chieu?bo=${this.id}`, document.baseURI).href }, icon("present"), texts.present),
      this.versionsMenu(),
      button("copy", texts.duplicate, () => this.attempt(async () => {
        location.href = packLink((await sent("POST", `${this.path}/duplicate`)).id);
      })),
      this.deleteButton());
  }

  versionsMenu() {
    const { texts } = this;
    const list = element("ul", {});
    const made = menu([icon("history"), texts.versions], list);
    const named = (by) => by.split(", ").map((each) => texts.made_by[each] ?? texts.made_by.edit);
    made.addEventListener("toggle", () => made.open && this.attempt(async () => {
      const { versions } = await fetched(`${this.path}/versions`);
      list.replaceChildren(...versions.map((each) => element("li", {},
        element("span", {}, `${fill(texts.version_n, { n: each.version })}, ${moment.format(new Date(each.made_at))}, ${[...new Set(named(each.made_by))].join(", ")}`),
        each.version === this.pack.version ? element("b", {}, texts.current)
          : element("button", { type: "button", click: () => this.edit([], null, each.version) }, fill(texts.restore, { n: each.version })))));
    }));
    return made;
  }

  deleteButton() {
    const { texts } = this;
    let isSure = false;
    return button("drop", texts.delete, ({ currentTarget }) => {
      if (isSure) {
        this.attempt(async () => { await sent("DELETE", this.path); location.href = location.pathname; });
        return;
      }
      isSure = true;
      currentTarget.lastChild.textContent = texts.delete_sure;
    });
  }

  notices() {
    const { stale, pack } = this.saved;
    return element("div.notices", {},
      stale.length > 0 && element("div.notice", {}, icon("warning"),
        element("div", {}, element("p", {}, this.texts.stale), element("ul", {}, stale.map((each) => element("li", {}, each))))),
      pack.notes.map((each) => element("p.notice", {}, icon("warning"), element("span", {}, each))));
  }

  /** Show the editor of one part. */
  open(id) {
    this.opened = id;
    this.show();
    this.main.querySelector("form.editor textarea, form.editor input, form.editor select")?.focus();
  }

  close(focusOn) {
    this.opened = null;
    this.show();
    this.focus(focusOn);
  }

  focus(id) {
    if (id) this.main.querySelector(`[data-edit="${CSS.escape(id)}"]`)?.focus();
  }

  /** Send edits; ``focusOn`` is the part that keeps the focus. */
  edit(edits, focusOn = null, restore = undefined) {
    return this.attempt(async () => {
      const saved = await sent("PATCH", this.path, { version: this.pack.version, edits, restore });
      this.opened = null;
      this.take(saved);
      this.focus(focusOn);
      this.said.textContent = fill(this.texts.saved_said, { n: saved.version });
    });
  }

  async attempt(work) {
    this.said.textContent = "";
    try {
      await work();
    } catch (error) {
      this.said.textContent = error.message;
      this.said.scrollIntoView({ block: "nearest" });
    }
  }
}
