"""What becomes of a document that was read: a new one, another path of one, or a reprint.

* The same id and the same content: one document with one path more.
* The same id, written by somebody, and other content: an error, because only
  people can say which is meant.
* The same id made from number or file name, and other content: it gets an id of
  its own.  Two districts number their decisions alike, and every folder has a
  ``phu-luc.docx``; none of them may be lost.
* What was uploaded: an id of its own in any case (see ``_uploaded_id``).
* Another id but the same text (``likeness``): the better-sourced of both answers,
  the other is its reprint and only adds what it alone says.

Documents that belong to files still to be read in this run, or that vanished, do
not stand in anybody's way: what counts is what the files hold now.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from hoidap.domain import Document
from hoidap.embedding.embedder import Embedder
from hoidap.errors import DuplicateIdError
from hoidap.index.draft import GenerationDraft
from hoidap.index.source import file_of, marked_id, upload_place
from ingest.documents import ReadDocument, content_hash
from ingest.embedding_queue import EmbeddingQueue
from ingest.holdings import Holdings
from ingest.likeness import Repeated, better_sourced, fingerprint, is_reprint
from ingest.passages import split_passages


@dataclass(frozen=True, slots=True)
class Placed:
    """A document as it was placed; ``notes`` are for the report."""

    document: Document
    passages: int
    notes: tuple[str, ...] = ()


class Placement:
    """Places documents in one draft."""

    def __init__(
        self,
        draft: GenerationDraft,
        queue: EmbeddingQueue,
        holdings: Holdings,
        embedder: Embedder,
        disregarded: Collection[str],
        name: Callable[[str], str],
    ) -> None:
        """``disregarded``: files whose documents do not count; it changes during the run.

        ``name`` tells how people are told of a path.
        """
        self._name = name
        self._draft = draft
        self._queue = queue
        self._holdings = holdings
        self._embedder = embedder
        self._disregarded = disregarded

    def place(self, read: ReadDocument, path: str, *, collected: bool) -> Placed:
        """Queue a document for writing.

        Documents of a collection (``collected``) stay as they are, however alike.
        Raises DuplicateIdError when its id was written for another document too.
        """
        document_id = self._uploaded_id(read.document.id, path)
        document = replace(read.document, id=document_id, paths=(self._name(path),))
        others = self._holders(document.id, path)
        if not others:
            return self._put(document) if collected else self._place_among_alike(document, path)
        namesake = self._queue.document(document.id)
        if namesake.content_hash == document.content_hash:
            return self._join(namesake, path, others)
        if read.named and upload_place(path) is None:
            raise DuplicateIdError(
                f"{self._name(path)}: the id {document.id!r} belongs to "
                f"{self._name(others[0])} already.",
                "Give one of them another 'id' in its front matter or sidecar.",
            )
        document = replace(document, id=self._own_id(document.id, path))
        note = f"Its id is {document.id}, because {namesake.id} is {self._name(others[0])}."
        placed = self._place_among_alike(document, path, namesake)
        return placed if placed.notes else replace(placed, notes=(note,))

    def settle(self, changed: Collection[str]) -> None:
        """Look again at the reprints of documents that were ``changed`` or removed (ids)."""
        self._queue.flush()
        relations = self._draft.catalogue.relations
        for document_id in sorted(changed):
            for reprint in relations.reprints(of=document_id):
                self._queue.flush()
                document = replace(self._queue.document(reprint), reprint_of=None)
                relations.set_reprint(reprint, None)
                self._place_among_alike(document, self._holdings.paths_of(reprint)[0])
        self._queue.flush()

    def reissue(self, document_id: str, issuer: str) -> None:
        """Queue a stored document again under another issuer; all else stays."""
        before = self._queue.document(document_id)
        about = replace(before.metadata, issuer=issuer)
        hashed = content_hash(about, before.text, before.sections, before.tables)
        original = self._queue.document(before.reprint_of) if before.reprint_of else None
        marks = self._draft.catalogue.relations.fingerprint(document_id)
        self._put(replace(before, metadata=about, content_hash=hashed), marks, original)
        self._queue.flush()

    def _holders(self, document_id: str, path: str) -> list[str]:
        """The paths of other files that hold a document and count."""
        return [
            other
            for other in self._holdings.paths_of(document_id)
            if other != path and file_of(other) not in self._disregarded
        ]

    def _uploaded_id(self, document_id: str, path: str) -> str:
        """The id of an uploaded document, which tells nothing of others; any other stays.

        Whoever uploads may not read all documents, so it never depends on which ids are
        taken.  One that an earlier version gave without a mark stays as well.
        """
        place = upload_place(path)
        if place is None or self._holdings.was_uploaded(document_id, place):
            return document_id
        return marked_id(document_id, place)

    def _own_id(self, document_id: str, path: str) -> str:
        """An id that no other document has: the one of before, so that links to it hold."""
        before = self._holdings.document_of(path) or ""
        if before.removeprefix(f"{document_id}-") != before:
            return before
        return marked_id(document_id, path)

    def _join(self, stored: Document, path: str, others: Sequence[str]) -> Placed:
        self._queue.flush()
        paths = tuple(self._name(each) for each in dict.fromkeys((*others, path)))
        self._draft.catalogue.relations.set_paths(stored.id, paths)
        count = len(self._draft.catalogue.passages_of(stored.id))
        return Placed(stored, count, (f"The same document as {self._name(others[0])}.",))

    def _place_among_alike(
        self, document: Document, path: str, namesake: Document | None = None
    ) -> Placed:
        marks = fingerprint(document.text)
        original = self._original(document, path, marks, namesake)
        if original is None:
            return self._put(document, marks)
        if better_sourced(document, original):
            placed = self._put(document, marks)
            self._demote(original, document)
            return replace(placed, notes=(f"{original.id} is a reprint of it.",))
        placed = self._put(replace(document, reprint_of=original.id), marks, original)
        note = f"A reprint of {original.id}; {placed.passages} passages say something else."
        return replace(placed, notes=(note,))

    def _original(
        self, document: Document, path: str, marks: tuple[int, ...], namesake: Document | None
    ) -> Document | None:
        """The document that this one repeats or that repeats this one, itself no reprint."""
        alike = [*self._draft.catalogue.relations.alike(marks), *self._queue.alike(marks)]
        first = [namesake.id] if namesake else []
        for other_id in dict.fromkeys([*first, *alike]):
            if other_id == document.id or not self._holders(other_id, path):
                continue
            other = self._queue.document(other_id)
            if not is_reprint(document, other):
                continue
            if other.reprint_of is None:
                return other
            if self._holders(other.reprint_of, path):
                return self._queue.document(other.reprint_of)
        return None

    def _demote(self, original: Document, better: Document) -> None:
        """Make ``original``, and what repeats it, reprints of ``better``."""
        self._queue.flush()
        relations = self._draft.catalogue.relations
        for reprint in relations.reprints(of=original.id):
            relations.set_reprint(reprint, better.id)
        marks = relations.fingerprint(original.id)
        self._put(replace(original, reprint_of=better.id), marks, better)

    def _put(
        self, document: Document, marks: tuple[int, ...] = (), original: Document | None = None
    ) -> Placed:
        """Queue a document, without the passages that ``original`` has as well."""
        model = self._embedder
        passages = split_passages(document, model.count_tokens, model.max_tokens)
        if original is not None:
            said = Repeated(original)
            passages = tuple(passage for passage in passages if not said.holds(passage))
        self._queue.put(document, passages, marks)
        return Placed(document, len(passages))
