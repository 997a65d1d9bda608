// The parts of a pack as they are read and edited.
import { button, element, fill } from "../hoi-dap/dom.js";
import { adding, drawPicture } from "./adding.js";
import { area, editor, flagOf, line, sourceLinks, tools } from "./lines.js";
import { quizItem } from "./quiz_item.js";

const day = new Intl.DateTimeFormat("vi-VN", { dateStyle: "short", timeZone: "UTC" });
const AIMS = "aims";
const AGENDA = "agenda";

/** Id, title and content of every part that has something in it or can get it. */
export function partsOf(view) {
  const { texts, pack } = view;
  const made = [
    ["documents", documents(view)],
    ["aims", aims(view)],
    ["agenda", agenda(view)],
    ["summary", pack.summary.length && points(view, pack.summary)],
    ["outline", outline(view)],
    ["news", pack.news.length && points(view, pack.news)],
    ["terms", pack.terms.length && terms(pack)],
    ["timeline", pack.timeline.length && timeline(view)],
    ["relations", pack.relations.length && drawPicture(view, "relations", texts.picture_relations)],
    ["readings", pack.readings.length && readings(view)],
    ["discussion", discussion(view)],
    ["quiz", quiz(view)],
  ];
  return made.filter(([, content]) => content).map(([id, content]) => ({ id, title: texts[id], content }));
}

function documents({ pack, all }) {
  return element("ul.plain", {}, pack.documents.map((each) => element("li", {},
    element("a", { href: new URL(`tai-lieu/${encodeURIComponent(each.document_id)}`, document.baseURI).href, target: "_blank", rel: "noopener" },
      [each.number, each.title].filter(Boolean).join(" – ")), " ",
    element(`span.badge.${each.standing}`, {}, all.standing[each.standing]), " ",
    each.digest && element("span.badge.digest", {}, all.source.digest))));
}

function aims(view) {
  const { texts, pack } = view;
  if (view.opened === AIMS) {
    return editor(view, [area("aims", texts.aims, pack.aims.join("\n"), 6)], () => [
      { op: "aims", aims: view.main.querySelector("[name=aims]").value.split("\n").map((each) => each.trim()).filter(Boolean) }], AIMS);
  }
  return [element("ul.bullets", {}, pack.aims.map((each) => element("li", {}, each))),
    button("edit", `${texts.edit}: ${texts.aims}`, () => view.open(AIMS), { quiet: true, "data-edit": AIMS })];
}

function agenda(view) {
  const { texts, pack } = view;
  if (view.opened === AGENDA) {
    const rows = pack.agenda.map((entry) => element("div.row", {},
      element("label", {}, texts.minutes_edit, element("input", { type: "number", name: "minutes", min: "1", max: "240", required: true, value: String(entry.minutes) })),
      line("entry", texts.line_edit, entry.title)));
    return editor(view, rows, () => [{ op: "agenda", entries: rows.map((row, at) => ({
      title: row.querySelector("[name=entry]").value.trim(), minutes: Number(row.querySelector("[name=minutes]").value), kind: pack.agenda[at].kind })) }], AGENDA);
  }
  return [element("ol.agenda", {}, pack.agenda.map((entry) => element("li", {},
    element("span.when", {}, `${entry.starts}–${entry.starts + entry.minutes}′`), element("span", {}, entry.title)))),
  button("edit", `${texts.edit}: ${texts.agenda}`, () => view.open(AGENDA), { quiet: true, "data-edit": AGENDA })];
}

function outline(view) {
  return [pack_sections(view), adding(view, "point")];
}

/** The name of a section's document, where a pack has several and another one begins. */
function documentOf({ documents: known, outline: sections }, at) {
  const id = sections[at].document_id;
  if (sections.every((each) => each.document_id === id) || sections[at - 1]?.document_id === id) return null;
  const found = known.find((each) => each.document_id === id);
  return found && element("p.of", {}, [found.number, found.title].filter(Boolean).join(" – "));
}

function pack_sections(view) {
  const { texts, pack } = view;
  return pack.outline.map((section, at) => element("div.outline", { "data-id": section.id }, documentOf(pack, at),
    view.opened === section.id
      ? editor(view, [line("text", texts.line_edit, section.title)], () => [
        { op: "reword", id: section.id, text: view.main.querySelector("form.editor [name=text]").value.trim() }], section.id)
      : element("div.line", {}, element("h3", {}, `${at + 1}. ${section.title}`), tools(view, section, pack.outline, section.title)),
    points(view, section.points)));
}

function points(view, list) {
  const { texts } = view;
  return element("ul.points", {}, list.map((point) => element("li", { "data-id": point.id },
    view.opened === point.id
      ? editor(view, [area("text", texts.line_edit, point.text)], () => [
        { op: "reword", id: point.id, text: view.main.querySelector("form.editor [name=text]").value.trim() }], point.id)
      : [element("div.line", {}, element("p", {}, point.text, point.edited && element("span.badge.digest", {}, texts.edited)),
        tools(view, point, list, point.text)),
      element("p.sources", {}, sourceLinks([point.source, ...point.also])), flagOf(point, texts)])));
}

function terms(pack) {
  return element("dl.terms", {}, pack.terms.map((each) => [element("dt", {}, each.term),
    element("dd", {}, element("p", {}, each.definition), element("p.sources", {}, sourceLinks([each.source])))]));
}

function timeline(view) {
  return [drawPicture(view, "timeline", view.texts.picture_timeline),
    element("ul.plain.days", {}, view.pack.timeline.map((each) => element("li", {},
      element("b", {}, day.format(new Date(each.on))), ` ${each.label} `, each.source && sourceLinks([each.source]))))];
}

function readings(view) {
  return element("ul.plain", {}, view.pack.readings.map((each) => element("li", {},
    sourceLinks([each.source]), ` (${fill(view.texts.minutes_of, { minutes: each.minutes })}). `, each.why)));
}

function discussion(view) {
  const { texts, pack } = view;
  const rows = pack.discussion.map((each) => element("li", { "data-id": each.id },
    view.opened === each.id
      ? editor(view, [area("text", texts.prompt, each.question)], () => [
        { op: "reword", id: each.id, text: view.main.querySelector("form.editor [name=text]").value.trim() }], each.id)
      : [element("div.line", {}, element("p", {}, each.question), tools(view, each, pack.discussion, each.question)),
        each.sources.length > 0 && element("details", {}, element("summary", {}, texts.hold),
          each.sources.map((source) => element("blockquote", {}, element("p", {}, source.quote), element("p.sources", {}, sourceLinks([source])))))]));
  return [element("ol.numbered", {}, rows), adding(view, "question")];
}

function quiz(view) {
  return [element("ol.quiz", {}, view.pack.quiz.map((item) => quizItem(view, item))), adding(view, "item")];
}
