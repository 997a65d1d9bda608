"""Headings that name their level: Phần, Chương, Mục, Tiểu mục, Điều.

A heading stands on its own line.  What follows the number decides whether the line
is a heading or a sentence that begins with a reference ("Điều 5 của Luật này quy
định ..."): nothing, a separator and a title, or a title in capitals.  Titles stand
in the same line ("Chương I: NHỮNG QUY ĐỊNH CHUNG") or in the next one or ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.domain import SectionKind
from ingest.structure.lines import Line
from ingest.structure.numbering import Ordinal, arabic, roman, word

_WORD = r"(?:nhất|nhì|một|mốt|hai|ba|tư|bốn|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi)"

_DIVISION = re.compile(
    rf"(?P<kind>phần|chương|tiểu mục|mục)\s+"
    rf"(?:thứ\s+(?P<word>{_WORD}(?:\s+{_WORD})*)"
    r"|(?P<roman>(?-i:[IVXLC]+))(?P<roman_suffix>(?-i:[a-zđ])?)"
    r"|(?P<arabic>\d{1,3}[a-zđ]?))(?!\w)"
    r"(?P<separator>\s*[.:\-–—/]|)\s*(?P<rest>.*)",
    re.IGNORECASE,
)

#: Ð (U+00D0) is a common misprint for Đ (U+0110).
_ARTICLE = re.compile(
    r"[ĐÐ](?:iều|IỀU)\s+(?:thứ\s+)?(?P<number>\d{1,4}[a-zđ]?)(?!\w)"
    r"(?P<separator>\s*[.:]|\s*[\-–—](?=\s)|)\s*(?P<rest>.*)"
)

_KINDS = {
    "phần": SectionKind.PART,
    "chương": SectionKind.CHAPTER,
    "mục": SectionKind.DIVISION,
    "tiểu mục": SectionKind.SUBDIVISION,
}

#: Longer lines are sentences: the longest title among six codes has 224 characters.
_HEADING_CHARACTERS = 400

#: A title in capitals may run over this many lines; more is a text in capitals.
_TITLE_LINES = 4

#: Longest next line taken for the title of a bare "Chương I" or "Điều 1".
_NEXT_LINE_CHARACTERS = 200

#: Share of capitals that makes a line "in capitals" (digits and small words may occur).
_CAPITALS = 0.8


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading: ``rest`` is what follows its number in the line."""

    kind: SectionKind
    label: str
    ordinal: Ordinal
    rest: str


@dataclass(frozen=True, slots=True)
class Title:
    """A heading's title and the offset where the text below it begins."""

    text: str
    body_start: int


def read_heading(text: str) -> Heading | None:
    """The heading that a line is, or None."""
    if (match := _ARTICLE.fullmatch(text)) is not None:
        if not match["separator"] and match["rest"]:
            return None
        number = match["number"]
        return Heading(SectionKind.ARTICLE, f"Điều {number}", arabic(number), match["rest"])
    if len(text) > _HEADING_CHARACTERS or (match := _DIVISION.fullmatch(text)) is None:
        return None
    rest = match["rest"]
    if rest and not match["separator"] and not in_capitals(rest):
        return None
    if rest.endswith((";", ",")):
        return None
    return _division(match)


def _division(match: re.Match[str]) -> Heading | None:
    kind = match["kind"].lower()
    name = kind.capitalize()
    try:
        if match["word"]:
            label = f"{name} thứ {match['word'].lower()}"
            ordinal = Ordinal(word(match["word"]))
        elif match["roman"]:
            suffix = match["roman_suffix"]
            label = f"{name} {match['roman']}{suffix}"
            ordinal = Ordinal(roman(match["roman"]), arabic(f"1{suffix}").suffix)
        else:
            label = f"{name} {match['arabic'].lower()}"
            ordinal = arabic(match["arabic"].lower())
    except ValueError:
        return None
    return Heading(_KINDS[kind], label, ordinal, match["rest"])


def in_capitals(text: str) -> bool:
    """Whether a text is printed in capitals."""
    letters = sum(map(str.isalpha, text))
    return letters >= 2 and sum(map(str.isupper, text)) >= _CAPITALS * letters


def ends_sentence(text: str) -> bool:
    """Whether a line ends as running text does, and a title does not."""
    return text.rstrip("”\"’') ").endswith((".", ";", ":", ",", "!", "?"))


def title_of(heading: Heading, lines: Sequence[Line], index: int, following: int) -> Title:
    """The title of the heading in line ``index``; the next heading is line ``following``.

    An article whose number is followed by a sentence has no title: its text begins
    behind the number.
    """
    if heading.kind is SectionKind.ARTICLE:
        return _article_title(heading, lines, index, following)
    return title_below(heading.rest, lines, index, following)


def title_below(rest: str, lines: Sequence[Line], index: int, following: int) -> Title:
    """A title that begins with ``rest`` in line ``index`` and may go on in capitals below it."""
    parts = [rest] if rest else []
    next_line = index + 1
    while next_line < following and len(parts) < _TITLE_LINES and not lines[next_line].quoted:
        text = lines[next_line].text
        plain_title = not parts and not ends_sentence(text) and len(text) <= _NEXT_LINE_CHARACTERS
        if not (in_capitals(text) or (plain_title and next_line + 1 <= following)):
            break
        parts.append(text)
        next_line += 1
    return Title(" ".join(parts), _start_of(lines, next_line))


def _article_title(heading: Heading, lines: Sequence[Line], index: int, following: int) -> Title:
    line = lines[index]
    rest_start = line.end - len(heading.rest)
    has_text_below = index + 1 < following
    if not has_text_below:
        return Title("", rest_start)
    below = lines[index + 1]
    if not heading.rest:
        titled = (
            index + 2 < following
            and len(below.text) <= _NEXT_LINE_CHARACTERS
            and not ends_sentence(below.text)
            and not below.text[0].isdigit()
        )
        return Title(below.text, _start_of(lines, index + 2)) if titled else Title("", below.start)
    if ends_sentence(heading.rest) or len(heading.rest) > _HEADING_CHARACTERS:
        return Title("", rest_start)
    if _goes_on(below.text) and index + 2 < following:
        return Title(f"{heading.rest} {below.text}", _start_of(lines, index + 2))
    return Title(heading.rest, below.start)


def _goes_on(text: str) -> bool:
    """Whether a line is the rest of a title that a page was too narrow for."""
    numbered = re.match(r"[a-zđ]\d*\s?[).\-–/]", text) is not None
    short = len(text) <= _NEXT_LINE_CHARACTERS
    return text[0].islower() and short and not numbered and not ends_sentence(text)


def _start_of(lines: Sequence[Line], number: int) -> int:
    return lines[number].start if number < len(lines) else lines[-1].end
