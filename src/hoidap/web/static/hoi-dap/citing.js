// How citations are written and where they lead.
import { fill } from "./dom.js";

const HEAD = 40; // code points of a quote's beginning in a link: enough to be unique
const TAIL = 20; // and of its end

const joined = (parts, mark) => parts.filter(Boolean).join(mark);

/** A date as Vietnamese papers write it: 15/5/2016. */
export function shortDate(iso) {
  return iso.split("-").map(Number).reverse().join("/");
}

/** "Quy định 144-QĐ/TW", or the title of what has no number. */
export function documentName({ type, number, title }) {
  return number ? joined([type, number], " ") : title;
}

/** "Quy định 144-QĐ/TW, khoản 1 Điều 1". */
export function sourceName(citation) {
  return joined([documentName(citation), citation.locator], ", ");
}

/** "Báo Quảng Ninh, 11/6/2016". */
export function published({ issuer, issued_on: day }) {
  return joined([issuer, day && shortDate(day)], ", ");
}

/**
 * A citation as papers write it: "khoản 2 Điều 8 Quy định 37-QĐ/TW ngày ... của ...", "theo đồng
 * chí ..., Báo Quảng Ninh, 11/6/2016". A law is named by its title.
 */
export function officialForm(citation, { source }) {
  const { kind, type, title, number, speaker, issuer, issued_on: day, locator, digest } = citation;
  const ending = digest ? ` (${source.digest})` : "";
  if (kind === "interview") {
    return joined([speaker ? fill(source.by_lower, citation) : title, published(citation)], ", ") + ending;
  }
  const isLaw = number && /^(Bộ luật|Luật|Pháp lệnh)$/.test(type);
  const name = isLaw ? joined([!title.startsWith(type) && type, title, number], " ") : documentName(citation);
  const date = day && fill(source.dated, { date: shortDate(day) });
  return joined([locator, name, date, issuer && fill(source.of, citation)], " ") + ending;
}

/** A citation with its quote, to be pasted into a paper. */
export function quotation(citation, texts) {
  return `“${citation.quote}” (${officialForm(citation, texts)})`;
}

function fragment(quote) {
  const points = Array.from(quote);
  if (points.length <= HEAD + TAIL) return quote;
  return `${points.slice(0, HEAD).join("")}…${points.slice(-TAIL).join("")}`;
}

/**
 * Where the viewer shows a citation: offsets as a hint, quote and locator to find it again after a
 * new ingest. ``all``: the answer's citations, to step through.
 */
export function sourceAddress(base, { document_id: id, start, end, quote = "", locator = "" }, all = []) {
  const places = all.map((each) => `${each.document_id}:${each.start}-${each.end}`);
  const parts = { o: `${start}-${end}`, q: fragment(quote), l: locator, ds: places[1] ? places.join(" ") : "" };
  const given = Object.entries(parts).filter(([, value]) => value);
  return new URL(`tai-lieu/${encodeURIComponent(id)}#${new URLSearchParams(given)}`, base).href;
}

export function answerAsText({ question, answer }, base, texts) {
  const { sentences, citations, suggestions } = answer;
  const isFound = sentences.length > 0;
  const said = sentences.map(({ text, citations: ns }) => joined([text, ...ns.map((n) => `[${n}]`)], " "));
  const sources = (isFound ? citations : suggestions).map((each) =>
    `[${each.n}] ${officialForm(each, texts)}\n    ${sourceAddress(base, each)}`);
  return [question, "", ...(isFound ? said : [answer.answer]), "",
    `${isFound ? texts.sources : texts.nearest}:`, ...sources].join("\n");
}
