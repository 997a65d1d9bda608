// One question and what became of it, as it happens or as it was stored.
import { answerAsText } from "./citing.js";
import { button, copyButton, element, fill, icon, isStill } from "./dom.js";

const PACE = 130; // milliseconds between sentences, so that the eye can follow them in

const plain = (text) => text.toLowerCase().replace(/\s+/g, " ").trim();

/** One turn; ``context``: { api, texts, keep, ask, retry }. */
export class TurnView {
  constructor(turn, parts, context) {
    Object.assign(this, { turn, parts, context, texts: context.texts });
    this.reply = element("div.reply", {});
    this.box = element("article.turn", {},
      element("h3.question", {}, turn.question), this.reply);
  }

  showStored() {
    const { answer, problem } = this.turn;
    if (answer) {
      this.head(answer);
      answer.warnings.forEach((each) => this.warning(each));
      this.citations = answer.citations;
      answer.sentences.forEach((each) => this.place(each));
      this.finish(answer);
    } else if (problem) this.failed(problem);
    else this.halted();
  }

  begin(...shown) {
    Object.assign(this, { citations: [], group: {}, last: 0 });
    this.reply.replaceChildren(...shown);
  }

  searching() {
    const bones = [1, 2, 3].map(() => element("div.bone", {}));
    this.begin(element("div.waiting", {}, this.texts.searching, bones));
  }

  /** What is known before the first sentence. */
  head({ understood_as: understood, status }) {
    const { texts } = this;
    this.sentences = element("div", {});
    this.begin(...[
      plain(understood) !== plain(this.turn.question)
        && element("p.understood", {}, `${texts.understood} `, element("b", {}, understood)),
      status !== "answered" && element("p.state", {}, texts[status]),
      this.sentences,
    ].filter(Boolean));
  }

  warning({ text }) {
    this.sentences.before(this.notice(element("span", {}, text)));
  }

  notice(says, attributes) {
    return element("p.notice", { ...attributes }, icon("warning"), says);
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
    const id = cited?.document_id ?? "";
    if (this.group.id !== id) {
      this.group = { id, box: cited ? this.parts.group(cited) : element("div.group", {}) };
      this.sentences.append(this.group.box);
    }
    const shown = this.parts.sentence(sentence, this.citations);
    this.group.box.append(shown);
    if (this.citations.some(({ n, rows }) => rows?.length && sentence.citations.includes(n))) {
      import("./rows.js").then(({ drawAsRow }) => drawAsRow(shown, sentence, this.citations, this.parts));
    }
  }

  /** What stands below the sentences. */
  finish(answer) {
    const { texts, turn, context, parts } = this;
    if (!answer.sentences.length) this.sentences.append(answer.answer);
    const more = element("div", {});
    const quiet = { class: "quiet" };
    const actions = element("div.actions", {},
      copyButton(texts.copy, texts, () => answerAsText(turn, context.api.base, texts), quiet),
      button("print", texts.print, async () => {
        const { printAnswer } = await import("./printing.js"); // rarely wanted, so loaded late
        printAnswer(turn, texts);
      }, quiet));
    // Nobody votes before there is an answer.
    import("./feedback.js").then(({ Feedback }) => actions.append(new Feedback(turn, context, more).bar));
    this.reply.append(...[
      parts.sources(answer.citations),
      parts.suggestions(answer.suggestions),
      answer.comparison && parts.sideBySide(answer.comparison),
      actions,
      more,
      parts.related(answer.related ?? [], context.ask),
    ].filter(Boolean));
  }

  /** The reader pressed stop, or left before the answer came: what was shown stays. */
  halted() {
    this.reply.querySelector(".waiting")?.remove();
    this.reply.append(element("p.meta", {}, this.texts[this.turn.stopped ? "stopped" : "left"]), this.again());
  }

  reconnecting() {
    const text = this.texts.problem[navigator.onLine ? "reconnecting" : "offline"];
    this.searching();
    this.reply.prepend(this.notice(text, { role: "status" }));
  }

  failed({ code, detail, seconds }) {
    const { problem, language } = this.texts;
    const known = fill(problem[code], { seconds });
    const says = element("span", {}, (language === "vi" && detail) || known); // the server speaks Vietnamese
    const again = this.again();
    this.begin(this.notice(says, { role: "alert" }), again);
    if (seconds) this.countDown(seconds, says, again.firstChild);
  }

  countDown(seconds, says, retry) {
    const until = Date.now() + seconds * 1000;
    const { busy, busy_over: over } = this.texts.problem;
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      says.textContent = left > 0 ? fill(busy, { seconds: left }) : over;
      retry.disabled = left > 0;
      if (left > 0 && says.isConnected) setTimeout(tick, 500);
    };
    tick();
  }

  again() {
    return element("div.actions", {},
      button("retry", this.texts.retry, () => this.context.retry(this.turn), { class: "quiet" }));
  }
}
