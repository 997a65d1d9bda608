// The conversation; survives a lost connection.
import { AnswerParts } from "./answer.js";
import { Disconnected, Problem } from "./api.js";
import { fill } from "./dom.js";
import { History, newId } from "./history.js";
import { TurnView } from "./turn.js";

const MOST_TRIES = 5; // of one question; a question that kills the server is not asked for ever

/** One conversation in a Frame; ``options`` are { api, texts, scope, openSource }. */
export class Conversation {
  constructor(frame, options) {
    Object.assign(this, options, { frame, views: new Map() });
    this.history = new History(this.scope);
    this.parts = new AnswerParts({ ...options, card: frame.card });
    frame.connect(this);
    for (const turn of this.history.turns) this.show(turn).showStored();
    frame.toLatest(false);
    this.introduce().catch(() => {}); // it goes without
  }

  /** Whether the server keeps questions, and what can be asked. */
  async introduce() {
    const { api, frame, questions, scope } = this;
    frame.suggest(questions);
    if ((await api.get("healthz")).questions_recorded) frame.note.append(" ", this.texts.recorded);
    if (questions.length) return;
    const wanted = [...scope.kinds.map((kind) => ["kind", kind]), ...scope.documents.map((id) => ["document", id])];
    frame.suggest((await api.get(`v1/examples?${new URLSearchParams(wanted)}`)).questions);
  }

  show(turn) {
    const { api, texts } = this;
    const view = new TurnView(turn, this.parts, {
      api, texts,
      keep: () => this.history.put(turn),
      ask: (question) => this.send(question),
      retry: () => this.run(turn),
    });
    this.views.set(turn.id, view);
    this.frame.add(view.box);
    return view;
  }

  send(question) {
    if (this.asking) return;
    const turn = { id: newId(), question };
    this.show(turn);
    this.run(turn);
  }

  begin(turn) {
    Object.assign(turn, { answer: null, problem: null, verdict: null, stopped: false });
    Object.assign(this, { asked: turn, asking: new AbortController() });
    return this.asking;
  }

  /** Ask a turn's question, for the first time or once more. */
  async run(turn) {
    if (this.asking) return;
    const { frame, texts } = this;
    const { signal } = this.begin(turn);
    const view = this.views.get(turn.id);
    this.history.put(turn);
    frame.busy(true);
    view.searching();
    frame.bringUp(view.box);
    try {
      turn.answer = await this.answer(turn, view, signal);
      view.finish(turn.answer);
      const { status, citations } = turn.answer;
      frame.say(fill(texts[status === "not_found" ? status : "answered"], { sources: citations.length }));
    } catch (error) {
      if (signal.aborted) view.halted();
      else this.failed(turn, view, error);
    } finally {
      this.asking = null;
      this.asked = null;
      if (this.views.has(turn.id)) this.history.put(turn); // else it was cleared meanwhile
      frame.busy(false);
    }
  }

  /** The answer to a turn, asked anew after a lost connection. */
  async answer(turn, view, signal) {
    const body = { question: turn.question, ...this.scope, history: this.history.before(turn) };
    for (let tries = 1; ; tries += 1) {
      try {
        let answer;
        for await (const [name, data] of this.api.ask(body, signal)) {
          if (name === "done") answer = data;
          else if (name === "sentence") await view.sentence(data, signal);
          else if (name === "warning" || name === "citation") view[name](data);
          else if (data.stage === "answering") view.head(data);
        }
        return answer;
      } catch (error) {
        if (!(error instanceof Disconnected)) throw error;
        if (tries === MOST_TRIES) throw new Problem("unreachable");
        view.reconnecting();
        await this.api.isBack(signal);
        view.searching();
      }
    }
  }

  failed(turn, view, error) {
    const problem = error instanceof Problem ? error : new Problem("general");
    if (problem !== error) console.error(error);
    const { code, detail } = problem;
    turn.problem = { code, detail };
    view.failed(problem);
    if (code === "too_long") this.frame.giveBack(turn.question);
  }

  stop() {
    if (this.asked) this.asked.stopped = true;
    this.leave();
  }

  /** Give up what is being asked, though nobody wished so. */
  leave() {
    this.asking?.abort();
  }

  /** Go on where the conversation of an element stood that was replaced. */
  takeOver(before) {
    const asked = this.history.turns.find(({ id }) => id === before.asked?.id);
    before.leave();
    this.frame.takeOver(before.frame);
    if (asked) this.run(asked);
  }

  clear() {
    this.stop();
    this.history.clear();
    this.views.clear();
    this.frame.empty();
    this.frame.say(this.texts.cleared);
  }
}
