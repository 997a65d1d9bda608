// The packs that were made, and how far one is that is being made.
import { element, fill } from "../hoi-dap/dom.js";
import { fetched } from "./requests.js";

const LOOK_EVERY = 400; // milliseconds between two looks at a pack in the making
const SHOWN = 100;

const moment = new Intl.DateTimeFormat("vi-VN", { dateStyle: "short", timeStyle: "short" });

export function packLink(id) {
  const address = new URL(location.href);
  address.search = `?bo=${id}`;
  address.hash = "";
  return address.href;
}

export class SavedPacks {
  constructor(all) {
    this.texts = all.training;
    this.list = element("ul.shelf", { "aria-label": this.texts.saved });
    this.said = element("p", { role: "status" });
    this.box = element("section", {}, element("h2", {}, this.texts.saved), this.said, this.list);
  }

  async load() {
    const { packs } = await fetched(`v1/study-packs?limit=${SHOWN}`);
    this.list.replaceChildren(...packs.map((pack) => this.row(pack)));
    this.said.textContent = packs.length ? "" : this.texts.saved_none;
    for (const pack of packs) if (["queued", "running"].includes(pack.state)) this.watch(pack, false);
  }

  row(pack) {
    const { texts } = this;
    const isDone = pack.state === "done";
    const bar = element("progress", { max: "1", value: String(pack.progress?.share ?? 0), "aria-label": texts.states[pack.state], hidden: isDone || pack.state === "failed" });
    return element("li", { id: `pack-${pack.id}` },
      isDone ? element("a", { href: packLink(pack.id) }, pack.title) : element("b", {}, pack.title || texts.make),
      element("p.meta", {}, [
        pack.progress && !isDone && pack.state !== "failed" ? pack.progress.step : texts.states[pack.state],
        fill(texts.changed_on, { when: moment.format(new Date(pack.changed_at)) }),
        isDone && fill(texts.version_n, { n: pack.version }),
      ].filter(Boolean).join(" · ")),
      bar, pack.error && element("p.notice", {}, pack.error.detail));
  }

  /** Show a pack that was just asked for, and open it when it is made. */
  follow(pack) {
    this.said.textContent = "";
    this.list.prepend(this.row(pack));
    this.watch(pack, true);
  }

  async watch(pack, opens) {
    let now = pack;
    while (["queued", "running"].includes(now.state)) {
      await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY); });
      now = await fetched(`v1/study-packs/${pack.id}`);
      document.getElementById(`pack-${pack.id}`)?.replaceWith(this.row(now));
    }
    if (opens && now.state === "done") location.href = packLink(pack.id);
    if (now.state === "failed") this.said.textContent = now.error.detail;
  }
}
