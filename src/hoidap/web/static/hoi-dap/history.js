// The conversation, kept on this device only.

const KEPT = 40; // turns; about 200 kB of the 5 MB that a site may store
const CONTEXT = 6; // turns that a follow-up may refer to

/** A new id; crypto.randomUUID is absent on plain-http intranets. */
export function newId() {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** Turns of one conversation; each scope has its own. */
export class History {
  constructor(scope) {
    this.key = `hoi-dap:${JSON.stringify(scope)}`;
    this.turns = [];
    try {
      this.turns = JSON.parse(localStorage.getItem(this.key)).filter(({ id, question }) => id && question);
    } catch { /* nothing or something else is stored, or storage is off */ }
  }

  put(turn) {
    const at = this.turns.findIndex(({ id }) => id === turn.id);
    this.turns.splice(at < 0 ? this.turns.length : at, 1, turn);
    this.turns = this.turns.slice(-KEPT);
    try {
      localStorage.setItem(this.key, JSON.stringify(this.turns));
    } catch { /* full or off: the conversation is not kept */ }
  }

  clear() {
    this.turns = [];
    try {
      localStorage.removeItem(this.key);
    } catch { /* nothing was stored */ }
  }

  /** The answered turns before ``turn``, as the API takes them. */
  before(turn) {
    const at = this.turns.findIndex(({ id }) => id === turn.id);
    return this.turns.slice(0, at).filter(({ answer }) => answer).slice(-CONTEXT)
      .map(({ answer: { understood_as: question, answer, citations } }) => (
        { question, answer, documents: [...new Set(citations.map((each) => each.document_id))] }));
  }
}
