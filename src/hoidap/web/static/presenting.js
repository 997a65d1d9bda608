// The quiz of a pack on the wall: one question, then its answer; with a session, how many got it.
import { button, element, fill } from "./hoi-dap/dom.js";
import { language } from "./top.js";
import { BASE } from "./reader.js";
import "./training/icons.js";
import { qrCode } from "./training/qr_code.js";
import { LETTERS } from "./training/quiz_item.js";
import { fetched } from "./training/requests.js";

const SCALES = [1, 0.88, 0.76, 0.66, 0.56, 0.48]; // of the letters, until all of a question is seen
const LOOK_EVERY = 3000; // milliseconds between two looks at the session

const all = await (await fetch(new URL(`static/texts.${language()}.json`, BASE))).json();
const { presenting: texts, training } = all;
document.documentElement.lang = all.language;
document.title = `${all.page.brand} – ${texts.title}`;
const main = document.getElementById("main");
const asked = new URLSearchParams(location.search);
const path = `v1/study-packs/${asked.get("bo")}`;

class Presenter {
  constructor(pack) {
    Object.assign(this, { pack, at: asked.get("buoi") ? -1 : 0, isShown: false, results: null });
    this.stage = element("div.stage", { "aria-live": "polite" });
    this.place = element("span.place", {});
    this.show_ = button("book", texts.show, () => this.reveal());
    main.replaceChildren(element("h1.offscreen", {}, pack.title), this.stage,
      element("footer", {}, this.place,
        element("span.hint", {}, texts.keys),
        button("raise", texts.previous, () => this.go(-1), { class: "back" }), this.show_,
        button("lower", texts.next, () => this.go(1), { class: "on" }),
        button("full", texts.full, () => this.fill()),
        element("a.button", { href: new URL(`tap-huan?bo=${pack.id}`, BASE).href }, texts.close)));
    addEventListener("resize", () => this.shrink());
    addEventListener("keydown", (event) => this.pressed(event));
    this.show();
    if (asked.get("buoi")) this.look();
  }

  pressed(event) {
    const ways = { ArrowRight: () => this.go(1), PageDown: () => this.go(1), ArrowLeft: () => this.go(-1), PageUp: () => this.go(-1), f: () => this.fill() };
    if (event.key === "Enter" && !event.target.closest("button, a")) this.reveal();
    else if (ways[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) ways[event.key]();
    else return;
    event.preventDefault();
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }

  go(step) {
    const first = asked.get("buoi") ? -1 : 0;
    this.at = Math.min(this.pack.quiz.length - 1, Math.max(first, this.at + step));
    this.isShown = false;
    this.show();
  }

  reveal() {
    this.isShown = true;
    this.show();
  }

  async look() {
    try {
      this.results = await fetched(`${path}/sessions/${asked.get("buoi")}`);
      if (this.at < 0 || this.isShown) this.show();
    } finally {
      if (!this.results || this.results.session.is_open) setTimeout(() => this.look(), LOOK_EVERY);
    }
  }

  show() {
    const item = this.pack.quiz[this.at];
    this.show_.disabled = !item || this.isShown;
    this.place.textContent = item ? fill(texts.place, { at: this.at + 1, total: this.pack.quiz.length }) : "";
    this.stage.replaceChildren(...(item ? this.question(item) : this.doorway()));
    this.shrink();
  }

  /** Letters as large as the screen allows. */
  shrink() {
    const room = innerHeight - main.querySelector("footer").offsetHeight;
    for (const scale of SCALES) {
      this.stage.style.setProperty("--scale", scale);
      if (this.stage.scrollHeight <= room) return;
    }
  }

  doorway() {
    const session = this.results?.session;
    if (!session) return [element("p.prompt", {}, this.pack.quiz.length ? this.pack.title : texts.empty)];
    return [element("p.prompt", {}, this.pack.title),
      element("div.door", {}, qrCode(session.qr, training.live_qr),
        element("div", {}, element("p", {}, fill(texts.join, { link: session.link.replace(/\?.*$/, "") })),
          element("p.code", {}, session.code), element("p", {}, fill(training.live_joined, { count: session.participants }))))];
  }

  question(item) {
    const shown = this.isShown;
    const right = (index) => shown && ["choice", "true_false"].includes(item.kind) && item.correct.includes(index);
    const matched = (index) => shown && item.kind === "match" && element("b.answer", {}, ` → ${LETTERS[item.correct[index]]}`);
    const place = (index) => shown && item.kind === "order" && element("b.answer", {}, ` → ${item.correct.indexOf(index) + 1}`);
    return [
      element("p.prompt", {}, item.prompt),
      element("div.columns", {},
        item.left.length > 0 && element("ol.left", {}, item.left.map((each, index) => element("li", {}, each, matched(index)))),
        item.options.length > 0 && element(`ol.options.${item.kind}`, {}, item.options.map((each, index) =>
          element("li", { class: right(index) && "right" }, each, place(index))))),
      shown && element("div.key", {},
        item.kind === "gap" && element("p.answer", {}, item.answers[0]),
        this.score(item), element("p", {}, item.reason),
        element("p.source", {}, fill(texts.source_of, { reference: [...new Set(item.sources.map((each) => each.reference))].join("; ") }))),
    ].filter(Boolean);
  }

  score(item) {
    const found = this.results?.items.find((each) => each.item === item.id);
    return found && element("p.score", {}, fill(texts.right_so_far, found));
  }
}

try {
  const { pack } = await fetched(path);
  new Presenter(pack);
} catch (error) {
  main.replaceChildren(element("p.notice", { role: "alert" }, error.message));
}
