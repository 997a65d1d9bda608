// One question and what became of it, as it happens or as it was stored.
import { answerAsText } from "./citing.js";
import { button, copyText, element, fill, icon, isStill } from "./dom.js";
import { Feedback } from "./feedback.js";
import { printAnswer } from "./printing.js";

const PACE = 130; // milliseconds between sentences, so that the eye can follow them in

/** Shows one turn; ``context`` is { base, texts, keep, ask, retry }, ``parts`` draws answers. */
export class TurnView {
  constructor(turn, parts, context) {
    Object.assign(this, { turn, parts, context, texts: context.texts });
    this.reply = element("div", { class: "reply" });
    this.box = element("article", { class: "turn" },
      element("h3", { class: "question" }, turn.question), this.reply);
  }

  /** The stored outcome at once. */
  showStored() {
    const { answer, problem } = this.turn;
    this.begin();
    if (answer) {
      this.head(answer);
      answer.warnings.forEach((each) => this.warning(each));
      answer.citations.forEach((each) => this.citation(each));
      answer.sentences.forEach((each) => this.place(each));
      this.finish(answer);
    } else if (problem) this.failed(problem);
    else this.halted(); // stopped, or the page was left before the answer came
  }

  begin(...shown) {
    Object.assign(this, { citations: [], group: null, last: 0 });
    this.reply.className = "reply";
    this.reply.replaceChildren(...shown);
  }

  searching() {
    const bones = Array.from({ length: 3 }, () => element("div", { class: "bone" }));
    this.begin(element("div", { class: "waiting" }, element("p", {}, this.texts.searching), bones));
  }

  /** What is known before the first sentence. */
  head({ understood_as: understood, status }) {
    this.begin();
    this.reply.classList.add(status);
    const plain = (text) => text.toLowerCase().replace(/\s+/g, " ").trim();
    if (plain(understood) !== plain(this.turn.question)) {
      this.reply.append(element("p", { class: "understood" }, `${this.texts.understood} `, element("i", {}, understood)));
    }
    if (status !== "answered") this.reply.append(element("p", { class: "state" }, this.texts[status]));
    this.sentences = element("div", { class: "sentences" });
    this.reply.append(this.sentences);
  }

  warning({ text }) {
    this.sentences.before(this.notice(element("span", {}, text)));
  }

  notice(says, attributes = {}) {
    return element("p", { class: "notice", ...attributes }, icon("warning"), says);
  }

  citation(citation) {
    this.citations.push(citation);
  }

  /** A sentence that just arrived, not faster than one can read along. */
  async sentence(sentence, signal) {
    const wait = this.last + PACE - performance.now();
    if (wait > 0 && !isStill()) await new Promise((resolve) => { setTimeout(resolve, wait); });
    signal.throwIfAborted();
    this.last = performance.now();
    this.place(sentence);
  }

  place(sentence) {
    const cited = this.citations.find(({ n }) => sentence.citations.includes(n));
    if (!this.group || this.group.id !== cited?.document_id) {
      const box = cited ? this.parts.group(cited) : element("div", { class: "group" });
      this.group = { id: cited?.document_id, box };
      this.sentences.append(box);
    }
    this.group.box.append(this.parts.sentence(sentence, this.citations));
  }

  /** The end of an answer: sources or nearest passages, and what can be done with it. */
  finish(answer) {
    const { texts, turn, context, parts } = this;
    if (!answer.sentences.length) this.sentences.append(element("p", {}, answer.answer));
    const more = element("div", {});
    const copy = async ({ currentTarget: pressed }) => {
      const isDone = await copyText(answerAsText(turn, context.base, texts), this.reply);
      pressed.lastChild.textContent = texts[isDone ? "copied" : "copy_failed"];
    };
    this.reply.append(...[
      answer.citations.length && parts.sources(answer.citations),
      answer.suggestions.length && parts.suggestions(answer.suggestions),
      element("div", { class: "actions" },
        button("copy", texts.copy, copy, { class: "quiet" }),
        button("print", texts.print, () => printAnswer(turn, texts), { class: "quiet" }),
        new Feedback(turn, context, more).bar),
      more,
      answer.related?.length && parts.related(answer.related, context.ask),
    ].filter(Boolean));
  }

  /** The reader pressed stop: what was shown stays. */
  halted() {
    this.reply.querySelector(".waiting")?.remove();
    this.reply.append(element("p", { class: "meta" }, this.texts.stopped), this.again());
  }

  /** The connection is lost and being tried again. */
  reconnecting() {
    const text = this.texts.problem[navigator.onLine ? "reconnecting" : "offline"];
    this.begin(element("p", { class: "notice busy", role: "status" },
      element("span", { class: "spinner" }), element("span", {}, text)));
  }

  failed({ code, detail, seconds }) {
    const { problem, language } = this.texts;
    const known = fill(problem[code] ?? problem.general, { seconds });
    const says = element("span", {}, language === "vi" && detail ? detail : known); // the server speaks Vietnamese
    const again = this.again();
    this.begin(this.notice(says, { role: "alert" }), again);
    if (seconds) this.countDown(seconds, says, again.firstChild);
  }

  countDown(seconds, says, retry) {
    retry.disabled = true;
    const until = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1000);
      const { busy, busy_over: over } = this.texts.problem;
      says.textContent = left > 0 ? fill(busy, { seconds: left }) : over;
      retry.disabled = left > 0;
      if (left <= 0 || !says.isConnected) clearInterval(timer);
    }, 500);
  }

  again() {
    return element("div", { class: "actions" },
      button("retry", this.texts.retry, () => this.context.retry(this.turn), { class: "quiet" }));
  }
}
