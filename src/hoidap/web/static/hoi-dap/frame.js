// What stands around a conversation: bar, log, field to ask in, launcher.
import { Card } from "./card.js";
import { button, element, icon, isStill } from "./dom.js";

const NEAR_END = 80; // pixels from the end at which the way there is no longer offered
const SURE_WITHIN = 4000; // milliseconds to press "clear" a second time

/** Builds the frame for ``options`` { texts, title, greeting, isLauncher }. */
export class Frame {
  constructor(options) {
    Object.assign(this, options);
    const { texts } = this;
    this.log = element("div.log", {});
    this.scroll = element("div.scroll", { role: "log", tabindex: "0", "aria-label": texts.conversation, scroll: () => this.scrolled(),
    }, this.log);
    this.down = button("latest", texts.latest, () => this.toLatest(), { quiet: true, class: "down", hidden: true });
    this.status = element("p.offscreen", { role: "status" });
    this.panel = element("section.panel", { role: this.isLauncher ? "dialog" : "region", "aria-label": this.title },
      this.bar(), element("div.middle", {}, this.scroll, this.down), this.composer(), this.status);
    this.card = new Card(this.panel, texts);
    this.empty();
  }

  connect(actions) {
    this.actions = actions;
  }

  bar() {
    const { texts } = this;
    const toggle = ({ currentTarget: pressed }) =>
      pressed.setAttribute("aria-pressed", String(this.panel.classList.toggle("is-wide")));
    return element("div.bar", {}, element("h2", {}, this.title), this.isLauncher && [
      button("expand", texts.expand, toggle, { quiet: true, class: "quiet wide", "aria-pressed": "false" }),
      button("close", texts.close, () => this.close(), { quiet: true, class: "quiet" })]);
  }

  composer() {
    const { texts } = this;
    this.field = element("textarea", {
      rows: "1", placeholder: texts.placeholder, "aria-label": texts.field, enterkeyhint: "send", spellcheck: "false",
      input: () => this.grow(),
      keydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.submit();
      },
    });
    this.sending = button("send", texts.send, () => this.submit(), { quiet: true, class: "main send" });
    this.stopping = button("stop", texts.stop, () => this.actions.stop(), { quiet: true, class: "main send", hidden: true });
    this.clearing = element("button", { type: "button", click: () => this.clear() }, texts.clear);
    this.note = element("p.meta", {}, texts.stored, " ", this.clearing);
    return element("div.composer", {},
      element("div.field", {}, this.field, this.sending, this.stopping),
      this.note);
  }

  submit() {
    const question = this.field.value.trim();
    if (!question || this.isBusy) return;
    this.field.value = "";
    this.grow();
    this.actions.send(question);
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  giveBack(question) {
    this.field.value ||= question;
    this.grow();
  }

  busy(isBusy) {
    this.isBusy = isBusy;
    const held = this.panel.getRootNode().activeElement;
    this.sending.hidden = isBusy;
    this.stopping.hidden = !isBusy;
    // A button that vanishes hands the focus on to the field.
    if (held === this.stopping || held === this.sending) this.field.focus();
  }

  say(text) {
    this.status.textContent = "";
    requestAnimationFrame(() => { this.status.textContent = text; });
  }

  add(turn) {
    this.welcome?.remove();
    this.welcome = null;
    this.clearing.hidden = false;
    this.log.append(turn);
  }

  empty() {
    this.examples ??= element("ul", { "aria-label": this.texts.examples_label });
    this.welcome = element("div.welcome", {},
      icon("chat"),
      element("p.greeting", {}, this.greeting),
      element("p.hint", {}, this.texts.hint),
      this.examples);
    this.log.replaceChildren(this.welcome);
    this.clearing.hidden = true;
    this.card.close();
  }

  suggest(questions) {
    this.examples.replaceChildren(...questions.map((question) => element("li", {},
      element("button", { type: "button", click: () => this.actions.send(question) }, question))));
    this.examples.hidden = !questions.length;
  }

  /** Clearing takes two presses. */
  clear() {
    const { clearing, texts } = this;
    const isSure = clearing.textContent !== texts.clear;
    clearing.textContent = isSure ? texts.clear : texts.clear_sure;
    if (isSure) {
      this.actions.clear();
      this.field.focus();
    } else setTimeout(() => { clearing.textContent = texts.clear; }, SURE_WITHIN);
  }

  /** Bring a turn's start to the top, where reading begins. */
  bringUp(turn, isSmooth = !isStill()) {
    const top = turn.offsetTop - this.log.offsetTop;
    this.scroll.scrollTo({ top, behavior: isSmooth ? "smooth" : "auto" });
  }

  toLatest(isSmooth) {
    if (!this.welcome) this.bringUp(this.log.lastElementChild, isSmooth);
  }

  scrolled() {
    const last = this.log.lastElementChild;
    this.down.hidden = last.offsetTop - this.log.offsetTop - this.scroll.scrollTop < NEAR_END;
    if (!this.card.box.hidden) this.card.close();
  }

  launcher() {
    this.panel.hidden = true;
    this.launch = button("chat", this.texts.launcher, () => this.open(),
      { class: "launcher", "aria-label": `${this.texts.launcher}: ${this.title}` });
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    return this.launch;
  }

  /** Stand as the frame stood that this one replaces. */
  takeOver({ isLauncher, panel, field }) {
    if (this.isLauncher && isLauncher && !panel.hidden) this.open();
    this.giveBack(field.value);
  }

  open() {
    this.panel.hidden = false;
    this.launch.hidden = true;
    this.toLatest(false);
    this.field.focus();
  }

  close() {
    this.card.close();
    this.panel.hidden = true;
    this.launch.hidden = false;
    this.launch.focus();
  }
}
