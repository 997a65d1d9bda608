"""Who made an interview: a byline at its end, below its headline or in its sapo.

A byline says so ("Thái Cảnh (thực hiện)"), or is a name alone on its line, perhaps beside
the paper and the day: "YÊN NHI - 22/05/2025 16:40".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hoidap.vietnamese.dates import find_dates
from ingest.structure.interview_lines import DATE_WORDS, TIME, InterviewLine, byline
from ingest.structure.interview_people import (
    CAPITALISED,
    Person,
    find_newspaper,
    looks_like_name,
)

_MADE_BY: Final = re.compile(r"\(?\s*thực hiện\s*\)?\.?")
#: A byline below the headline stands within this many lines.
_HEAD_LINES: Final = 6
#: Lines of the head with more characters are sentences.
_LONGEST_BYLINE: Final = 100
_PARTS: Final = re.compile(r"\s*[|,;]\s*|\s+[-–—]\s+|\s+và\s+")
_REPORTER: Final = re.compile(
    rf"\b(?:[Pp]hóng viên|PV) (?P<name>{CAPITALISED}(?: {CAPITALISED}){{1,3}})(?![\w:])"
)


def find_interviewer(
    end: Sequence[InterviewLine], lead: Sequence[InterviewLine], people: Sequence[Person]
) -> str | None:
    """The byline of an article from its end and its lead-in; ``people`` are who may answer."""
    for lines in (end, lead[1:]):
        for index in range(len(lines)):
            if name := byline_at(lines, index):
                return name
    if end and (name := _lone_name(end[-1].text)):
        return name
    return _below_headline(lead, people) or _reporter(lead)


def byline_at(lines: Sequence[InterviewLine], index: int) -> str | None:
    """The byline at a line, which may have its "(thực hiện)" on the line below."""
    below = lines[index + 1].form if index + 1 < len(lines) else ""
    if _MADE_BY.fullmatch(below) and (name := _lone_name(lines[index].text)):
        return name
    return byline(lines[index])


def ends_in_signature(lines: Sequence[InterviewLine], start: int) -> bool:
    """Whether the text ends in a lone name, the author's."""
    return len(lines) > start and _lone_name(lines[-1].text) is not None


def _lone_name(text: str) -> str | None:
    words = text.strip(" .").split()
    if text.isupper() and not looks_like_name(text):
        return None  # "BAN BẠN ĐỌC" is a desk
    if 1 < len(words) <= 4 and all(word.isalpha() and word[0].isupper() for word in words):
        name = " ".join(words)
        return name.title() if name.isupper() else name
    return None


def _below_headline(lead: Sequence[InterviewLine], people: Sequence[Person]) -> str | None:
    for line in lead[1:_HEAD_LINES]:
        if len(line.text) > _LONGEST_BYLINE or line.text.endswith((".", "?", "!", ":")):
            continue
        parts = [part for part in _PARTS.split(_undated(line)) if re.search(r"\w", part)]
        parts = [part for part in parts if find_newspaper([part]) is None]
        names = [name for part in parts if (name := _written_name(part)) is not None]
        known = any(person.is_called(name) for person in people for name in names)
        if names and len(names) == len(parts) and not known:
            return ", ".join(names)
    return None


def _written_name(part: str) -> str | None:
    """A name in a byline, set in capitals or not: "YÊN NHI", "Linh Đan thực hiện"."""
    words = re.sub(r"\s*\(?(?:thực hiện|ghi)\)?$", "", part.strip(" .")).split()
    if part.isupper():
        words = [word.capitalize() for word in words]
    return _lone_name(" ".join(words))


def _undated(line: InterviewLine) -> str:
    """A line without its day, its hour and the words around them."""
    text = TIME.sub(" ", line.text)
    for hit in reversed(find_dates(text)):
        text = f"{text[: hit.start]}|{text[hit.end :]}"
    return re.sub(DATE_WORDS.pattern, "", text, flags=re.IGNORECASE)


def _reporter(lead: Sequence[InterviewLine]) -> str | None:
    """Whoever the sapo names as the reporter that asks."""
    for line in lead:
        if found := _REPORTER.search(line.text):
            return found["name"]
    return None
