// The conversation: sends questions, shows what comes back, survives a lost connection.
import { AnswerParts } from "./answer.js";
import { fill } from "./dom.js";
import { Disconnected, Problem, ask, serverIsBack } from "./events.js";
import { History, newId } from "./history.js";
import { TurnView } from "./turn.js";

/** One conversation in a Frame; ``options`` are { base, texts, scope, openSource }. */
export class Conversation {
  constructor(frame, options) {
    Object.assign(this, options, { frame, views: new Map() });
    this.history = new History(this.scope);
    this.parts = new AnswerParts({ ...options, card: frame.card });
    frame.connect(this);
    for (const turn of this.history.turns) this.show(turn).showStored();
    frame.toLatest(false);
  }

  show(turn) {
    const { base, texts } = this;
    const view = new TurnView(turn, this.parts, {
      base, texts,
      keep: (changed) => this.history.put(changed),
      ask: (question) => this.send(question),
      retry: (again) => this.run(again),
    });
    this.views.set(turn.id, view);
    this.frame.add(view.box);
    return view;
  }

  /** Ask a new question; one at a time. */
  send(question) {
    if (this.asking) return;
    const turn = { id: newId(), question };
    this.show(turn);
    this.run(turn);
  }

  /** Ask a turn's question, for the first time or once more. */
  async run(turn) {
    if (this.asking) return;
    const asking = new AbortController();
    this.asking = asking;
    const view = this.views.get(turn.id);
    Object.assign(turn, { answer: null, problem: null, verdict: null });
    this.history.put(turn);
    this.frame.busy(true);
    view.searching();
    this.frame.bringUp(view.box);
    try {
      turn.answer = await this.answer(turn, view, asking.signal);
      view.finish(turn.answer);
      const { status, citations } = turn.answer;
      this.frame.say(fill(this.texts[status === "not_found" ? status : "answered"], { sources: citations.length }));
    } catch (error) {
      if (asking.signal.aborted) view.halted();
      else this.failed(turn, view, error);
    } finally {
      this.asking = null;
      if (this.views.has(turn.id)) this.history.put(turn); // else it was cleared meanwhile
      this.frame.busy(false);
    }
  }

  /** The answer to a turn; after a lost connection it waits for the server and asks anew. */
  async answer(turn, view, signal) {
    const { question } = turn;
    const body = { question, ...this.scope, history: this.history.before(turn) };
    let answer;
    while (!answer) {
      try {
        for await (const [name, data] of ask(this.base, body, signal)) {
          if (name === "done") answer = data;
          else if (name === "sentence") await view.sentence(data, signal);
          else if (name === "warning" || name === "citation") view[name](data);
          else if (data.stage === "answering") view.head(data);
        }
      } catch (error) {
        if (!(error instanceof Disconnected)) throw error;
        view.reconnecting();
        await serverIsBack(this.base, signal);
        view.searching();
      }
    }
    return answer;
  }

  failed(turn, view, error) {
    if (!(error instanceof Problem)) console.error(error);
    const { code = "general", detail, seconds } = error;
    view.failed({ code, detail, seconds });
    turn.problem = { code, detail };
    if (code === "too_long") this.frame.giveBack(turn.question);
  }

  stop() {
    this.asking?.abort();
  }

  clear() {
    this.stop();
    this.history.clear();
    this.views.clear();
    this.frame.empty();
    this.frame.say(this.texts.cleared);
  }
}
