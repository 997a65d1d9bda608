// How citations are written and where they lead.
import { fill } from "./dom.js";

/** A date as Vietnamese papers write it: 15/5/2016. */
export function shortDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day}/${month}/${year}`;
}

/** "Quy định 144-QĐ/TW", or the title of what has no number. */
export function documentName({ type, number, title }) {
  if (!number) return title;
  return type ? `${type} ${number}` : number;
}

/** What a chip is called: "Quy định 144-QĐ/TW, khoản 1 Điều 1". */
export function sourceName(citation) {
  return [documentName(citation), citation.locator].filter(Boolean).join(", ");
}

/** "Báo Quảng Ninh, 11/6/2016" or "Bộ Chính trị, 9/5/2024". */
export function published({ issuer, issued_on: day }) {
  return [issuer, day && shortDate(day)].filter(Boolean).join(", ");
}

/**
 * A citation as papers write it: "khoản 2 Điều 8 Quy định 37-QĐ/TW ngày 25/10/2021 của ...", "theo
 * đồng chí Lưu Văn Thường, Báo Quảng Ninh, 11/6/2016". A law is named by its title.
 */
export function officialForm(citation, texts) {
  const { source } = texts;
  const digest = citation.digest ? ` (${source.digest})` : "";
  if (citation.kind === "interview") {
    const speaker = citation.speaker && fill(source.by_lower, citation);
    return [speaker ?? citation.title, published(citation)].filter(Boolean).join(", ") + digest;
  }
  const { type, title, number } = citation;
  const name = number && /^(?:Bộ luật|Luật|Pháp lệnh)$/.test(type)
    ? `${title.startsWith(type) ? "" : `${type} `}${title} ${number}` : documentName(citation);
  return [
    citation.locator, name,
    citation.issued_on && fill(source.dated, { date: shortDate(citation.issued_on) }),
    citation.issuer && fill(source.of, citation),
  ].filter(Boolean).join(" ") + digest;
}

const HEAD = 40; // code points of a quote's beginning in a link: enough to be unique
const TAIL = 20; // and of its end

/** The part of a quote that a link carries: beginning, and the end of a long one. */
export function quoteFragment(quote) {
  const points = Array.from(quote);
  if (points.length <= HEAD + TAIL) return quote;
  return `${points.slice(0, HEAD).join("")}…${points.slice(-TAIL).join("")}`;
}

/**
 * Where the source viewer shows a citation: offsets as a hint, quote and locator to find it again
 * after the document was ingested anew. ``all``: the answer's citations, to step through.
 */
export function sourceAddress(base, citation, all = []) {
  const { document_id: id, start, end, quote, locator } = citation;
  const parts = new URLSearchParams({ o: `${start}-${end}` });
  if (quote) parts.set("q", quoteFragment(quote));
  if (locator) parts.set("l", locator);
  if (all.length > 1) {
    parts.set("ds", all.map((each) => `${each.document_id}:${each.start}-${each.end}`).join(" "));
  }
  return new URL(`tai-lieu/${encodeURIComponent(id)}#${parts}`, base).href;
}

/** An answer as plain text with its sources. */
export function answerAsText(turn, base, texts) {
  const { answer } = turn;
  const lines = [turn.question, ""];
  for (const { text, citations } of answer.sentences) {
    lines.push(text + citations.map((n) => ` [${n}]`).join(""));
  }
  if (!answer.sentences.length) lines.push(answer.answer);
  const shown = answer.sentences.length ? answer.citations : answer.suggestions;
  if (shown.length) {
    lines.push("", `${answer.sentences.length ? texts.sources : texts.nearest}:`);
  }
  for (const each of shown) {
    lines.push(`[${each.n}] ${officialForm(each, texts)}`, `    ${sourceAddress(base, each)}`);
  }
  return lines.join("\n");
}
