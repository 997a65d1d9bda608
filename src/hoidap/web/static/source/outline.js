// The section tree beside the text.
import { element } from "../hoi-dap/dom.js";

/** Builds the tree of a Paper's headings; ``go`` is called with the section chosen. */
export class Outline {
  constructor(paper, texts, go) {
    this.links = new Map();
    const { sections } = paper.source;
    const shown = sections.filter(({ index }) => paper.headings.has(index));
    const list = (parent) => {
      const children = shown.filter((each) => this.shownParent(each, sections, paper) === parent);
      return children.length ? element("ol", {}, children.map((each) => element("li", {}, this.link(each, go), list(each.index)))) : "";
    };
    this.box = element("nav.outline", { "aria-label": texts.sections },
      element("details", { open: matchMedia("(min-width: 56em)").matches },
        element("summary", {}, texts.sections), list(null)));
    this.box.hidden = shown.length === 0;
    this.follow(paper);
  }

  shownParent(section, sections, paper) {
    let parent = section.parent;
    while (parent !== null && !paper.headings.has(parent)) parent = sections[parent].parent;
    return parent;
  }

  link(section, go) {
    const isNamed = ["heading", "turn"].includes(section.kind) && section.title;
    const name = isNamed ? section.title : [section.label, section.title].filter(Boolean).join(". ");
    const link = element("a", {
      href: `#${new URLSearchParams({ l: section.locator })}`, class: section.kind,
      click: (event) => { event.preventDefault(); go(section); },
    }, name);
    this.links.set(section.index, link);
    return link;
  }

  /** Mark the section that is being read. */
  follow(paper) {
    const visible = new Set();
    const order = [...paper.headings.keys()];
    const byBox = new Map([...paper.headings].map(([index, box]) => [box, index]));
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(byBox.get(target));
        else visible.delete(byBox.get(target));
      }
      const first = order.find((index) => visible.has(index));
      if (first === undefined) return; // between two headings the last one seen still holds
      for (const [index, link] of this.links) {
        if (index === first) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "0px 0px -60% 0px" });
    for (const box of byBox.keys()) observer.observe(box);
  }
}
