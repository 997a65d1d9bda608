// Thumbs, and what the reader wants to add.
import { button, element } from "./dom.js";

const LONGEST = 2000; // characters of a comment that the API accepts

/** The thumbs of one turn; the form for more opens in ``place``. */
export class Feedback {
  constructor(turn, { api, texts, keep }, place) {
    Object.assign(this, { turn, api, texts: texts.feedback, keep, place });
    this.thumbs = ["up", "down"].map((verdict) => button(verdict, this.texts[verdict],
      () => this.vote(verdict), { quiet: true, class: "quiet", value: verdict }));
    this.bar = element("div.thumbs", { role: "group", "aria-label": this.texts.label }, this.thumbs);
    this.press();
  }

  press() {
    for (const each of this.thumbs) {
      each.setAttribute("aria-pressed", String(each.value === this.turn.verdict));
    }
  }

  vote(verdict) {
    this.turn.verdict = verdict;
    this.keep();
    this.press();
    this.place.replaceChildren(this.form(verdict));
    this.place.querySelector("legend").focus({ preventScroll: true });
    this.place.scrollIntoView({ block: "nearest" });
    this.send({});
  }

  form(verdict) {
    const { texts, turn } = this;
    const wasFound = turn.answer.status !== "not_found";
    const reasons = Object.entries(texts.reasons)
      .filter(([code]) => code === "other" || (code !== "not_found") === wasFound)
      .map(([code, name]) => element("label", {},
        element("input", { type: "radio", name: "reason", value: code }), " ", name));
    const submit = (event) => {
      event.preventDefault();
      const data = new FormData(event.currentTarget);
      this.send({ reason: data.get("reason"), comment: data.get("comment").trim() }, texts.thanks);
    };
    return element("form.feedback", { submit },
      element("fieldset", {},
        element("legend", { tabindex: "-1" }, texts[`ask_${verdict}`]),
        verdict === "down" && element("div.choices", {}, reasons)),
      element("label", {}, texts.comment, element("textarea", { name: "comment", rows: "2", maxlength: LONGEST })),
      element("div.actions", {},
        element("button.main", {}, texts.send),
        element("button", { type: "button", class: "quiet", click: () => this.place.replaceChildren() }, texts.cancel)));
  }

  async send(added, says) {
    const { id, verdict, question, answer } = this.turn;
    const { understood_as, status, answer: text, generation } = answer;
    const citations = [...answer.citations, ...answer.suggestions].map(({ url }) => url);
    try {
      await this.api.post("v1/feedback",
        { id, verdict, question, understood_as, status, answer: text, generation, citations, ...added });
    } catch {
      says = this.texts.failed;
    }
    if (says) this.place.replaceChildren(element("p.meta", { role: "status" }, says));
  }
}
