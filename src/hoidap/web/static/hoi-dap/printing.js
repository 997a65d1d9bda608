// Prints one answer with its sources, without the page around it.
import { officialForm } from "./citing.js";
import { element, fill } from "./dom.js";

// Constructed style sheets are allowed where inline styles are not.
const STYLE = `
body { font: 12pt/1.6 "Times New Roman", "Noto Serif", "Liberation Serif", serif; margin: 0; }
h1 { font-size: 15pt; } h2 { font-size: 12pt; margin-top: 1.5em; }
p, li { margin: 0 0 .5em; white-space: pre-line; overflow-wrap: anywhere; }
blockquote { margin: .2em 0 .8em 1em; font-style: italic; }`;

/** Print a turn. */
export function printAnswer({ question, answer }, texts) {
  const frame = element("iframe", { "aria-hidden": "true", tabindex: "-1" });
  Object.assign(frame.style, { position: "fixed", width: 0, height: 0, border: 0, visibility: "hidden" });
  document.documentElement.append(frame);
  const { contentDocument: page, contentWindow: view } = frame;
  const style = new view.CSSStyleSheet();
  style.replaceSync(STYLE);
  page.adoptedStyleSheets = [style];
  page.title = question;
  const isAnswered = answer.sentences.length > 0;
  page.body.append(element("main", { lang: "vi" },
    element("h1", {}, question),
    answer.warnings.map(({ text }) => element("p", {}, element("b", {}, text))),
    isAnswered
      ? answer.sentences.map(({ text, citations }) => element("p", {}, text, citations.map((n) => ` [${n}]`)))
      : element("p", {}, answer.answer),
    element("h2", {}, isAnswered ? texts.sources : texts.nearest),
    element("ol", {}, (isAnswered ? answer.citations : answer.suggestions).map((each) =>
      element("li", {}, officialForm(each, texts), element("blockquote", {}, `“${each.quote}”`)))),
    element("small", {}, fill(texts.printed_on, { date: new Date().toLocaleDateString("vi") }))));
  view.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  view.print();
}
