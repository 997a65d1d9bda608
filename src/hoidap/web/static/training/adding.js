// What a trainer adds: a sentence of a document, a question to discuss, a quiz item.  And the
// pictures, which come from the server as SVG and are shown as images: nothing in them can run.
import { button, element } from "../hoi-dap/dom.js";
import { area, editor } from "./lines.js";
import { LETTERS } from "./quiz_item.js";
import { fetched, request } from "./requests.js";

const OPTIONS = 4; // of a new question

/** A button, and the form it opens. */
export function adding(view, what) {
  const { texts } = view;
  const id = `add-${what}`;
  const [name, form] = {
    point: [texts.add_point, pointForm],
    question: [texts.add_question, questionForm],
    item: [texts.add_item, itemForm],
  }[what];
  return view.opened === id ? form(view, id) : button("add", name, () => view.open(id), { "data-edit": id });
}

function field(view, name) {
  return view.main.querySelector(`form.editor [name=${name}]`);
}

function choice(name, label, entries) {
  return element("label", {}, label, element("select", { name }, entries.map(([value, text]) => element("option", { value }, text))));
}

function proofs({ pack }) {
  const points = pack.outline.flatMap((section) => section.points);
  return points.map((point) => [point.id, point.text.slice(0, 100)]);
}

function pointForm(view, id) {
  const { texts, pack } = view;
  const sections = choice("section", texts.outline, pack.outline.map((each) => [each.id, each.title]));
  const form = editor(view, [sections, area("quote", texts.point_quote, "")], () => [], id);
  form.addEventListener("submit", (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    view.attempt(async () => {
      const section = pack.outline.find((each) => each.id === field(view, "section").value);
      const { text } = await fetched(`v1/documents/${encodeURIComponent(section.document_id)}`);
      const found = placeOf(text, field(view, "quote").value);
      if (!found) throw new Error(texts.not_verbatim);
      await view.edit([{ op: "add_point", section: section.id, document_id: section.document_id, ...found }], id);
    });
  }, { capture: true });
  return form;
}

/** Where a text stands word for word, however its lines are broken; offsets count code points. */
function placeOf(text, quote) {
  const words = quote.normalize("NFC").trim().split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  const pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("\\s+"), "u");
  const found = pattern.exec(text);
  if (!found) return null;
  const start = Array.from(text.slice(0, found.index)).length;
  return { start, end: start + Array.from(found[0]).length };
}

function questionForm(view, id) {
  const { texts } = view;
  const like = choice("like", texts.proof, proofs(view));
  return editor(view, [area("question", texts.prompt, ""), like], () => [
    { op: "add_discussion", question: field(view, "question").value.trim(), like: field(view, "like").value || null }], id);
}

function itemForm(view, id) {
  const { texts } = view;
  const options = Array.from({ length: OPTIONS }, (_, index) => element("div.row", {},
    element("input", { type: "radio", name: "correct", value: String(index), checked: index === 0, "aria-label": `${texts.right} ${LETTERS[index]}` }),
    element("label", {}, LETTERS[index], element("input", { name: "option" }))));
  const fields = [area("prompt", texts.prompt, "", 2), element("fieldset", {}, element("legend", {}, texts.options), options),
    area("reason", texts.reason, "", 2), choice("like", texts.proof, proofs(view))];
  return editor(view, fields, () => {
    const written = options.map((row) => row.querySelector("[name=option]").value.trim());
    const right = Number(view.main.querySelector("form.editor [name=correct]:checked").value);
    const kept = written.filter(Boolean);
    return [{ op: "add_item", kind: "choice", prompt: field(view, "prompt").value.trim(), options: kept,
      correct: [kept.indexOf(written[right])].filter((at) => at >= 0), reason: field(view, "reason").value.trim(), like: field(view, "like").value }];
  }, id);
}

/** A picture of the pack. */
export function drawPicture(view, name, description) {
  const image = element("img.picture", { alt: description });
  view.attempt(async () => {
    const response = await request("GET", `${view.path}/pictures/${name}?version=${view.pack.version}`);
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await response.text())}`;
  });
  return image;
}
