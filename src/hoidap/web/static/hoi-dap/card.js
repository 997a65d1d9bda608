// The card that shows a citation: on hover and keyboard focus, on touch with a tap.
import { documentName, published, quotation } from "./citing.js";
import { copyButton, element, fill, icon } from "./dom.js";

const OPEN_AFTER = 120; // milliseconds of hover; less flickers while the pointer passes over
const CLOSE_AFTER = 250; // time to move from the chip onto the card (WCAG 2.2, 1.4.13)
const GAP = 8; // pixels between them

/** The labels of a citation or document: kind, standing, digest. */
export function badges({ kind, standing, digest }, texts) {
  const isInterview = kind === "interview";
  return [
    element(`span.badge.${kind}`, {}, icon(isInterview ? "voice" : "book"), texts.source[kind]),
    !isInterview && element(`span.badge.${standing}`, {}, texts.standing[standing]),
    digest && element("span.badge.digest", {}, texts.source.digest),
  ];
}

/** One card in a frame, for one chip at a time. */
export class Card {
  constructor(frame, texts) {
    Object.assign(this, { frame, texts });
    this.box = element("div.card", { role: "group", hidden: true,
      pointerenter: () => clearTimeout(this.timer),
      pointerleave: ({ pointerType }) => pointerType === "mouse" && this.soon(CLOSE_AFTER),
      keydown: (event) => this.escape(event),
    });
    frame.append(this.box);
    frame.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(this.box)) this.close();
    });
  }

  /** Let a chip show its citation; ``open`` opens the source. */
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
    const { texts, box } = this;
    const name = documentName(citation);
    const link = chip.cloneNode();
    link.className = "button";
    link.removeAttribute("aria-label");
    link.append(icon("book"), element("span", {}, texts.source.open));
    link.addEventListener("click", open);
    box.setAttribute("aria-label", chip.getAttribute("aria-label"));
    box.replaceChildren(element("div", {},
      element("p.badges", {}, badges(citation, texts)),
      element("p", {}, element("b", {}, name)),
      name !== citation.title && element("p", {}, citation.title),
      element("p.meta", {}, [citation.locator, citation.page && fill(texts.source.page, citation), published(citation)]
        .filter(Boolean).join(" · ")),
      citation.speaker && element("p.meta", {}, fill(texts.source.by, citation)),
      element("blockquote", {}, citation.quote),
      element("div.actions", {},
        link, copyButton(texts.source.copy, texts, () => quotation(citation, texts)))));
    box.hidden = false;
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
