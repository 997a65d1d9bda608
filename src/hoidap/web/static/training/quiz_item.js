// A quiz item: question, options with the right one marked, reason and source; and its editor.
import { button, element } from "../hoi-dap/dom.js";
import { area, editor, flagOf, line, sourceLinks, tools } from "./lines.js";

export const LETTERS = "ABCDEFGHIJKLMNOPQRST";

function isRight(item, index) {
  return ["choice", "true_false"].includes(item.kind) && item.correct.includes(index);
}

/** The right answer in words, where marking an option does not say it. */
function keyOf(item) {
  if (item.kind === "gap") return item.answers.join(" / ");
  if (item.kind === "match") return item.correct.map((option, at) => `${at + 1}–${LETTERS[option]}`).join(", ");
  if (item.kind === "order") return item.correct.map((option) => LETTERS[option]).join(", ");
  return "";
}

export function quizItem(view, item) {
  const { texts, pack } = view;
  if (view.opened === item.id) return element("li", { "data-id": item.id }, itemEditor(view, item));
  const seed = Math.floor(Math.random() * 2 ** 31);
  const another = button("retry", `${texts.regenerate}: ${item.prompt.slice(0, 60)}`,
    () => view.edit([{ op: "regenerate", id: item.id, seed }], item.id), { quiet: true });
  const key = keyOf(item);
  return element("li", { "data-id": item.id },
    element("div.line", {}, element("p", {}, item.prompt, item.edited && element("span.badge.digest", {}, texts.edited)),
      tools(view, item, pack.quiz, item.prompt, [another])),
    item.left.length > 0 && element("ol.left", {}, item.left.map((each) => element("li", {}, each))),
    item.options.length > 0 && element(`ol.options.${item.kind}`, {},
      item.options.map((option, index) => element("li", { class: isRight(item, index) && "right" }, option,
        isRight(item, index) && element("span.offscreen", {}, ` (${texts.right})`)))),
    element("details", {}, element("summary", {}, texts.answer),
      key && element("p", {}, element("b", {}, key)), element("p", {}, item.reason), element("p.sources", {}, sourceLinks(item.sources))),
    flagOf(item, texts));
}

function itemEditor(view, item) {
  const { texts } = view;
  const fields = [area("prompt", texts.prompt, item.prompt)];
  const radios = ["choice", "true_false"].includes(item.kind);
  const options = item.options.map((option, index) => element("div.row", {},
    radios && element("input", { type: "radio", name: "correct", value: String(index), checked: item.correct.includes(index), "aria-label": `${texts.right} ${LETTERS[index]}` }),
    line("option", LETTERS[index], option)));
  if (options.length) fields.push(element("fieldset", {}, element("legend", {}, texts.options), options));
  if (item.kind === "gap") fields.push(area("answers", texts.accepted, item.answers.join("\n"), 2));
  fields.push(area("reason", texts.reason, item.reason, 2));
  const field = (name) => view.main.querySelector(`form.editor [name=${name}]`);
  return editor(view, fields, () => [{
    op: "reword_item", id: item.id, prompt: field("prompt").value.trim(), reason: field("reason").value.trim(),
    ...(options.length && { options: options.map((row) => row.querySelector("[name=option]").value.trim()) }),
    ...(radios && { correct: [Number(view.main.querySelector("form.editor [name=correct]:checked").value)] }),
    ...(item.kind === "gap" && { answers: field("answers").value.split("\n").map((each) => each.trim()).filter(Boolean) }),
  }], item.id);
}
