// Sentences that are rows of a table, drawn as one; loaded when an answer first quotes a row.

import { element } from "./dom.js";

/** Put a table row in the place of a sentence's element, if a citation has the row. */
export function drawAsRow(shown, sentence, citations, parts) {
  for (const cited of citations.filter(({ n, rows }) => rows?.length && sentence.citations.includes(n))) {
    const points = Array.from(cited.quote); // as the API counts
    const part = (from, to) => points.slice(from.start - cited.start, to.end - cited.start).join("");
    const cells = cited.rows.find((each) => part(each[0], each.at(-1)) === sentence.text);
    if (cells) {
      place(shown, row(cells, part, parts.chip(cited, citations)));
      return;
    }
  }
}

function row(cells, part, chip) {
  const drawn = cells.map((cell) =>
    element(cell.header ? "th" : "td", { colspan: `${cell.columns}` }, part(cell, cell)));
  drawn.at(-1).append("\u00a0", chip);
  return element("tr", {}, drawn);
}

/** The rows that a citation quotes, as a table. */
export function quotedRows(cited) {
  const points = Array.from(cited.quote); // as the API counts
  const part = (cell) => points.slice(cell.start - cited.start, cell.end - cited.start).join("");
  return element("table.rows", {}, element("tbody", {}, cited.rows.map((cells) =>
    element("tr", {}, cells.map((cell) => element(cell.header ? "th" : "td", { colspan: `${cell.columns}` }, part(cell)))))));
}

/** Rows that follow one another stand in one table. */
function place(shown, drawn) {
  const before = shown.previousElementSibling;
  if (before?.matches("table.rows")) {
    before.tBodies[0].append(drawn);
    shown.remove();
  } else {
    shown.replaceWith(element("table.rows", {}, element("tbody", {}, drawn)));
  }
}
