"""Packs made from the index: what the worker and the editor need of ``hoidap.study``."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from hoidap.answering.assistant import Assistant
from hoidap.api.study.store import SavedPack
from hoidap.api.study.worker import Progress
from hoidap.errors import EditError
from hoidap.retrieval.reading import Reading
from hoidap.study.edits import Checks
from hoidap.study.making import make_pack
from hoidap.study.pack import KeyPoint, QuizItem, Source, StudyPack
from hoidap.study.sources import source_at


@dataclass(frozen=True, slots=True)
class PackMaking:
    """Makes and checks packs with the open index."""

    assistant: Assistant

    def make(self, saved: SavedPack, progress: Progress) -> StudyPack:
        """The pack that ``saved`` asks for, as its owner may read the documents."""
        return make_pack(self.assistant, saved.request, saved.labels, progress)

    def reading(self, saved: SavedPack) -> AbstractContextManager[Reading]:
        """The documents as the pack's owner may read them."""
        return self.assistant.reading(saved.labels)

    def checks(self, reader: Assistant) -> Checks:
        """What editing needs, from what ``reader`` may read."""

        def source(document_id: str, start: int, end: int) -> Source:
            with reader.reading() as reading:
                document = reading.document(document_id)
            end_ = min(end, len(document.text))
            return source_at(document, min(start, end_ - 1), end_)

        def another(pack: StudyPack, old: QuizItem, seed: int) -> QuizItem:
            raise EditError(f"No other item for {old.id} of {pack.id} with the seed {seed}.")

        return Checks(_unchecked, _unchecked, another, source)


def _unchecked(changed: KeyPoint | QuizItem) -> str:
    return changed.flag
