"""The material of a pack: which stretches of which documents it is made from.

The trainer names documents, or sections of them, or a topic in words.  A topic
is searched like a question; what is far below the best passage or shares few of
the topic's words is left out.  Each document is then cut into stretches, the
headings of the outline: at first its outermost sections; as long as all of them
are still few enough for the time, the largest one is split into its parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.domain import APPARATUS, Document, Section, SectionKind
from hoidap.errors import NotFoundError, QuestionError
from hoidap.retrieval.query import Scope
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.study.headings import heading_of
from hoidap.study.pack import PackRequest
from hoidap.vietnamese.normalisation import match_form

#: Passages looked at for a topic: about as many as a session has room for.
PASSAGES: Final = 40
#: Passages of the shipped corpus that are about something else begin this far below the best.
BELOW_BEST: Final = 8.0
#: Share of the topic's words that a passage or its heading must hold.
COVERED: Final = 0.5
#: A topic is drawn from at most so many documents: a session cannot take in more.
MOST_DOCUMENTS: Final = 8
#: Minutes that one heading of the outline needs, hence how many there may be.
MINUTES_PER_HEADING: Final = 3
#: Fewer headings than this say nothing about a document's structure.
LEAST_HEADINGS: Final = 6
#: A stretch of fewer words is a heading without text.
LEAST_WORDS: Final = 6

#: Sections that can be headings of an outline.
_HEADINGS: Final = frozenset(
    {
        *(SectionKind.PART, SectionKind.CHAPTER, SectionKind.DIVISION, SectionKind.SUBDIVISION),
        *(SectionKind.ARTICLE, SectionKind.ROMAN, SectionKind.HEADING, SectionKind.TURN),
        *(SectionKind.ATTACHMENT, SectionKind.APPENDIX),
    }
)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One heading's worth of a document: ``document.text[start:end]`` of ``section``."""

    document: Document
    section: Section
    start: int
    end: int

    @property
    def title(self) -> str:
        """What the outline calls it."""
        return heading_of(self.document, self.section)

    @property
    def text(self) -> str:
        """Its text, heading included."""
        return self.document.text[self.start : self.end]

    @property
    def words(self) -> int:
        """Number of syllables."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Material:
    """What a pack is made from; documents in the trainer's order, stretches in reading order."""

    documents: tuple[Document, ...]
    stretches: tuple[Stretch, ...]
    topic: str = ""


def choose_material(
    assistant: Assistant, reading: Reading, request: PackRequest, labels: Sequence[str]
) -> Material:
    """The material for a request.

    Raises NotFoundError when a document or section may not be read or nothing
    is found on the topic, QuestionError when neither documents nor topic are given.
    """
    topic = request.topic.strip()
    if not topic and not request.documents:
        raise QuestionError(
            "A study pack needs documents or a topic.",
            "Send `documents` or `topic`.",
            user_message=texts.PACK_NOTHING_CHOSEN,
        )
    most = max(LEAST_HEADINGS, request.minutes // MINUTES_PER_HEADING)
    if topic:
        found = _on_topic(
            assistant, topic, Scope(documents=request.documents, labels=tuple(labels))
        )
        chosen = {document: tuple(sections) for document, sections in found.items()}
    else:
        chosen = {each: request.sections.get(each, ()) for each in request.documents}
    documents = tuple(reading.document(each) for each in chosen)
    share = max(2, most // max(1, len(documents)))
    stretches = [
        stretch
        for document in documents
        for stretch in cut_stretches(document, chosen[document.id], most if not topic else share)
    ]
    if not stretches:
        raise _nothing_on(topic or ", ".join(chosen))
    return Material(documents, tuple(stretches), topic)


def cut_stretches(document: Document, chosen: Sequence[int], most: int) -> list[Stretch]:
    """The outermost sections (or the ``chosen`` ones), split as far as ``most`` allows.

    Raises NotFoundError when the document has no section with a chosen index.
    """
    for index in chosen:
        if not 0 <= index < len(document.sections):
            raise NotFoundError(
                f"{document.id} has no section {index}.", "GET /v1/documents/{id} lists them."
            )
    roots = [document.sections[index] for index in sorted(set(chosen))] or [
        each for each in document.sections if each.parent is None
    ]
    inside = {each.index for each in roots}
    pieces = [
        Stretch(document, each, each.start, each.end)
        for each in roots
        if each.parent not in inside and each.kind not in APPARATUS
    ]
    split: set[int] = set()
    while True:
        widest = max(
            (each for each in pieces if each.section.index not in split),
            key=lambda each: each.end - each.start,
            default=None,
        )
        if widest is None:
            break
        split.add(widest.section.index)
        parts = _parts(widest)
        if parts and len(pieces) - 1 + len(parts) <= most:
            at = pieces.index(widest)
            pieces[at : at + 1] = parts
    return [each for each in pieces if _has_text(each)]


def _parts(stretch: Stretch) -> list[Stretch]:
    """The sections below a stretch, and its own text before them."""
    document = stretch.document
    children = [
        each
        for each in document.sections
        if each.parent == stretch.section.index and each.kind in _HEADINGS
    ]
    if not children:
        return []
    own = Stretch(document, stretch.section, stretch.start, children[0].start)
    parts = [Stretch(document, each, each.start, each.end) for each in children]
    return [own, *parts] if _has_text(own) else parts


def _has_text(stretch: Stretch) -> bool:
    body = stretch.document.text[max(stretch.start, stretch.section.body_start) : stretch.end]
    return len(body.split()) >= LEAST_WORDS


def _on_topic(assistant: Assistant, topic: str, scope: Scope) -> dict[str, dict[int, None]]:
    """Indices of the sections that speak of a topic, by document, the nearest first.

    Raises NotFoundError when there are none.
    """
    found = assistant.search(topic, scope, limit=PASSAGES).passages
    best = found[0].score if found else 0.0
    words = set(_WORD.findall(match_form(topic)))
    chosen: dict[str, dict[int, None]] = {}
    for each in found:
        if each.score < best - BELOW_BEST or _covered(each, words) <= COVERED:
            continue
        if each.passage.document_id in chosen or len(chosen) < MOST_DOCUMENTS:
            sections = chosen.setdefault(each.passage.document_id, {})
            sections[each.passage.section] = None
    if not chosen:
        raise _nothing_on(topic)
    return chosen


def _covered(ranked: RankedPassage, words: set[str]) -> float:
    """Share of the words that a passage or its context holds."""
    held = set(_WORD.findall(match_form(ranked.passage.embedded_text)))
    return len(words & held) / len(words) if words else 1.0


def _nothing_on(topic: str) -> NotFoundError:
    return NotFoundError(
        f"Nothing was found on {topic!r}.",
        "Use other words, or choose documents.",
        user_message=texts.PACK_NOTHING_FOUND.format(topic=topic),
    )
