"""The trainer's desk: saved packs as one caller has them.

Every way to a saved pack goes through here, so a route that forgets about access cannot
show too much: a pack of somebody else, or one with a document outside the caller's
labels, does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.study.access import may_see, stale
from hoidap.api.study.live_store import LiveSession, LiveStore
from hoidap.api.study.making import PackMaking
from hoidap.api.study.schemas import EditsWanted
from hoidap.api.study.store import PackStore, SavedPack, Version
from hoidap.api.study.worker import PackWorker
from hoidap.api.working import WorkState
from hoidap.errors import ConflictError, EditError, NoGenerationError, NotFoundError
from hoidap.retrieval.reading import Reading
from hoidap.study import edits
from hoidap.study.pack import PackRequest, StudyPack

#: Packs of one caller that may wait to be made; each takes seconds.
WAITING_LIMIT = 5
#: Packs that one caller keeps; with all their versions half a gigabyte.
PACK_LIMIT = 100
#: How a version that was brought back is called.
RESTORED = "restore"


@dataclass(frozen=True, slots=True)
class Study:
    """What the server keeps of study packs."""

    packs: PackStore
    live: LiveStore
    worker: PackWorker
    making: PackMaking

    @classmethod
    def open(cls, assistant: Assistant) -> Study:
        """The packs of the assistant's data folder; nothing is made before the worker starts."""
        data = assistant.settings.data
        packs, making = PackStore(data), PackMaking(assistant)
        return cls(packs, LiveStore(data), PackWorker(packs, making), making)

    def close(self) -> None:
        """Stop making packs and close the files."""
        self.worker.stop()
        self.live.close()


class Desk:
    """One owner's packs, of which the caller sees those whose documents he may read."""

    def __init__(self, study: Study, assistant: CallerAssistant, owner: str) -> None:
        """``owner``: whose packs they are (see ``browser``)."""
        self._study = study
        self._assistant = assistant
        self._owner = owner

    def order(self, request: PackRequest) -> SavedPack:
        """Queue the making of a pack.

        Raises EditError when nothing was chosen, ConflictError when too many wait or are
        kept, and NotFoundError for a document that may not be read.
        """
        if not request.documents and not request.topic.strip():
            raise EditError(
                "Neither documents nor a topic were given.",
                "Give one of them.",
                user_message=texts.PACK_NOTHING_CHOSEN,
            )
        self._require_room()
        waiting = self._study.packs.waiting(self._owner)
        if waiting >= WAITING_LIMIT:
            raise ConflictError(
                f"{waiting} packs wait to be made.",
                "Wait until one is done.",
                user_message=texts.DESK_TOO_MANY.format(count=waiting),
            )
        with self._assistant.reading() as reading:
            for document_id in request.documents:
                if not reading.summaries([document_id]):
                    raise NotFoundError(
                        f"There is no document {document_id!r}.", "GET /v1/documents lists."
                    )
        saved = self._study.packs.add(self._owner, self._assistant.caller.labels, request)
        self._study.worker.wake()
        return saved

    def packs(self) -> list[SavedPack]:
        """The packs that the caller may see, the last changed first."""
        saved = self._study.packs.of(self._owner)
        if not saved:
            return []
        with self._reading() as reading:
            return [each for each in saved if self._sees(each, reading)]

    def get(self, pack_id: str) -> SavedPack:
        """A pack.  Raises NotFoundError."""
        saved = self._study.packs.get(pack_id, self._owner)
        with self._reading() as reading:
            if not self._sees(saved, reading):
                raise NotFoundError(
                    f"There is no study pack {pack_id}.", "GET /v1/study-packs lists yours."
                )
        return saved

    def content(self, saved: SavedPack, version: int | None = None) -> StudyPack:
        """A version of a pack, the latest for None.

        Raises ConflictError before it is made and NotFoundError for an unknown version.
        """
        if saved.state is not WorkState.DONE:
            raise ConflictError(
                f"The pack is {saved.state}.", "Wait for it.", user_message=texts.DESK_NOT_READY
            )
        return self._study.packs.content(saved.id, version or saved.version)

    def stale(self, pack: StudyPack) -> tuple[str, ...]:
        """What happened to a pack's documents since."""
        with self._reading() as reading:
            return stale(pack, reading) if reading is not None else ()

    def versions(self, saved: SavedPack) -> list[Version]:
        """The versions that are kept, newest first."""
        return self._study.packs.versions(saved.id)

    def edit(self, saved: SavedPack, wanted: EditsWanted) -> SavedPack:
        """Add a version.  Raises ConflictError when another one was added meanwhile."""
        if wanted.version != saved.version:
            raise ConflictError(
                f"The pack is at version {saved.version}, not {wanted.version}.",
                "Read the latest version and edit that.",
                user_message=texts.DESK_CHANGED,
            )
        base = self.content(saved, wanted.restore)
        checks = self._study.making.checks(self._assistant, self._assistant.caller.labels)
        changed = edits.apply(base, wanted.edits, checks)
        names = [RESTORED] if wanted.restore else []
        names += dict.fromkeys(edit.op for edit in wanted.edits)
        return self._study.packs.save(changed, saved.version, ", ".join(names))

    def duplicate(self, saved: SavedPack) -> SavedPack:
        """A copy with a history of its own.  Raises ConflictError when too many are kept."""
        self._require_room()
        return self._study.packs.add_copy(saved, self.content(saved))

    def delete(self, saved: SavedPack) -> None:
        """Delete a pack with all its versions."""
        self._study.packs.delete(saved.id, self._owner)

    def open_live(self, saved: SavedPack, minutes: int, participants: int) -> LiveSession:
        """Open a live session of the quiz.  Raises ConflictError when there is no quiz."""
        pack = self.content(saved)
        if not pack.quiz:
            raise ConflictError("The quiz is empty.", user_message=texts.LIVE_NO_QUIZ)
        return self._study.live.open(
            self._owner, saved.id, pack.title, pack.quiz, minutes, participants
        )

    def lives(self, saved: SavedPack) -> list[LiveSession]:
        """The live sessions of a pack, newest first."""
        return self._study.live.of_pack(saved.id, self._owner)

    def live(self, saved: SavedPack, session_id: str) -> LiveSession:
        """One of them.  Raises NotFoundError."""
        live = self._study.live.get(session_id, self._owner)
        if live.pack_id != saved.id:
            raise NotFoundError(f"The pack has no live session {session_id!r}.")
        return live

    def _require_room(self) -> None:
        kept = len(self._study.packs.of(self._owner))
        if kept >= PACK_LIMIT:
            raise ConflictError(
                f"{kept} packs are kept.",
                "Delete those that nobody needs.",
                user_message=texts.DESK_FULL.format(count=kept),
            )

    @contextmanager
    def _reading(self) -> Iterator[Reading | None]:
        """The documents; None when nothing was ingested."""
        try:
            with self._assistant.reading() as reading:
                yield reading
        except NoGenerationError:
            yield None

    def _sees(self, saved: SavedPack, reading: Reading | None) -> bool:
        if not saved.partitions:
            return True  # not made yet: it shows nothing but its owner's own words
        if reading is None:
            return False
        return may_see(saved.partitions, reading, self._assistant.caller.labels)
