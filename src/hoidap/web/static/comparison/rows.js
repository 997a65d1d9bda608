// A row: a provision in both documents, what differs marked by colour, line and sign.
import { documentName, sourceAddress } from "../hoi-dap/citing.js";
import { element, icon } from "../hoi-dap/dom.js";
import { BASE } from "../reader.js";

/** The text of a side, line by line; the API counts code points. */
function lines({ text, start, marks }, tag) {
  const points = Array.from(text);
  const cut = (from, to) => points.slice(from, to).join("");
  const pieces = [];
  let at = 0;
  for (const mark of marks) {
    pieces.push([cut(at, mark.start - start), false], [cut(mark.start - start, mark.end - start), true]);
    at = mark.end - start;
  }
  pieces.push([cut(at), false]);
  const made = [element("p", {})];
  for (const [words, isMarked] of pieces) {
    words.split("\n").forEach((line, index) => {
      if (index > 0 && made.at(-1).childNodes.length) made.push(element("p", {}));
      if (line) made.at(-1).append(isMarked ? element(tag, {}, line) : line);
    });
  }
  return made.filter((each) => each.childNodes.length);
}

function column(name, sides, about, texts) {
  const tag = name === "left" ? "del" : "ins";
  const whose = documentName(about);
  return element(`div.side.${name}`, {},
    element("p.whose", {}, whose),
    sides.length === 0 && element("p.none", {}, texts.none),
    sides.map((side) => element("div", { class: side.heading ? "heading" : "" },
      element("p.where", {}, element("a", { lang: "vi", href: sourceAddress(BASE, { document_id: about.id, quote: side.text, ...side }), "aria-label": `${side.locator}, ${whose}` }, side.locator)),
      element("div.text", { lang: "vi" }, lines(side, tag)))));
}

/** A row of the API's comparison. */
export function rowOf(row, found, all) {
  const { comparison: texts } = all;
  const { differences } = row;
  const alone = ["new", "gone"].find((kind) => differences.includes(kind));
  return element("li", { class: alone ?? (differences.length ? "changed" : "same") },
    differences.length > 0 && element("ul.differences", {}, differences.map((kind) =>
      element("li", { class: kind }, icon(kind), element("span", {}, texts.differences[kind])))),
    element("div.pair", {},
      column("left", row.left, found.left, texts), column("right", row.right, found.right, texts)));
}
