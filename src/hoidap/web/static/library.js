// The document library: filters, search and counts; the choice stands in the address.
import { badges } from "./hoi-dap/card.js";
import { documentName, published } from "./hoi-dap/citing.js";
import { element, fill, icon } from "./hoi-dap/dom.js";
import { BASE, read } from "./reader.js";
import { showTop } from "./top.js";

const PAGE = 50; // documents fetched at once
const TYPING_PAUSE = 180; // milliseconds after the last key before the search runs
const FACETS = ["kind", "issuer", "year", "standing"];

const { library: texts, ...allTexts } = await showTop("library");
document.title = `${allTexts.page.brand} – ${texts.title}`;

const words = element("input", { type: "search", name: "q", placeholder: texts.search_placeholder, autocomplete: "off" });
const choices = Object.fromEntries(FACETS.map((name) => [name, element("select", { name })]));
const reset = element("button", { type: "reset", class: "quiet" }, texts.reset);
const form = element("form", { role: "search", "aria-label": texts.search, submit: (event) => event.preventDefault() },
  element("label.words", {}, texts.search, words),
  FACETS.map((name) => element("label", {}, texts[name], choices[name])));
const count = element("p", { role: "status" });
const shelf = element("ul.shelf", { "aria-label": texts.results });
const more = element("button", { type: "button", class: "more", hidden: true, click: () => refresh(true) }, texts.more);
document.getElementById("main").append(
  element("div.heading", {}, element("h1", {}, texts.title),
    element("a.button", { href: new URL("so-sanh", BASE).href }, texts.compare)), form, element("div.count", {}, count, reset), shelf, more);

function row(about) {
  const name = documentName(about);
  const link = new URL(`tai-lieu/${encodeURIComponent(about.id)}`, BASE).href;
  const speaker = about.speaker && [about.speaker, about.speaker_title].filter(Boolean).join(", ");
  return element("li", { class: about.kind },
    element("a", { href: link }, name),
    name !== about.title && element("p", {}, about.title),
    speaker && element("p", {}, speaker),
    element("p.meta", {}, published(about)),
    element("p.badges", {}, badges(about, allTexts)),
    about.doubts.map(({ text }) => element("p.notice", { lang: "vi" }, icon("warning"), element("span", {}, text))));
}

function named(facet, value) {
  if (facet === "kind") return texts.kinds[value];
  return facet === "standing" ? allTexts.standing[value] : value;
}

function fillChoices(counts, wanted) {
  for (const facet of FACETS) {
    const chosen = wanted.get(facet) ?? "";
    const values = counts[facet].map(({ value, count: each }) => [value, each]);
    if (facet === "year") values.sort(([a], [b]) => b - a);
    if (chosen && !values.some(([value]) => value === chosen)) values.push([chosen, 0]);
    choices[facet].replaceChildren(
      element("option", { value: "" }, texts.all),
      ...values.map(([value, each]) =>
        element("option", { value, selected: value === chosen }, `${named(facet, value)} (${each})`)));
    choices[facet].value = chosen;
  }
  reset.hidden = [...wanted].length === 0;
}

function wantedNow() {
  const wanted = new URLSearchParams();
  if (words.value.trim()) wanted.set("q", words.value.trim());
  for (const facet of FACETS) if (choices[facet].value) wanted.set(facet, choices[facet].value);
  return wanted;
}

let running = new AbortController();
let wanted = new URLSearchParams(location.search);
wanted.delete("lang");

async function refresh(goesOn = false) {
  running.abort();
  running = new AbortController();
  const offset = goesOn ? shelf.children.length : 0;
  try {
    const { signal } = running;
    const { isOk, found } = await read(`v1/library?${wanted}&limit=${PAGE}&offset=${offset}`, { signal });
    if (!isOk) throw new Error(found.detail);
    const rows = found.documents.map(row);
    const next = rows[0]?.querySelector("a");
    if (goesOn) shelf.append(...rows); else shelf.replaceChildren(...rows);
    if (goesOn) next?.focus();
    more.hidden = shelf.children.length >= found.total;
    fillChoices(found.counts, wanted);
    if (found.total === 0) count.textContent = texts.none;
    else count.textContent = found.total === 1 ? texts.total_one : fill(texts.total, { count: found.total });
  } catch (error) {
    if (error.name !== "AbortError") count.textContent = error.message || allTexts.problem.unreachable;
  }
}

function changed() {
  wanted = wantedNow();
  history.replaceState(null, "", `?${wanted}`);
  refresh();
}

let typing;
words.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(changed, TYPING_PAUSE); });
for (const facet of FACETS) choices[facet].addEventListener("change", changed);
reset.addEventListener("click", () => {
  words.value = "";
  for (const facet of FACETS) choices[facet].value = "";
  changed();
  words.focus();
});
words.value = wanted.get("q") ?? "";
refresh();
