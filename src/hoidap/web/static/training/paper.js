// A participant's paper: all questions on one page, answers kept as they are given.
import { button, element, fill } from "../hoi-dap/dom.js";
import "./icons.js";
import { LETTERS } from "./quiz_item.js";
import { sent } from "./requests.js";

const TRY_AGAIN = 2000; // milliseconds until an answer is sent again that did not arrive
const TYPING_PAUSE = 500; // after the last letter before a typed answer is sent
const LOOK_EVERY = 10_000; // milliseconds between two looks whether the answers may be shown

export class Paper {
  constructor(main, texts, path, paper) {
    Object.assign(this, { main, texts, path, paper });
    this.given = new Map(paper.given.map(({ item, given }) => [item, given]));
    this.said = element("p.said", { role: "status" });
    if (paper.state === "open") this.show(); else this.showResult();
  }

  show() {
    const { texts, paper } = this;
    let isSure = false;
    const hand = element("button.primary", { type: "button", click: async () => {
      const left = paper.questions.filter(({ id }) => !this.given.has(id)).length;
      if (left && !isSure) {
        isSure = true;
        this.said.textContent = fill(texts.finish_sure, { left });
        return;
      }
      try {
        this.paper = await sent("POST", `${this.path}/finish`, { participant: paper.participant });
        this.showResult();
      } catch (error) {
        this.said.textContent = error.message;
      }
    } }, texts.finish);
    this.main.replaceChildren(element("h1", {}, texts.title), element("p.meta", {}, paper.name),
      element("ol.questions", {}, paper.questions.map((question, at) => this.question(question, at))),
      element("div.row.hand", {}, hand, this.said));
  }

  question(question, at) {
    const { texts, paper } = this;
    const state = element("span.state", { role: "status" }, this.given.has(question.id) && texts.saved);
    const name = fill(texts.question_of, { at: at + 1, total: paper.questions.length });
    const answer = (given) => this.answer(question, given, state);
    const inputs = { choice: choices, true_false: choices, gap, match, order }[question.kind];
    return element("li.panel", {}, element("fieldset", {},
      element("legend", {}, element("span.meta", {}, name), element("span.prompt", {}, question.prompt)),
      inputs(question, this.given.get(question.id), answer, texts)), state);
  }

  /** Send an answer until it arrives; a newer one takes the place of one that waits. */
  async answer(question, given, state) {
    const { texts } = this;
    this.given.set(question.id, given);
    state.textContent = texts.saving;
    while (this.given.get(question.id) === given) {
      try {
        await sent("PUT", `${this.path}/answers`, { participant: this.paper.participant, item: question.id, given });
        if (this.given.get(question.id) === given) state.textContent = texts.saved;
        return;
      } catch (error) {
        state.textContent = error.status && error.status !== 429 ? error.message : texts.unreachable;
        if (error.status && error.status !== 429) return;
        await new Promise((resolve) => { setTimeout(resolve, TRY_AGAIN); });
      }
    }
  }

  showResult() {
    const { texts, paper } = this;
    const isChecked = paper.checked.length > 0;
    const right = paper.checked.filter((each) => each.right).length;
    const told = element("div", {}, element("h1", { tabindex: "-1" }, isChecked ? fill(texts.score, { right, total: paper.questions.length }) : texts.finished),
      element("p.meta", {}, isChecked ? paper.name : texts.wait));
    this.main.replaceChildren(told, element("ol.questions", {}, paper.checked.map((each) => this.checked(each))));
    told.firstChild.focus();
    if (!isChecked) setTimeout(() => this.look(), LOOK_EVERY);
  }

  async look() {
    try {
      this.paper = await sent("POST", `${this.path}/paper`, { participant: this.paper.participant });
    } catch { /* the next look may succeed */ }
    if (this.paper.checked.length) this.showResult(); else setTimeout(() => this.look(), LOOK_EVERY);
  }

  checked({ item, right, answer, reason, reference }) {
    const { texts } = this;
    const question = this.paper.questions.find(({ id }) => id === item);
    const given = this.paper.given.find((each) => each.item === item)?.given;
    return element(`li.panel.${right ? "good" : "bad"}`, {}, element("p.prompt", {}, question.prompt),
      element("p", {}, element("b", {}, right ? texts.right : texts.wrong)),
      !right && element("p", {}, `${texts.your_answer}: ${inWords(question, given) || texts.no_answer}`),
      element("p", {}, `${texts.right_answer}: ${answer.join("; ")}`),
      element("p", {}, reason), element("p.meta", {}, reference.join("; ")));
  }
}

function inWords(question, given) {
  if (!given) return "";
  const words = given.chosen.map((index) => question.options[index]);
  if (question.kind === "gap") return given.text;
  if (question.kind === "match") return words.map((word, at) => `${question.left[at]} – ${word}`).join("; ");
  return words.join("; ");
}

function choices(question, given, answer) {
  return element("div.choices", {}, question.options.map((option, index) => element("label", {},
    element("input", { type: "radio", name: question.id, checked: given?.chosen[0] === index, change: () => answer({ chosen: [index] }) }),
    element("span", {}, question.kind === "choice" ? `${LETTERS[index]}. ${option}` : option))));
}

function gap(question, given, answer, texts) {
  let typing;
  const field = element("input", { maxlength: "200", autocomplete: "off", value: given?.text ?? "", "aria-label": texts.typed, input: () => {
    clearTimeout(typing);
    typing = setTimeout(() => answer({ text: field.value }), TYPING_PAUSE);
  } });
  return field;
}

function match(question, given, answer, texts) {
  const selects = question.left.map((left, row) => element("select", { change: () => {
    if (selects.every((each) => each.value !== "")) answer({ chosen: selects.map((each) => Number(each.value)) });
  } }, element("option", { value: "" }, texts.pick), question.options.map((option, index) =>
    element("option", { value: String(index), selected: given?.chosen[row] === index }, `${LETTERS[index]}. ${option}`))));
  return element("div.pairs", {}, question.left.map((left, row) => element("label", {}, left, selects[row])));
}

function order(question, given, answer, texts) {
  let placed = given?.chosen.length ? [...given.chosen] : question.options.map((_, index) => index);
  const list = element("ol.ordering", {});
  const move = (at, step) => {
    const [taken] = placed.splice(at, 1);
    placed.splice(at + step, 0, taken);
    show();
    list.children[at + step].querySelector(step < 0 ? "button" : "button:last-child")?.focus();
    answer({ chosen: [...placed] });
  };
  const show = () => list.replaceChildren(...placed.map((index, at) => element("li", {}, element("span", {}, question.options[index]),
    element("span.moves", {},
      button("raise", `${texts.move_up}: ${question.options[index]}`, () => move(at, -1), { quiet: true, disabled: at === 0 }),
      button("lower", `${texts.move_down}: ${question.options[index]}`, () => move(at, 1), { quiet: true, disabled: at === placed.length - 1 })))));
  show();
  return list;
}
