"""Questions about a whole document: what it is about, which chapters it has, how many.

No passage answers "Bộ luật Lao động gồm những chương nào?"; its structure does.  A law
shows the headings of its parts or chapters, a short document without any those of its
articles; a digest or a web page shows under each heading its first sentence, with the
list that the sentence opens, and where one heading says that it holds the main content,
that section alone.  Numbers are counted in the structure and told in a notice, beside
the headings that were counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hoidap import texts
from hoidap.answering.citations import Evidence
from hoidap.answering.enumerations import enumeration_at
from hoidap.answering.evidence import Range, evidence_of, holding
from hoidap.answering.naming import document_name
from hoidap.domain import Document, Kind, Notice, Section, SectionKind
from hoidap.questions.intents import SURE, Intent
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import in_scope
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

#: Headings shown at most: more are a table of contents, not an answer.
MOST: Final = 40
#: Longest section with the main content that is shown whole, in characters.
LONGEST: Final = 2000
#: What is asked of a document as a whole.
_WHOLE: Final = (Intent.OUTLINE, Intent.SUMMARY, Intent.SIZE)
#: Of a document that is named little else is asked in such words: less certainty will do.
LEAST: Final = 0.4
_COUNTED: Final = {
    "chương": SectionKind.CHAPTER,
    "phần": SectionKind.PART,
    "mục": SectionKind.DIVISION,
    "điều": SectionKind.ARTICLE,
}
#: What is left of "quy định những gì": with a digest "yêu cầu những gì" asks for demands.
_NOTHING: Final = "những gì"
_MAIN: Final = re.compile(r"nội dung (?:chính|cơ bản|chủ yếu)")
#: Sections that tell what a digest is, not what its document says.
_ASIDE: Final = frozenset({"nhận dạng văn bản", "quan hệ với văn bản khác"})


@dataclass(frozen=True, slots=True)
class Outline:
    """The evidence for a question about a whole document, and what was counted."""

    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...] = ()
    certainty: float = SURE  # that this is what is asked for


def find_outline(reading: Reading, query: Query) -> Outline | None:
    """What a question about a whole document is answered by; None for other questions."""
    asked = query.intents.asked(_WHOLE, LEAST)
    words = words_of(query.bare_text)
    nothing = " ".join(words) == _NOTHING
    if len(query.mentioned) != 1 or query.provisions or not (asked or nothing):
        return None
    document = reading.document(query.mentioned[0])
    about = document.metadata
    if nothing and about.digest:
        return None
    if about.kind is Kind.INTERVIEW or not in_scope(about, document.id, query.scope):
        return None
    certainty = query.intents.certainty(asked[0]) if asked else SURE
    counts = Intent.SIZE in asked
    kinds = [each for each in _COUNTED if each in words and Intent.SUMMARY not in asked]
    if counts or kinds:
        return _of_kinds(document, kinds, told=counts, certainty=certainty)
    evidence = [evidence_of(document, place, "") for place in _places(document)][:MOST]
    return Outline(tuple(evidence), certainty=certainty) if evidence else None


def _of_kinds(
    document: Document, kinds: Sequence[str], *, told: bool, certainty: float
) -> Outline | None:
    """The headings of all sections of some kinds; None where there are none of one of them."""
    found = [_of_kind(document, each, told=told) for each in kinds]
    if not all(found):
        return None
    outlines = [each for each in found if each]
    evidence = tuple(each for one in outlines for each in one.evidence)
    notices = tuple(each for one in outlines for each in one.notices)
    return Outline(evidence, notices, certainty) if evidence else None


def _of_kind(document: Document, what: str, *, told: bool) -> Outline | None:
    """The headings of all sections of a kind; of very many the first and the last."""
    if document.metadata.digest:
        return None  # it has only some of them
    found = [each for each in document.sections if each.kind is _COUNTED[what]]
    if not found:
        return None
    shown = found if len(found) <= MOST else [found[0], found[-1]]
    text = texts.COUNTED.format(
        document=document_name(document.metadata), count=len(found), what=what
    )
    notices = (Notice("counted", text),) if told or len(shown) < len(found) else ()
    headings = ((each, heading_range(document, each)) for each in shown)
    evidence = (evidence_of(document, place, each.locator) for each, place in headings)
    return Outline(tuple(evidence), notices)


def _places(document: Document) -> Iterator[Range]:
    """What shows the document's content: headings, or under each its first sentence."""
    parts = _top(document.sections, (SectionKind.PART, SectionKind.CHAPTER, SectionKind.ROMAN))
    if len(parts) > 1:
        yield from (heading_range(document, each) for each in parts)
        return
    headings = _top(document.sections, (SectionKind.HEADING,))
    main = [each for each in headings if _MAIN.search(match_form(each.title))]
    telling = [each for each in headings if match_form(each.title) not in _ASIDE]
    if telling:
        for each in main or telling:
            yield from _opening(document, each, whole=bool(main))
        return
    articles = _top(document.sections, (SectionKind.ARTICLE,))
    if len(articles) > 1 and all(each.title for each in articles):
        yield from (heading_range(document, each) for each in articles)


def _top(sections: Sequence[Section], kinds: Sequence[SectionKind]) -> list[Section]:
    """Sections of the first of these kinds that there is, inside no other of them."""
    for kind in kinds:
        found = [each for each in sections if each.kind is kind and each.parent is None]
        if found:
            return found
    return []


def heading_range(document: Document, section: Section) -> Range:
    """A section's label and title, without what follows."""
    end = section.body_start if section.body_start > section.start else section.end
    text = document.text[section.start : end].rstrip()
    if section.body_start <= section.start:
        text = text.partition("\n")[0]
    return Range(section.start, section.start + len(text))


def _opening(document: Document, section: Section, *, whole: bool) -> Iterator[Range]:
    """The headings in a section; else its first sentence with the list that it opens, or all."""
    inside = [each for each in document.sections if each.parent == section.index and each.title]
    if len(inside) > 1:
        yield from (heading_range(document, each) for each in inside)
        return
    text = document.text[section.body_start : section.end]
    body = split_sentences(text)
    if not body:
        return
    if whole and len(text) <= LONGEST:
        yield Range(section.body_start + body[0][0], section.body_start + body[-1][1])
        return
    start, end = (section.body_start + offset for offset in body[0])
    listed = enumeration_at(document, start, end)
    yield Range(start, listed.end if listed and listed.start == start else end)


def places_of(reading: Reading, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """The headings of the articles that evidence stands in: "ở điều nào?"."""
    for each in evidence:
        document = reading.document(each.document_id)
        for section in holding(document.sections, Range(each.start, each.end)):
            if section.kind is SectionKind.ARTICLE and section.title:
                place = heading_range(document, section)
                yield evidence_of(document, place, section.locator)
