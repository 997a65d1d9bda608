// The head of a document as papers print it: issuer and number, date, type and title, standing.
import { badges } from "../hoi-dap/card.js";
import { published, shortDate } from "../hoi-dap/citing.js";
import { element, fill, icon } from "../hoi-dap/dom.js";
import { BASE, read } from "../reader.js";
import { originalLine } from "./original.js";

/** Official papers write days below 10 and the months 1 and 2 with a zero: "09 tháng 5". */
function longDate(iso, texts) {
  const [year, month, day] = iso.split("-").map(Number);
  const padded = (value, below) => (value < below ? `0${value}` : `${value}`);
  return fill(texts.date, { day: padded(day, 10), month: padded(month, 3), year });
}

async function lookUp(reference) {
  const [, number, date] = /^(.*?)(?:\s*\((.*)\))?$/.exec(reference);
  const { isOk, found: { documents } } = await read(`v1/library?${new URLSearchParams({ number })}`);
  if (!isOk) return null;
  // Party numbers begin anew every term, so the date decides when there is one.
  const same = (iso) => iso && date && shortDate(iso).split("/").map(Number).join() === date.split("/").map(Number).join();
  return documents.find((each) => same(each.issued_on)) ?? (date ? null : documents[0]) ?? null;
}

/** A document number that becomes a link when the library holds that document. */
function reference(text) {
  const made = element("span", {}, text);
  lookUp(text).then((found) => {
    if (!found) return;
    const name = [found.type, text].filter(Boolean).join(" ");
    made.replaceChildren(element("a", {
      href: new URL(`tai-lieu/${encodeURIComponent(found.id)}`, BASE).href, title: found.title,
    }, name));
  }).catch(() => { /* the number stands there without a link */ });
  return made;
}

function references(list) {
  return list.flatMap((each, at) => [at ? "; " : "", reference(each)]);
}

function address(url) {
  // Only real web addresses become links; anything else a document claims stays text.
  if (!/^https?:\/\//i.test(url)) return element("li", {}, url);
  let host;
  try {
    host = new URL(url).hostname;
  } catch {
    return element("li", {}, url);
  }
  return element("li", {}, element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, host));
}

/** Entries one below the other; a single one as it is. */
function lines(entries) {
  return entries.length > 1 ? element("ul", {}, entries.map((each) => element("li", {}, each))) : entries[0];
}

/** The signers with their offices; only the name where metadata name another one than the text. */
function signers(found, texts) {
  const { signers: signed } = found.parties;
  if (!found.signer || signed.map(({ name }) => name).join(", ") !== found.signer) return found.signer;
  return lines(signed.map(({ name, office, on_behalf_of: whom }) =>
    [name, office, whom && fill(texts.signed_for, { whom })].filter(Boolean).join(", ")));
}

function details(found, texts) {
  const { addressees, recipients } = found.parties;
  const rows = [
    [texts.addressees, lines(addressees)],
    [texts.signer, found.kind === "directive" && signers(found, texts)],
    [texts.recipients, lines(recipients)],
    [texts.effective, found.effective_on && shortDate(found.effective_on)],
    [texts.expires, found.expires_on && shortDate(found.expires_on)],
    [texts.continues, found.continues.length && references(found.continues)],
    [texts.legal_basis, found.legal_basis.length && references(found.legal_basis)],
    [texts.confirmed_by, found.source_urls.length && element("ul", {}, found.source_urls.map(address))],
  ].filter(([, value]) => value);
  return rows.length ? element("dl", {}, rows.flatMap(([name, value]) =>
    [element("dt", {}, name), element("dd", {}, value)])) : "";
}

// That it is a digest is said in full below.
function kindAndStanding(found, all) {
  return badges({ ...found, digest: false }, all);
}

function interviewHead(found, texts, all) {
  const speaker = [found.speaker, found.speaker_title].filter(Boolean).join(", ");
  return [
    element("p.dateline", {}, published(found)),
    element("h1", {}, found.title),
    speaker && element("p.speaker", {}, fill(texts.answers_of, { name: speaker })),
    found.interviewer && element("p.meta", {}, fill(texts.interviewer, { name: found.interviewer })),
    element("p.badges", {}, kindAndStanding(found, all)),
  ];
}

/** The issuing bodies, a joint document's one by one. */
function issuers(found) {
  const { issuers: printed } = found.parties;
  if (!found.issuer) return [];
  return printed.join(", ") === found.issuer ? printed : [found.issuer];
}

function directiveHead(found, texts, all) {
  const startsWithType = found.type && found.title.startsWith(found.type);
  return [
    element("div.letterhead", {},
      element("div", {},
        issuers(found).map((each) => element("p.issuer", {}, each)),
        found.number && element("p", {}, fill(texts.number, found))),
      element("div", {},
        found.issued_on && element("p.date", {}, longDate(found.issued_on, texts)),
        element("p.badges", {}, kindAndStanding(found, all)))),
    found.type && !startsWithType && element("p.type", {}, found.type),
    element("h1", {}, found.title),
  ];
}

/** The head of a document (the API's DocumentDetail). */
export function docket(found, all) {
  const { viewer: texts } = all;
  const isInterview = found.kind === "interview";
  const later = [
    [texts.replaced_by, found.replaced_by], [texts.continued_by, found.continued_by],
  ].filter(([, list]) => list.length);
  return element("header", { class: `docket ${found.kind}`, lang: "vi" },
    (isInterview ? interviewHead : directiveHead)(found, texts, all),
    found.digest && element("p.is-digest", {}, isInterview ? texts.interview_digest : texts.digest),
    found.doubts.map(({ text }) => element("p.notice", { lang: "vi" }, icon("warning"), element("span", {}, text))),
    later.map(([name, list]) => element("p.notice", {}, icon("warning"),
      element("span", {}, `${name}: `, references(list)))),
    details(found, texts),
    originalLine(found, texts));
}
