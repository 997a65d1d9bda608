// The source viewer: a document's text with the cited range highlighted.
import { api, codePoints, element, vietnameseDate } from "/static/elements.js";

const STANDINGS = {
  in_force: "Còn hiệu lực", expired: "Hết hiệu lực", replaced: "Đã được thay thế",
  continued: "Được tiếp tục bằng văn bản sau", unknown: "Chưa xác minh hiệu lực",
};
const OUTLINE_KINDS = new Set([
  "part", "chapter", "division", "subdivision", "article", "roman", "heading", "turn",
  "attachment", "appendix",
]);

function metadata(found) {
  const rows = [
    ["Số hiệu", found.number], ["Cơ quan ban hành", found.issuer],
    ["Ngày", found.issued_on && vietnameseDate(found.issued_on)], ["Người ký", found.signer],
    ["Người trả lời", found.speaker && [found.speaker, found.speaker_title].filter(Boolean).join(", ")],
    ["Hiệu lực", found.kind === "directive" && STANDINGS[found.standing]],
    ["Thay thế bởi", found.replaced_by.join("; ")], ["Tiếp tục bởi", found.continued_by.join("; ")],
  ];
  return rows.filter(([, value]) => value).flatMap(([name, value]) => [
    element("dt", {}, name), element("dd", {}, value),
  ]);
}

function paragraphs(text, from, to) {
  const points = Array.from(text);
  const made = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at < points.length && points[at] !== "\n") continue;
    if (at > start) {
      const paragraph = element("p");
      paragraph.dataset.start = start;
      const cut = codePoints(points.slice(start, at).join(""));
      const [a, b] = [Math.max(from - start, 0), Math.min(to - start, cut.length)];
      if (a < b) {
        paragraph.append(cut.slice(0, a), element("mark", {}, cut.slice(a, b)), cut.slice(b, cut.length));
      } else {
        paragraph.append(cut.slice(0, cut.length));
      }
      made.push(paragraph);
    }
    start = at + 1;
  }
  return made;
}

function outline(sections) {
  const links = sections.filter((section) => OUTLINE_KINDS.has(section.kind)).map((section) => {
    const link = element("a", { href: `#${section.start}-${section.end}` },
      [section.label, section.title].filter(Boolean).join(". "));
    return element("li", {}, link);
  });
  return element("ol", {}, ...links);
}

function show(found) {
  const [from, to] = location.hash.slice(1).split("-").map(Number);
  const article = document.getElementById("text");
  article.replaceChildren(...paragraphs(found.text, from || 0, to || 0));
  article.querySelector("mark")?.scrollIntoView({ block: "center" });
}

try {
  const id = decodeURIComponent(location.pathname.split("/").pop());
  const found = await api(`/v1/documents/${encodeURIComponent(id)}`);
  document.title = `${found.title} – HoiDap`;
  document.getElementById("title").textContent = found.title;
  document.getElementById("metadata").replaceChildren(...metadata(found));
  document.getElementById("sections").replaceChildren(outline(found.sections));
  show(found);
  addEventListener("hashchange", () => show(found));
} catch (problem) {
  document.getElementById("title").textContent = problem.message;
}
