// One line of a pack: its words, its sources, and what can be done with it.
import { button, element } from "../hoi-dap/dom.js";
import { sourceLink } from "./requests.js";

/** Links into the source viewer. */
export function sourceLinks(sources) {
  return sources.map((source) => element("a.cite", { href: sourceLink(source.url), target: "_blank", rel: "noopener", title: source.quote }, source.reference));
}

export function flagOf(part, texts) {
  return part.flag && element("p.notice.flag", {}, `${texts.flagged} ${part.flag}`);
}

/** The buttons of a line; ``about`` names it to who only hears it. */
export function tools(view, part, list, about, more = []) {
  const { texts } = view;
  const name = (what) => `${what}: ${about.slice(0, 60)}`;
  const at = list.indexOf(part);
  const move = (to) => view.edit([{ op: "move", id: part.id, to }], part.id);
  return element("div.tools", { role: "group", "aria-label": about.slice(0, 60) },
    button("edit", name(texts.edit), () => view.open(part.id), { quiet: true, "data-edit": part.id }),
    ...more,
    button("raise", name(texts.up), () => move(at - 1), { quiet: true, disabled: at === 0 }),
    button("lower", name(texts.down), () => move(at + 1), { quiet: true, disabled: at === list.length - 1 }),
    button("drop", name(texts.drop), () => view.edit([{ op: "drop", id: part.id }]), { quiet: true }));
}

/** A form in place of a line; ``fields`` are labelled controls, ``read`` gives the edits. */
export function editor(view, fields, read, focusOn) {
  const { texts } = view;
  return element("form.editor", {
    submit: (event) => { event.preventDefault(); view.edit(read(), focusOn); },
    keydown: (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      view.close(focusOn);
    },
  }, fields, element("div.row", {}, element("button.primary", {}, texts.save),
    element("button", { type: "button", click: () => view.close(focusOn) }, texts.cancel)));
}

export function area(name, label, value, rows = 3) {
  const field = element("textarea", { name, rows: String(rows), required: true });
  field.value = value;
  return element("label", {}, label, field);
}

export function line(name, label, value) {
  const field = element("input", { name, required: true });
  field.value = value;
  return element("label", {}, label, field);
}

/** Menus close when what stands beside them is used. */
export function menu(summary, ...children) {
  const made = element("details.menu", {
    focusout: ({ relatedTarget }) => { if (relatedTarget && !made.contains(relatedTarget)) made.open = false; },
    keydown: ({ key }) => { if (key === "Escape") { made.open = false; made.firstChild.focus(); } },
  }, element("summary.button", {}, summary), element("div.sheet", {}, children));
  addEventListener("pointerdown", ({ target }) => { if (!made.contains(target)) made.open = false; });
  return made;
}
