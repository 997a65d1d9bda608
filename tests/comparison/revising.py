"""Revises a code as a legislator would, and keeps a record of what must be found.

Every revision takes lines that stand once in the code, so that the record is unambiguous:
figures, times, bodies and duties are exchanged, clauses added, struck, swapped, divided and
joined (those behind them are renumbered), articles moved near the end of the code and renumbered,
and everywhere typography is changed, which changes nothing.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hoidap.domain import Document, Section, SectionKind
from hoidap.vietnamese.sentences import split_sentences

Kind = str

#: Blocks at the end that stay there: transitional provisions and the day of effect.
_ENDING = 4
_LABEL = re.compile(r"(?:\d+[a-zđ]?\s*[.)]|[a-zđ]\s*\))\s*")
_ADDED = (
    "Kho lưu trữ số phải sao lưu dữ liệu mỗi quý một lần và niêm phong bản sao tại hai nơi.",
    "Hộ nuôi ong lấy mật được vay vốn ưu đãi khi di chuyển đàn ong theo mùa hoa.",
    "Thuyền văn hóa lưu động ghé các bến sông để chiếu phim, cho mượn sách và sửa đàn.",
    "Bảo tàng cộng đồng mở cửa miễn phí cho học sinh vào sáng thứ bảy hằng tuần.",
)
_BODIES = (
    ("Chính phủ", "Bộ trưởng Bộ Ngoại giao"),
    ("Tòa án", "Hội đồng trọng tài"),
    ("Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân cấp xã"),
    ("người sử dụng lao động", "công đoàn cơ sở"),
    ("Viện kiểm sát", "Cơ quan điều tra"),
)
_DUTIES = ((" phải ", " có thể "), (" có thể ", " phải "), ("không được", "được phép"))
_TIME = re.compile(r"\b(\d{1,3})(?= (?:ngày|tháng|năm|giờ)\b)")
_NUMBER = re.compile(r"\b(\d[\d.]*)(?=%| (?:người|đồng|lần|tuổi)\b)")


@dataclass
class Article:
    """An article that consists of a heading and clauses."""

    heading: str  # without its number
    clauses: list[str]  # without their numbers, points and all


@dataclass
class Record:
    """What was done: lines without their labels."""

    changed: list[tuple[str, str, Kind]] = field(default_factory=list)  # before, after, in what
    added: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    divided: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)


class Revision:
    """A code in revision."""

    def __init__(self, document: Document, seed: int) -> None:
        self.random = random.Random(seed)
        self.record = Record()
        self.blocks = list(_blocks(document))
        lines = (
            line for each in self.articles for clause in each.clauses for line in lines_of(clause)
        )
        every = Counter(map(unlabelled, document.text.split("\n")))
        self._free = {line for line in lines if every[line] == 1 and len(line.split()) >= 10}
        self._busy: set[int] = set()  # articles whose clauses were counted anew

    @property
    def articles(self) -> list[Article]:
        return [each for each in self.blocks if isinstance(each, Article)]

    @property
    def text(self) -> str:
        """The revised code; articles and clauses are numbered through."""
        written, number = [], 0
        for each in self.blocks:
            if isinstance(each, str):
                numbered = re.sub(r"^Điều \d+", f"Điều {number + 1}", each)
                number += numbered != each or each.startswith("Điều ")
                written.append(numbered)
                continue
            number += 1
            written.append(f"Điều {number}. {each.heading}")
            written += [f"{at}. {clause}" for at, clause in enumerate(each.clauses, start=1)]
        return "\n\n".join(written)

    def exchange(self, kind: Kind, change: Callable[[str], str | None], count: int) -> None:
        """Change ``count`` lines, each in a clause of its own."""
        for article, at in self._places():
            clause = article.clauses[at]
            for line in lines_of(clause):
                changed = change(line) if line in self._free else None
                if changed is None or changed == line:
                    continue
                article.clauses[at] = clause.replace(line, changed)
                self.record.changed.append((line, changed, kind))
                self._take(clause)
                count -= 1
                break
            if not count:
                return

    def add(self) -> None:
        """New clauses, so that those behind them are renumbered."""
        for words, (article, at) in zip(_ADDED, self._quiet_places(), strict=False):
            article.clauses.insert(at, words)
            self.record.added.append(words)

    def strike(self, count: int) -> None:
        for article, at in self._quiet_places(count):
            struck = article.clauses.pop(at)
            self.record.struck += lines_of(struck)
            self._take(struck)

    def swap(self, count: int) -> None:
        for article, at in self._quiet_places(count):
            article.clauses[at - 1], article.clauses[at] = (
                article.clauses[at],
                article.clauses[at - 1],
            )

    def divide(self, count: int) -> None:
        """Clauses of two long sentences become two clauses."""
        for article, at in self._quiet_places():
            clause = article.clauses[at]
            parts = [clause[start:end] for start, end in split_sentences(clause)]
            if "\n" in clause or clause not in self._free or len(parts) != 2:
                continue
            if min(len(each.split()) for each in parts) < 10:
                continue
            article.clauses[at : at + 1] = parts
            self.record.divided.append(clause)
            self._take(clause)
            count -= 1
            if not count:
                return

    def join(self, count: int) -> None:
        """Two clauses of one line become one."""
        for article, at in self._quiet_places():
            both = article.clauses[at - 1 : at + 1]
            if any("\n" in each or each not in self._free for each in both):
                continue
            article.clauses[at - 1 : at + 1] = [" ".join(both)]
            self.record.joined += both
            for each in both:
                self._take(each)
            count -= 1
            if not count:
                return

    def move_articles(self, count: int) -> None:
        """Articles go near the end of the code; all behind their old places are renumbered."""
        for article in self.random.sample(self.articles, count):
            self.blocks.remove(article)
            self.blocks.insert(-_ENDING, article)

    def typography(self) -> None:
        """Quotes, dashes, tone marks, letter case and spaces: nothing that anybody would say."""
        for article in self.articles:
            article.clauses = [_retyped(each, self.random) for each in article.clauses]

    def _take(self, clause: str) -> None:
        self._free -= set(lines_of(clause))

    def _places(self) -> Iterator[tuple[Article, int]]:
        places = [(each, at) for each in self.articles for at in range(len(each.clauses))]
        yield from self.random.sample(places, len(places))

    def _quiet_places(self, count: int = -1) -> Iterator[tuple[Article, int]]:
        """Clauses but the first of articles of which no clause was counted anew or changed."""
        for article, at in self._places():
            lines = [line for each in article.clauses for line in lines_of(each)]
            if at == 0 or id(article) in self._busy or not self._free.issuperset(lines):
                continue
            if not count:
                return
            count -= 1
            self._busy.add(id(article))
            yield article, at


def revised(document: Document, seed: int) -> Revision:
    """A code with a few dozen revisions of every kind."""
    revision = Revision(document, seed)
    revision.add()
    revision.strike(4)
    revision.swap(3)
    revision.divide(3)
    revision.join(3)
    revision.exchange("deadline", _figure(_TIME), 6)
    revision.exchange("number", _figure(_NUMBER), 6)
    revision.exchange("modality", _words(_DUTIES), 6)
    revision.exchange("body", _words(_BODIES), 6)
    revision.exchange("wording", _longer, 6)
    revision.typography()
    revision.move_articles(2)
    return revision


def lines_of(clause: str) -> list[str]:
    return [unlabelled(line) for line in clause.split("\n") if line.strip()]


def unlabelled(line: str) -> str:
    found = _LABEL.match(line)
    return line[found.end() :] if found else line


def _figure(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def change(line: str) -> str | None:
        found = pattern.search(line)
        return f"{line[: found.start()]}9{line[found.start() + 1 :]}" if found else None

    return change


def _words(pairs: tuple[tuple[str, str], ...]) -> Callable[[str], str | None]:
    def change(line: str) -> str | None:
        return next((line.replace(old, new, 1) for old, new in pairs if old in line), None)

    return change


def _longer(line: str) -> str | None:
    words = line.split(" ")
    middle = len(words) // 2
    return " ".join([*words[:middle], "một cách công khai, minh bạch", *words[middle:]])


def _retyped(text: str, chance: random.Random) -> str:
    for old, new in (
        ("“", '"'),
        ("”", '"'),
        (" - ", " – "),
        ("hóa", "hoá"),
        ("ủy", "uỷ"),
        ("; ", ";  "),
    ):
        if chance.random() < 0.5:
            text = text.replace(old, new)
    if chance.random() < 0.2:
        text = text[:1].lower() + text[1:]
    return text.removesuffix(".") + ";" if chance.random() < 0.2 else text


def _blocks(document: Document) -> Iterator[str | Article]:
    """The document from its first article on, article by article."""
    articles = [each for each in document.sections if each.kind is SectionKind.ARTICLE]
    yield document.text[: articles[0].start].strip()
    for at, article in enumerate(articles):
        end = articles[at + 1].start if at + 1 < len(articles) else len(document.text)
        clauses = [each for each in document.sections if each.parent == article.index]
        if _is_plain(document, article, clauses):
            yield Article(
                article.title,
                [unlabelled(document.text[each.start : each.end]) for each in clauses],
            )
            rest = document.text[article.end : end].strip()
        else:
            rest = document.text[article.start : end].strip()
        if rest:
            yield rest


def _is_plain(document: Document, article: Section, clauses: list[Section]) -> bool:
    numbers = [each.label for each in clauses]
    text = document.text[article.start : article.end]
    heading = document.text[article.start : article.body_start].strip()
    return (
        len(clauses) > 1
        and numbers == [f"khoản {at}" for at in range(1, len(clauses) + 1)]
        and clauses[0].start == article.body_start
        and clauses[-1].end == article.end
        and heading == f"{article.label}. {article.title}"
        and not re.search(r"[“\"]\s*(?:Điều|\d)", text)  # it quotes new wordings of other laws
    )
