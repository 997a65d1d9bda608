"""What a language model adds to a pack, where the site has one: a summary and questions.

Both are written from the outline's key points, the first ones of every section before
further ones, and come with the exact ranges that they rest on.  What does not agree with
its range never gets here (``answering.generative.study_material``); a silent model adds
nothing, and the pack is as complete as without one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.answering.generative import evidence
from hoidap.answering.generative.study_material import StudyMaterial
from hoidap.domain import Document, Engine
from hoidap.errors import ModelError
from hoidap.study.material import Material
from hoidap.study.pack import Discussion, KeyPoint, OutlineSection
from hoidap.study.sources import source_at

logger = logging.getLogger(__name__)

#: Key points that a model is given at most; small models lose track of more.
MOST_POINTS: Final = 12
#: Questions for discussion that a model adds at most.
QUESTIONS: Final = 3


class Written(NamedTuple):
    """What was written and checked."""

    summary: tuple[KeyPoint, ...] = ()
    questions: tuple[Discussion, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must know about it."""
        count = len(self.questions)
        notes = [texts.NOTE_WRITTEN_SUMMARY] if self.summary else []
        if count:
            notes.append(texts.NOTE_WRITTEN_QUESTIONS.format(count=count))
        return tuple(notes)


def writer_of(assistant: Assistant) -> StudyMaterial | None:
    """The site's model, unless it answers from the documents alone or cannot be loaded."""
    if Engine(assistant.settings.engine) is Engine.EXTRACTIVE:
        return None
    try:
        return assistant.study_material()
    except ModelError as error:
        logger.warning("study packs are made without the language model: %s", error)
        return None


def write(
    writer: StudyMaterial,
    material: Material,
    outline: Sequence[OutlineSection],
    asked: Sequence[Discussion],
) -> Written:
    """A summary of the outline, and questions beside those that are ``asked`` already."""
    documents = {document.id: document for document in material.documents}
    points = [point for point in _chosen(outline) if point.source.document_id in documents]
    sources = [_passage(point, documents) for point in points]
    if not sources:
        return Written()
    summary = []
    for place, checked in enumerate(writer.summary(sources), start=1):
        first, *further = (
            source_at(
                documents[sources[each.passage].document_id],
                sources[each.passage].start + each.start,
                sources[each.passage].start + each.end,
            )
            for each in checked.support
        )
        summary.append(
            KeyPoint(id=f"w{place}", text=checked.text, source=first, also=tuple(further))
        )
    taken = {each.question for each in asked}
    questions = [
        Discussion(
            id=f"d{len(asked) + place}",
            question=each.question,
            sources=(points[each.passage].source,),
        )
        for place, each in enumerate(writer.questions(sources, QUESTIONS), start=1)
        if each.question not in taken
    ]
    return Written(tuple(summary), tuple(questions))


def _chosen(outline: Sequence[OutlineSection]) -> Iterator[KeyPoint]:
    """The first points of all sections, then the second ones, and so on; in the outline's order."""
    rounds = zip_longest(*(section.points for section in outline))
    first = [point for point in chain.from_iterable(rounds) if point is not None][:MOST_POINTS]
    kept = {point.id for point in first}
    return (point for section in outline for point in section.points if point.id in kept)


def _passage(point: KeyPoint, documents: dict[str, Document]) -> evidence.Source:
    source = point.source
    return evidence.Source(
        document_id=source.document_id,
        metadata=documents[source.document_id].metadata,
        locator=source.locator,
        start=source.start,
        text=evidence.disarmed(source.quote),
    )
