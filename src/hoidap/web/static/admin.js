// What was asked, for administrators.  The key stays in this tab and goes nowhere but to the API.
import { element } from "./hoi-dap/dom.js";

const PAGE = 50; // rows fetched at once
const KEPT = "hoidap-admin-key";
const STATUSES = { answered: "Đã trả lời", partial: "Trả lời một phần", not_found: "Không có trong tài liệu" };
const REASONS = {
  wrong: "Sai", wrong_source: "Sai nguồn", incomplete: "Thiếu", outdated: "Đã cũ",
  not_found: "Có trong tài liệu nhưng không tìm thấy", other: "Khác",
};
const day = new Intl.DateTimeFormat("vi-VN", { dateStyle: "short", timeStyle: "short" });

const VIEWS = {
  most: { path: "questions?view=most", csv: "questions.csv?view=most", list: "questions" },
  unanswered: { path: "questions?view=unanswered", csv: "questions.csv?view=unanswered", list: "questions" },
  wrong: { path: "votes?verdict=down", csv: "votes.csv?verdict=down", list: "votes" },
};
const COLUMNS = {
  questions: [
    ["Câu hỏi", (each) => each.question], ["Số lần", (each) => each.count], ["Chưa trả lời", (each) => each.unanswered],
    ["Lần cuối", (each) => day.format(new Date(each.last_asked))],
  ],
  votes: [
    ["Câu hỏi", (each) => each.question], ["Lý do", (each) => REASONS[each.reason] ?? ""], ["Góp ý", (each) => each.comment],
    ["Trạng thái", (each) => STATUSES[each.status] ?? each.status],
  ],
};

const find = (id) => document.getElementById(id);
const message = find("message");
let key = sessionStorage.getItem(KEPT) ?? "";
let view = "most";
let shown = 0;

async function call(path, method = "GET") {
  const address = new URL(`../v1/admin/${path}`, import.meta.url);
  const response = await fetch(address, { method, headers: { Authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error((await response.json()).detail);
  return response;
}

async function attempt(work) {
  message.textContent = "";
  try {
    await work();
  } catch (error) {
    message.textContent = error.message;
  }
}

function count(label, value) {
  return element("li", {}, element("b", {}, String(value)), label);
}

async function showBoard() {
  const summary = await (await call("summary")).json();
  find("counts").replaceChildren(
    ...Object.entries(summary.by_status).map(([status, value]) => count(STATUSES[status], value)),
    count("Thấy hữu ích", summary.votes_up), count("Đánh dấu sai", summary.votes_down));
  if (!summary.recording) message.textContent = "Máy chủ hiện không ghi câu hỏi (HOIDAP_RECORD_QUESTIONS).";
  find("board").hidden = false;
  await showRows(false);
}

async function showRows(further) {
  if (!further) shown = 0;
  const { path, list } = VIEWS[view];
  const page = await (await call(`${path}&offset=${shown}&limit=${PAGE}`)).json();
  const columns = COLUMNS[list];
  const rows = page[list].map((each) => element("tr", {}, ...columns.map(([, value]) => cell(value(each)))));
  if (!further) {
    find("head").replaceChildren(element("tr", {}, ...columns.map(([name]) => element("th", { scope: "col" }, name))));
    find("rows").replaceChildren();
  }
  find("rows").append(...rows);
  shown += rows.length;
  find("more").hidden = shown >= page.total;
}

function cell(value) {
  return element("td", typeof value === "number" ? { class: "number" } : {}, String(value));
}

async function download() {
  const response = await call(VIEWS[view].csv);
  const address = URL.createObjectURL(await response.blob());
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition"))?.[1] ?? "hoidap.csv";
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

find("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  key = new FormData(event.target).get("key").trim();
  sessionStorage.setItem(KEPT, key);
  attempt(showBoard);
});
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => {
    view = button.dataset.view;
    for (const each of document.querySelectorAll("[data-view]")) each.setAttribute("aria-pressed", each === button);
    attempt(() => showRows(false));
  });
}
find("more").addEventListener("click", () => attempt(() => showRows(true)));
find("export").addEventListener("click", () => attempt(download));
find("forget").addEventListener("submit", (event) => {
  event.preventDefault();
  const user = new FormData(event.target).get("user").trim();
  attempt(async () => {
    const { deleted } = await (await call(`users/${encodeURIComponent(user)}/questions`, "DELETE")).json();
    await showBoard();
    message.textContent = `Đã xoá ${deleted} câu hỏi.`;
  });
});
if (key) attempt(showBoard);
