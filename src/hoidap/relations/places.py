"""Where in a document a relation's object stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hoidap.domain import Document, Section
from hoidap.relation import Change, Relation


class Place(NamedTuple):
    """A range of a document's text."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a range has a character in common with it."""
        return self.start < end and start < self.end


def sections_named(document: Document, locators: Iterable[str]) -> dict[str, Section]:
    """The sections of a document by locator, the first of each; others are left out."""
    wanted = {locator for locator in locators if locator}
    found: dict[str, Section] = {}
    for section in document.sections:
        if section.locator in wanted:
            found.setdefault(section.locator, section)
    return found


def places_changed(document: Document, relation: Relation, section: Section) -> Sequence[Place]:
    """The ranges of ``section`` that a relation changes; none where nothing of it is meant.

    A part ("tên", "đoạn mở đầu") is what stands above the first section inside; of words
    that go each occurrence counts.
    """
    whole = Place(section.start, section.end)
    if relation.words and relation.change in {Change.REPLACES_WORDS, Change.REPEALS}:
        return _occurrences(document.text, relation.words, whole)
    if relation.part:
        inside = [each.start for each in document.sections if each.parent == section.index]
        return [Place(section.start, min(inside, default=section.end))]
    return [whole]


def _occurrences(text: str, words: Sequence[str], within: Place) -> list[Place]:
    found = []
    for each in filter(None, words):
        at = text.find(each, within.start, within.end)
        while at >= 0:
            found.append(Place(at, at + len(each)))
            at = text.find(each, at + len(each), within.end)
    return sorted(found)


def enclosing(locator: str) -> str:
    """The place around a locator: "khoản 3 Điều 5" of "điểm k khoản 3 Điều 5"; "" of an article.

    What is added to a document stands in no section of its own there, only around.
    """
    words = locator.split(" ")
    return " ".join(words[2:])


def within(text: str, whole: Place, provision: str, locator: str) -> Place | None:
    """The part of a new wording of ``provision`` that is the place inside it named ``locator``.

    ``whole`` is the range of the wording; "điểm b khoản 2 Điều 8" is sought in a wording of
    "Điều 8" as the "b)" below the "2.".  None where the wording has no such part.
    """
    if not locator.casefold().endswith(f" {provision.casefold()}"):
        return None
    place = whole
    inner = locator[: -len(provision)].split()
    for mark in reversed(inner[1::2]):
        found = _numbered(text, place, mark)
        if found is None:
            return None
        place = found
    return place


def _numbered(text: str, place: Place, mark: str) -> Place | None:
    """The lines from the one that begins with a mark to the next mark of its kind."""
    kind = r"\d+[a-zđ]?\s*\." if mark[0].isdigit() else r"[a-zđ]\d?\s*\)"
    begins = re.compile(rf"^[“\"]?[ \t]*{re.escape(mark)}[ \t]*[.)]", re.MULTILINE)
    start = begins.search(text, place.start, place.end)
    if start is None:
        return None
    following = re.compile(rf"^[ \t]*{kind}", re.MULTILINE).search(text, start.end(), place.end)
    end = following.start() if following else place.end
    return Place(start.start(), start.start() + len(text[start.start() : end].rstrip()))
