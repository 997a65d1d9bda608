// The page of the file itself under the quote, with the quoted lines marked on it.
import { element, fill } from "../hoi-dap/dom.js";
import { call, read } from "../reader.js";

function asAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}

/** Shows the page on which a range of a document begins, if its file has pages to show. */
export class PagePicture {
  constructor(found, paper, texts) {
    Object.assign(this, { found, paper, texts, figure: null });
    this.path = `v1/documents/${encodeURIComponent(found.id)}/pages`;
  }

  async show(range) {
    this.figure?.remove();
    this.figure = null;
    const { source, article } = this.paper;
    const page = range && source.pages.findLast((each) => each.start <= range.start)?.page;
    if (!page || !this.found.original?.drawn) return;
    const said = element("figcaption", { role: "status" }, fill(this.texts.picture_loading, { page }));
    const figure = element("figure.page-picture", {}, said);
    this.figure = figure;
    const last = [...article.querySelectorAll("mark.current")].at(-1);
    const block = [...article.children].find((each) => each.contains(last));
    if (!block) return;
    block.after(figure);
    try {
      const [address, marks] = await Promise.all([this.picture(page), this.marks(page, range)]);
      this.draw(figure, page, address, marks);
      said.textContent = fill(marks.length ? this.texts.picture_marked : this.texts.picture_unmarked, { page });
    } catch (error) {
      said.textContent = error.message || this.texts.picture_failed;
    }
  }

  async picture(page) {
    const response = await call(`${this.path}/${page}`);
    if (!response.ok) throw new Error((await response.json()).detail);
    return asAddress(await response.blob());
  }

  async marks(page, range) {
    const { source } = this.paper;
    const asked = new URLSearchParams({ start: source.toPoints(range.start), end: source.toPoints(range.end) });
    const { isOk, found } = await read(`${this.path}/${page}/marks?${asked}`);
    return isOk ? found.marks : [];
  }

  draw(figure, page, address, marks) {
    const image = element("img", { src: address, alt: fill(this.texts.picture_alt, { page }) });
    const drawn = marks.map(({ left, top, right, bottom }) => {
      const box = element("span", {});
      const percent = (share) => `${100 * share}%`;
      Object.assign(box.style, { left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) });
      return box;
    });
    const sheet = element("div.sheet", { tabindex: "0", role: "group", "aria-label": fill(this.texts.picture_alt, { page }) },
      element("div", {}, image, drawn));
    figure.prepend(sheet);
    image.addEventListener("load", () => {
      if (drawn.length) sheet.scrollTop = drawn[0].offsetTop - sheet.clientHeight / 3;
    }, { once: true });
  }
}
