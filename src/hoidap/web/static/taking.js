// Taking part in a live session: code, name, questions; every answer is kept at once.
import { element, fill } from "./hoi-dap/dom.js";
import { BASE } from "./reader.js";
import { Paper } from "./training/paper.js";
import { fetched, sent } from "./training/requests.js";
import { language } from "./top.js";

const STORED = "hoi-dap:paper:"; // and the code: the participant's secret, for a page loaded again

const all = await (await fetch(new URL(`static/texts.${language()}.json`, BASE))).json();
const { taking: texts } = all;
document.documentElement.lang = all.language;
document.title = `${all.page.brand} – ${texts.title}`;
const main = document.getElementById("main");

function kept(code) {
  try { return sessionStorage.getItem(STORED + code); } catch { return null; }
}

function keep(code, secret) {
  try { sessionStorage.setItem(STORED + code, secret); } catch { /* storage is off: a reload begins anew */ }
}

function showPaper(code, paper) {
  keep(code, paper.participant);
  const address = new URL(location.href);
  address.searchParams.set("ma", code);
  history.replaceState(null, "", address);
  new Paper(main, texts, `v1/live/${code}`, paper);
}

function door(code = "", said = "") {
  const problem = element("p.said", { role: "alert" }, said);
  const field = element("input", { name: "code", required: true, maxlength: "6", minlength: "6", autocapitalize: "characters", autocomplete: "off", spellcheck: "false", value: code });
  const name = element("input", { name: "name", required: true, maxlength: "80", autocomplete: "name" });
  const about = element("p.meta", { role: "status" });
  const look = async () => {
    about.textContent = "";
    if (field.value.trim().length !== 6) return;
    try {
      const found = await fetched(`v1/live/${encodeURIComponent(field.value.trim())}`);
      about.textContent = `${found.title} · ${found.is_open ? fill(texts.questions_in, { count: found.questions }) : texts.closed}`;
    } catch (error) {
      about.textContent = error.message;
    }
  };
  field.addEventListener("input", look);
  main.replaceChildren(element("h1", {}, texts.title), element("form.panel", { submit: async (event) => {
    event.preventDefault();
    const typed = field.value.trim().toUpperCase();
    try {
      showPaper(typed, await sent("POST", `v1/live/${encodeURIComponent(typed)}/participants`, { name: name.value.trim() }));
    } catch (error) {
      problem.textContent = error.message;
    }
  } }, element("label", {}, texts.code, field), about, element("label", {}, texts.name, name), problem,
  element("button.primary", {}, texts.join)));
  (code ? name : field).focus();
  look();
}

const code = (new URLSearchParams(location.search).get("ma") ?? "").toUpperCase();
const secret = code && kept(code);
if (secret) {
  try {
    showPaper(code, await sent("POST", `v1/live/${code}/paper`, { participant: secret }));
  } catch (error) {
    door(code, error.message);
  }
} else {
  door(code);
}
