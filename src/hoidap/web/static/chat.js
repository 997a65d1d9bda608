// The plain chat page: asks the API and shows answers with their citations.
import { api, codePoints, element, vietnameseDate } from "/static/elements.js";

const EXAMPLES = [
  "Bao nhiêu tập thể và cá nhân được khen thưởng?",
  "Quy định 144-QĐ/TW nêu những chuẩn mực nào?",
  "Nghi quyet Trung uong 4 khoa XII neu bao nhieu bieu hien?",
];
const REMEMBERED_TURNS = 6; // what a follow-up may refer to

const conversation = document.getElementById("conversation");
const form = document.getElementById("ask");
const field = document.getElementById("question");
const history = [];

function sentence(each, citations) {
  const paragraph = element("p", { className: "sentence" });
  const text = codePoints(each.text);
  if (each.short_answer) {
    const { start, end } = each.short_answer;
    paragraph.append(
      text.slice(0, start), element("mark", {}, text.slice(start, end)), text.slice(end, text.length),
    );
  } else {
    paragraph.append(each.text);
  }
  for (const n of each.citations) {
    const cited = citations.find((citation) => citation.n === n);
    const name = [cited.number ?? cited.title, cited.locator].filter(Boolean).join(", ");
    paragraph.append(" ", element("a", {
      className: "chip", href: cited.url, textContent: n, title: `${name}: ${cited.quote}`,
      ariaLabel: `Nguồn ${n}: ${name}`,
    }));
  }
  return paragraph;
}

function source(citation, numbered) {
  const about = [
    citation.speaker && `theo đồng chí ${citation.speaker}`,
    citation.issuer,
    citation.issued_on && vietnameseDate(citation.issued_on),
    citation.digest && "bản tóm lược",
  ].filter(Boolean).join(" · ");
  return element("li", {},
    numbered ? element("span", { className: "chip", textContent: citation.n }) : "",
    element("div", {},
      element("a", { href: citation.url },
        [citation.number, citation.title].filter(Boolean).join(" – ")),
      element("p", { className: "about" }, [citation.locator, about].filter(Boolean).join(" · ")),
      element("blockquote", {}, citation.quote)));
}

function shown(answer) {
  const box = element("section", { className: `answer ${answer.status}` });
  if (answer.understood_as !== answer.question) {
    box.append(element("p", { className: "understood" }, `Đã hiểu là: ${answer.understood_as}`));
  }
  for (const warning of answer.warnings) {
    box.append(element("p", { className: "warning", role: "note" }, warning.text));
  }
  if (answer.sentences.length) {
    box.append(...answer.sentences.map((each) => sentence(each, answer.citations)));
    box.append(element("details", { className: "sources", open: true },
      element("summary", {}, "Nguồn trích dẫn"),
      element("ol", {}, ...answer.citations.map((citation) => source(citation, true)))));
  } else {
    box.append(element("p", {}, answer.answer));
  }
  if (answer.suggestions.length) {
    box.append(element("details", { className: "sources", open: true },
      element("summary", {}, "Những đoạn gần nhất"),
      element("ol", {}, ...answer.suggestions.map((citation) => source(citation, false)))));
  }
  return box;
}

async function ask(question) {
  document.getElementById("welcome")?.remove();
  const waiting = element("p", { className: "waiting" }, "Đang tìm trong tài liệu…");
  conversation.append(element("p", { className: "question" }, question), waiting);
  waiting.scrollIntoView({ block: "end" });
  form.querySelector("button").disabled = true;
  try {
    const answer = await api("/v1/ask", { question, history: history.slice(-REMEMBERED_TURNS) });
    history.push({
      question: answer.understood_as, answer: answer.answer,
      documents: [...new Set(answer.citations.map((citation) => citation.document_id))],
    });
    waiting.replaceWith(shown(answer));
  } catch (problem) {
    waiting.replaceWith(element("p", { className: "problem", role: "alert" }, problem.message));
  } finally {
    form.querySelector("button").disabled = false;
    conversation.lastElementChild.scrollIntoView({ block: "nearest" });
    field.focus();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = field.value.trim();
  if (question) {
    field.value = "";
    ask(question);
  }
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
document.getElementById("examples").append(...EXAMPLES.map((example) => {
  const button = element("button", { type: "button", textContent: example });
  button.addEventListener("click", () => ask(example));
  return element("li", {}, button);
}));
field.focus();
