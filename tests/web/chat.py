"""The conversation as a reader uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

SEND = "Gửi câu hỏi"

#: Questions that the corpus of these tests answers, and one that it does not.
COMMENDED = "Bao nhiêu tập thể và cá nhân ở huyện Hải Hà được khen thưởng?"
RETURN_BOOKS = "Người mượn phải trả sách trong thời hạn bao nhiêu ngày kể từ ngày mượn?"
UNANSWERABLE = "Giá vé xe khách từ Hà Nội đi Đà Nẵng hiện nay là bao nhiêu?"


class Chat:
    """A <hoi-dap> element on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("hoi-dap")
        self.field = self.root.get_by_role("textbox", name="Câu hỏi")
        self.turns = self.root.locator(".turn")

    @property
    def turn(self) -> Locator:
        """The last question with what became of it."""
        return self.turns.last

    @property
    def sentences(self) -> Locator:
        return self.turn.locator(".sentence")

    @property
    def chips(self) -> Locator:
        return self.turn.locator(".sentence .chip")

    def type(self, question: str) -> None:
        self.field.fill(question)
        self.field.press("Enter")

    def ask(self, question: str) -> Locator:
        """Ask and wait for the end of the answer, or of the refusal."""
        before = self.turns.count()
        self.type(question)
        expect(self.turns).to_have_count(before + 1)
        expect(self.turn.get_by_role("button", name="Sao chép", exact=True)).to_be_visible()
        return self.turn


def luminance_contrast(text: Locator) -> float:
    """Contrast of a text with all the grounds behind it, painted on each other (WCAG 2.2)."""
    found: float = text.evaluate(
        """element => {
          const context = document.createElement("canvas").getContext("2d");
          const up = each => each.parentElement ?? each.getRootNode().host;
          const grounds = [];
          for (let at = element; at; at = up(at)) {
            grounds.unshift(getComputedStyle(at).backgroundColor);
          }
          const light = colours => {
            for (const colour of colours) {
              context.fillStyle = colour;
              context.fillRect(0, 0, 1, 1);
            }
            const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(v => v / 255)
              .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const pair = [light(["#fff", ...grounds]), light([getComputedStyle(element).color])];
          return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
        }"""
    )
    return found
