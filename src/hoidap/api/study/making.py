"""Packs made from the index: what the worker and the editor need of ``hoidap.study``."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.api.study.store import SavedPack
from hoidap.api.study.worker import Progress
from hoidap.errors import EditError
from hoidap.retrieval.reading import Reading
from hoidap.study.checking import check_item
from hoidap.study.edits import Checks, sources_of
from hoidap.study.making import make_pack, regenerate_item
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

    def checks(self, reader: Assistant, labels: Sequence[str]) -> Checks:
        """What editing needs, from what ``reader``, a caller with ``labels``, may read."""

        def source(document_id: str, start: int, end: int) -> Source:
            with reader.reading() as reading:
                document = reading.document(document_id)
            last = min(end, len(document.text))
            if start >= last:
                raise EditError(
                    f"{document_id} has no text from {start} to {end}.",
                    "Give a range of its text.",
                    user_message=texts.EDIT_NO_TEXT,
                )
            return source_at(document, start, last)

        def check(changed: KeyPoint | QuizItem) -> str:
            with reader.reading() as reading:
                found = {each.document_id for each in sources_of(changed)}
                known = reading.summaries(sorted(found))
                documents = {each: reading.document(each).text for each in known}
            return check_item(changed, documents)

        def another(pack: StudyPack, old: QuizItem, seed: int) -> QuizItem:
            return regenerate_item(self.assistant, pack, old.id, seed, labels)

        return Checks(check, check, another, source)
