// Prints one answer with its sources, without the page around it.
import { officialForm } from "./citing.js";
import { element, fill } from "./dom.js";

/** Print a turn; a browser's own look of unstyled pages is that of a letter. */
export function printAnswer({ question, answer }, texts) {
  const frame = element("iframe", { "aria-hidden": "true", tabindex: "-1" });
  Object.assign(frame.style, { position: "fixed", width: 0, height: 0, border: 0, visibility: "hidden" });
  document.documentElement.append(frame);
  const { contentDocument: page, contentWindow: view } = frame;
  page.title = question;
  const { warnings, sentences, citations, suggestions } = answer;
  const isFound = sentences.length > 0;
  const said = sentences.map(({ text, citations: ns }) => element("p", {}, text, ns.map((n) => ` [${n}]`)));
  page.body.append(element("main", { lang: "vi" },
    element("h1", {}, question),
    warnings.map(({ text }) => element("p", {}, element("b", {}, text))),
    isFound ? said : element("p", {}, answer.answer),
    element("h2", {}, isFound ? texts.sources : texts.nearest),
    element("ol", {}, (isFound ? citations : suggestions).map((each) =>
      element("li", {}, officialForm(each, texts), element("blockquote", {}, `“${each.quote}”`)))),
    element("small", {}, fill(texts.printed_on, { date: new Date().toLocaleDateString("vi") }))));
  view.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  view.print();
}
