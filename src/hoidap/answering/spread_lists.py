"""Lists that no sentence opens: what each of a document's provisions forbids.

"Quy định 37 cấm những gì?" is answered by the sentences of sibling provisions that
forbid something, in their order, not by one sentence that speaks of the ban.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import Range, evidence_of
from hoidap.domain import Document, Section
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

#: What is asked: all that is forbidden, and nothing besides.
_ASKS_BANS: Final = re.compile(
    r"(?:,\s*)?(?:đảng viên |cán bộ |công chức )*(?:nghiêm )?"
    r"(?:cấm|không (?:được|cho|cho phép))(?: phép)?(?: đảng viên| cán bộ| công chức)*(?: làm)?"
    r"(?: những| các)?(?: việc| điều| hành vi)?(?: gì| nào)\s*\??"
)
#: The same by a title: "Những điều đảng viên không được làm là gì?"
_ASKS_TITLE: Final = re.compile(
    r"(?:hãy )?(?:nêu |kể |kể ra |liệt kê )?(?:những|các|\d+) (?:điều|việc|hành vi)"
    r"(?: (?!không)\w+){0,3} (?:bị )?(?:nghiêm )?(?:cấm|không được)(?: làm)?"
    r"(?: (?:là|gồm|bao gồm|có)(?: những| các)?(?: điều| việc| hành vi)? (?:gì|nào))?\s*[?.]?"
)
_FORBIDS: Final = re.compile(r"\b(?:cấm|không được|không cho)\b")
#: Provisions that make a list, and the most that are shown: an answer is read on a screen.
_LEAST: Final = 3
_MOST: Final = 25


def spread_list(reading: Reading, query: Query) -> list[Evidence]:
    """The sentences that forbid, a provision after the other; none where they make no list."""
    asked = " ".join(match_form(query.bare_text).split()).strip(" ,")
    if len(query.mentioned) != 1 or not (
        _ASKS_BANS.fullmatch(asked) or _ASKS_TITLE.fullmatch(match_form(query.asked_text).strip())
    ):
        return []
    document = reading.document(query.mentioned[0])
    siblings: dict[tuple[int | None, str], list[list[Evidence]]] = defaultdict(list)
    for section in _leaves(document):
        forbidden = list(_forbidding(document, section))
        if forbidden:
            siblings[section.parent, section.kind.value].append(forbidden)
    longest = max(siblings.values(), key=len, default=[])
    if not _LEAST <= len(longest) <= _MOST:
        return []
    return [each for provision in longest for each in provision]


def _leaves(document: Document) -> Iterator[Section]:
    """Sections that hold no others."""
    parents = {section.parent for section in document.sections}
    return (section for section in document.sections if section.index not in parents)


def _forbidding(document: Document, section: Section) -> Iterator[Evidence]:
    text = document.text[section.start : section.end]
    heading = text.find("\n") if section.title else -1
    for start, end in split_sentences(text):
        if start > heading and _FORBIDS.search(match_form(text[start:end])):
            place = Range(section.start + start, section.start + end)
            yield evidence_of(document, place, section.locator)
