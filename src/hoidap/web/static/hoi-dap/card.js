// The card that shows a citation: on hover and keyboard focus, on touch with a tap.
import { documentName, officialForm, published } from "./citing.js";
import { button, copyText, element, fill, icon } from "./dom.js";

const OPEN_AFTER = 120; // milliseconds of hover; less flickers while the pointer passes over
const CLOSE_AFTER = 250; // time to move from the chip onto the card (WCAG 2.2, 1.4.13)
const GAP = 8; // pixels between them

/** The labels of a citation or document: kind, standing, digest. */
export function badges(about, texts, withUnknown = false) {
  const { kind, standing, digest } = about;
  const isInterview = kind === "interview";
  const says = !isInterview && (withUnknown || standing !== "unknown") && texts.standing[standing];
  return [
    element("span", { class: `badge ${kind}` }, icon(isInterview ? "voice" : "book"), texts.source[kind]),
    says && element("span", { class: `badge ${standing}` }, says),
    digest && element("span", { class: "badge digest" }, texts.source.digest),
  ];
}

/** One card in a frame, for one chip at a time. */
export class Card {
  constructor(frame, texts) {
    Object.assign(this, { frame, texts });
    this.box = element("div", {
      class: "card", role: "group", hidden: true,
      pointerenter: () => clearTimeout(this.timer),
      pointerleave: ({ pointerType }) => pointerType === "mouse" && this.soon(CLOSE_AFTER),
      keydown: (event) => this.escape(event),
    });
    frame.append(this.box);
    frame.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(this.box)) this.close();
    });
  }

  /** Let a chip show its citation; ``open`` is called when its source is to be opened. */
  attach(chip, citation, open) {
    let isTouched = false;
    const show = () => this.show(chip, citation, open);
    const listeners = {
      pointerdown: ({ pointerType }) => { isTouched = pointerType === "touch"; },
      pointerenter: ({ pointerType }) => pointerType === "mouse" && this.soon(OPEN_AFTER, show),
      pointerleave: () => this.soon(CLOSE_AFTER),
      focus: () => !isTouched && chip.matches(":focus-visible") && show(),
      blur: () => this.soon(CLOSE_AFTER),
      keydown: (event) => this.escape(event),
      click: (event) => {
        if (isTouched) {
          event.preventDefault();
          show();
          this.box.querySelector("a").focus({ preventScroll: true });
        } else {
          this.close();
          open(event);
        }
        isTouched = false;
      },
    };
    for (const [type, listener] of Object.entries(listeners)) chip.addEventListener(type, listener);
  }

  show(chip, citation, open) {
    clearTimeout(this.timer);
    this.chip = chip;
    const { source } = this.texts;
    const name = documentName(citation);
    const copy = async ({ currentTarget: pressed }) => {
      const text = `“${citation.quote}” (${officialForm(citation, this.texts)})`;
      pressed.lastChild.textContent = this.texts[(await copyText(text, this.box)) ? "copied" : "copy_failed"];
    };
    this.box.setAttribute("aria-label", chip.getAttribute("aria-label"));
    this.box.replaceChildren(element("div", {},
      element("p", { class: "badges" }, badges(citation, this.texts, true)),
      element("p", { class: "card-name" }, name),
      name !== citation.title && element("p", {}, citation.title),
      element("p", { class: "meta" }, [citation.locator, published(citation)].filter(Boolean).join(" · ")),
      citation.speaker && element("p", { class: "meta" }, fill(source.by, citation)),
      element("blockquote", {}, citation.quote),
      element("div", { class: "actions" },
        element("a", { class: "button", href: chip.href, target: "_blank", rel: "noopener", click: open },
          icon("book"), element("span", {}, source.open)),
        button("copy", source.copy, copy))));
    this.box.hidden = false;
    this.place();
  }

  place() {
    const { box, frame } = this;
    const outer = frame.getBoundingClientRect();
    const chip = this.chip.getBoundingClientRect();
    box.style.left = 0; // measured at its natural width
    const { width, height } = box.getBoundingClientRect();
    const left = Math.min(chip.left - outer.left - GAP, outer.width - width - GAP);
    const above = chip.top - outer.top - height - GAP;
    const below = Math.min(chip.bottom - outer.top + GAP, outer.height - height - GAP);
    const isBelow = above < GAP || below > chip.bottom - outer.top;
    box.style.left = `${Math.max(GAP, left)}px`;
    box.style.top = `${isBelow ? Math.max(GAP, below) : above}px`;
  }

  get hasFocus() {
    return this.box.contains(this.box.getRootNode().activeElement);
  }

  /** Show after a while, or close unless the focus moved into the card. */
  soon(milliseconds, show) {
    clearTimeout(this.timer);
    this.timer = setTimeout(show ?? (() => this.hasFocus || this.close()), milliseconds);
  }

  escape(event) {
    if (event.key !== "Escape" || this.box.hidden) return;
    event.stopPropagation(); // the same key would close the whole panel
    if (this.hasFocus) this.chip.focus();
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.box.hidden = true;
  }
}
