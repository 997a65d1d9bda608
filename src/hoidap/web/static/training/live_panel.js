// Live sessions of a pack's quiz: opening, the code, who takes part, results.
import { button, element, fill, icon } from "../hoi-dap/dom.js";
import { BASE } from "../reader.js";
import { sourceLinks } from "./lines.js";
import { qrCode } from "./qr_code.js";
import { download, fetched, sent } from "./requests.js";

const LOOK_EVERY = 3000; // milliseconds between two looks at an open session
const MINUTES = [15, 30, 60, 120];

export class LivePanel {
  constructor(view) {
    Object.assign(this, { view, texts: view.texts, path: `${view.path}/sessions` });
    this.list = element("div.sessions", {});
    this.said = element("p.said", { role: "status" });
    this.box = element("details.panel.live", {}, element("summary", {}, icon("people"), this.texts.live), this.openForm(), this.said, this.list);
  }

  openForm() {
    const { texts } = this;
    const minutes = element("select", { name: "minutes" },
      MINUTES.map((each) => element("option", { value: String(each), selected: each === 60 }, fill(texts.minutes_of, { minutes: each }))));
    const people = element("input", { type: "number", name: "participants", min: "1", max: "500", value: "100", required: true });
    return element("form.row", { submit: (event) => {
      event.preventDefault();
      this.attempt(async () => {
        await sent("POST", this.path, { minutes: Number(minutes.value), participants: Number(people.value) });
        await this.load();
      });
    } }, element("label", {}, texts.live_minutes, minutes), element("label", {}, texts.live_people, people),
    element("button.primary", {}, texts.live_open));
  }

  async load() {
    const { sessions } = await fetched(this.path);
    this.said.textContent = sessions.length ? "" : this.texts.live_none;
    if (sessions.some((each) => each.is_open)) this.box.open = true;
    this.list.replaceChildren(...sessions.map((each) => this.card(each)));
  }

  card(session) {
    const { texts } = this;
    const joined = element("span", {});
    const results = element("div.results", { hidden: true });
    const close = element("button", { type: "button", click: () => this.attempt(async () => {
      await sent("POST", `${this.path}/${session.id}/close`);
      await this.load();
    }) }, texts.live_close);
    const refresh = async () => {
      const found = await fetched(`${this.path}/${session.id}`);
      joined.textContent = fill(texts.live_joined, { count: found.people.length });
      if (!results.hidden) results.replaceChildren(...this.results(found));
      if (found.session.is_open && card.isConnected) setTimeout(() => this.attempt(refresh), LOOK_EVERY);
    };
    const show = element("button", { type: "button", "aria-expanded": "false", click: () => {
      results.hidden = !results.hidden;
      show.setAttribute("aria-expanded", String(!results.hidden));
      this.attempt(refresh);
    } }, texts.live_results);
    const present = new URL(`tap-huan/trinh-chieu?bo=${this.view.id}&buoi=${session.id}`, BASE).href;
    const card = element("article.session", { "aria-label": session.code },
      session.is_open && qrCode(session.qr, texts.live_qr),
      element("div", {},
        element("p.code", {}, element("span", {}, `${texts.live_code}: `), element("b", {}, session.code)),
        session.is_open && element("p", {}, `${texts.live_link}: `, element("a", { href: session.link }, session.link)),
        element("p.meta", {}, session.is_open ? texts.live_is_open : texts.live_closed, " · ", joined),
        element("div.row", {}, show, button("download", texts.live_csv, () => this.attempt(() => download(`${this.path}/${session.id}/results.csv`))),
          session.is_open && element("a.button", { href: present }, icon("present"), texts.present), session.is_open && close)),
      results);
    queueMicrotask(() => this.attempt(refresh));
    return card;
  }

  results({ items, people }) {
    const { texts } = this;
    if (!people.length) return [element("p", {}, texts.no_answers)];
    return [
      element("ol.items", {}, items.map((item) => element("li", { class: item.explain && "explain" },
        element("p", {}, item.prompt, item.explain && element("span.badge.replaced", {}, texts.explain)),
        element("p.meta", {}, fill(texts.answered_right, item)),
        element("meter", { min: "0", max: String(Math.max(1, item.answered)), value: String(item.right), "aria-label": fill(texts.answered_right, item) }),
        element("ul.answers", {}, item.answers.map((each) => element("li", { class: each.right && "right" }, `${each.count} × ${each.answer.replaceAll("\n", "; ")}`))),
        item.explain && element("p.sources", {}, sourceLinks(item.sources))))),
      element("h3", {}, texts.people),
      element("ol.people", {}, people.map((each) => element("li", {},
        element("span", {}, each.name), element("span.meta", {}, `${fill(texts.score, { right: each.right, total: items.length })}${each.finished ? "" : ` · ${texts.in_progress}`}`)))),
    ];
  }

  async attempt(work) {
    try {
      await work();
    } catch (error) {
      this.said.textContent = error.message;
    }
  }
}
