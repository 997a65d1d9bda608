"""The ingestion job: plan, read, split, embed, publish.

Files are read one by one; their documents wait until there are enough passages
for a batch that the model runs well on, then vectors, words and rows are
written together.  Nothing that a reader can see changes before ``publish``.
A file that cannot be read is reported and the rest goes on; what was known of
it from an earlier ingest stays.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hoidap.domain import Document, Passage
from hoidap.embedding.embedder import Embedder
from hoidap.errors import DocumentError, DuplicateIdError
from hoidap.index.draft import GenerationDraft
from hoidap.index.generation import GenerationStore
from hoidap.index.source import Source, SourceStatus
from hoidap.settings import Settings
from ingest.discovery import SourceFile, discover
from ingest.documents import ReadDocument, read_documents
from ingest.passages import split_passages
from ingest.plan import (
    EXTRACTOR_VERSION,
    INSIDE,
    Plan,
    PlannedFile,
    inside,
    known_sources,
    make_plan,
)
from ingest.progress import Progress
from ingest.report import FileReport, FileStatus, Report
from ingest.syllables import SyllableCounter
from ingest.words import lexical_entry

#: Passages embedded and written together: enough to sort by length, about 2 MB of text.
BATCH_PASSAGES = 1024

#: Seconds an ingest waits for another one to end before it says who holds the lock.
WAIT_FOR_LOCK = 5.0


@dataclass(slots=True)
class _Batch:
    """Documents that wait to be embedded."""

    documents: list[tuple[Document, tuple[Passage, ...]]] = field(default_factory=list)
    passages: int = 0


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    embedder: Embedder,
    progress: Progress,
    *,
    rebuild: bool = False,
    prune: bool = False,
) -> Report:
    """Bring the index in step with the files under ``paths``.

    With ``prune`` documents whose files vanished from folders among ``paths``
    are removed; otherwise they stay.

    Raises ModelMismatchError when the index was built with another model and
    ``rebuild`` is not set, LockedError during another ingest, DocumentError for
    a path that does not exist.
    """
    started = time.monotonic()
    store = GenerationStore(settings.data)
    if not rebuild and store.current_id() is not None:
        store.record().check_model(embedder.name, embedder.dimension)
    files = discover(paths)
    plan = make_plan(paths, files, {} if rebuild else known_sources(store))
    if plan.to_read or (prune and plan.gone):
        with store.begin(
            embedder.name, embedder.dimension, rebuild=rebuild, wait=WAIT_FOR_LOCK
        ) as draft:
            # Another ingest may have published since the plan was made.
            known = {source.path: source for source in draft.catalogue.sources()}
            plan = make_plan(paths, files, known)
            report = _report(plan)
            Ingest(draft, embedder, settings, plan, report, progress).run(prune=prune)
            draft.refresh_words(lexical_entry)
            draft.publish()
        store.gc(settings.keep_generations)
    else:
        report = _report(plan)
    if store.current_id() is not None:
        record = store.record()
        report.generation = record.id
        report.documents, report.passages = record.documents, record.passages
    report.seconds = time.monotonic() - started
    return report


def _report(plan: Plan) -> Report:
    """The report's lines on files that need no reading."""
    report = Report()
    report.files += [FileReport(file.name, FileStatus.UNCHANGED) for file in plan.unchanged]
    report.files += [
        FileReport(file.name, FileStatus.FAILED, error=error) for file, error in plan.unreadable
    ]
    return report


class Ingest:
    """One run into one draft."""

    def __init__(
        self,
        draft: GenerationDraft,
        embedder: Embedder,
        settings: Settings,
        plan: Plan,
        report: Report,
        progress: Progress,
    ) -> None:
        self._draft = draft
        self._embedder = embedder
        self._limit = settings.file_limit_mb * 1_000_000
        self._plan = plan
        self._report = report
        self._progress = progress
        self._batch = _Batch()
        self._syllables = SyllableCounter(draft.statistics)
        self._owners: dict[str, str] = {
            source.document_id: path
            for path, source in plan.known.items()
            if source.document_id is not None
        }

    def run(self, *, prune: bool) -> None:
        """Read every planned file and write what it holds; forget what vanished if told to."""
        self._progress.begin("files", len(self._plan.to_read))
        for planned in self._plan.to_read:
            self._report.files.append(self._take(planned))
            self._progress.advance("files")
        self._flush()
        if prune:
            for path in self._plan.gone:
                self._remove(path)
        self._syllables.save()

    def _take(self, planned: PlannedFile) -> FileReport:
        started = time.monotonic()
        file = planned.file
        try:
            found = read_documents(file.path, file.name, self._limit)
            reports = [self._accept(each, file, len(found) > 1) for each in found]
        except DocumentError as error:
            return self._failed(planned, str(error), error.code)
        except OSError as error:
            return self._failed(planned, f"{file.name}: {error.strerror or error}.")
        documents = [document for document, _ in reports]
        self._forget_vanished(file.name, {document.id for document in documents})
        warnings = tuple(warning for each in found for warning in each.warnings)
        self._remember(planned, documents, warnings)
        return FileReport(
            file.name,
            FileStatus.CHANGED if _was_read(planned.before) else FileStatus.ADDED,
            kind=documents[0].metadata.kind.value if documents else "",
            documents=len(documents),
            passages=sum(passages for _, passages in reports),
            seconds=time.monotonic() - started,
            warnings=warnings,
        )

    def _accept(self, read: ReadDocument, file: SourceFile, many: bool) -> tuple[Document, int]:
        """Queue a document; one of known content joins its twin as a second path."""
        path = f"{file.name}{INSIDE}{read.document.id}" if many else file.name
        document = replace(read.document, paths=(path,))
        owner = self._owners.get(document.id)
        if owner is not None and owner != path and owner not in self._gone:
            self._flush()
            stored = self._draft.catalogue.document(document.id)
            if stored.content_hash != document.content_hash:
                raise DuplicateIdError(
                    f"{path}: the id {document.id!r} belongs to {owner} already.",
                    "Give one of them another 'id' in its front matter or sidecar.",
                )
            document = replace(document, paths=tuple(dict.fromkeys((*stored.paths, path))))
        self._owners[document.id] = path if owner is None or owner in self._gone else owner
        passages = split_passages(document, self._embedder.count_tokens, self._embedder.max_tokens)
        self._batch.documents.append((document, passages))
        self._batch.passages += len(passages)
        if self._batch.passages >= BATCH_PASSAGES:
            self._flush()
        return document, len(passages)

    @property
    def _gone(self) -> Iterable[str]:
        return self._plan.gone

    def _flush(self) -> None:
        """Embed and write what waits."""
        waiting, self._batch = self._batch.documents, _Batch()
        if not waiting:
            return
        texts = [passage.embedded_text for _, passages in waiting for passage in passages]
        self._progress.begin("passages", len(texts))
        vectors = self._embedder.embed_passages(texts)
        self._report.embedded += len(texts)
        row = 0
        for document, passages in waiting:
            of_document = vectors[row : row + len(passages)]
            row += len(passages)
            self._draft.put(document, passages, of_document, map(lexical_entry, passages))
            self._syllables.add(document)
            self._progress.advance("passages", len(passages))

    def _forget_vanished(self, name: str, kept: set[str]) -> None:
        """Remove documents that an earlier state of the file held and this one does not."""
        for path in (name, *inside(name, self._plan.known)):
            before = self._plan.known.get(path)
            if before is None:
                continue
            if path != name:
                self._draft.catalogue.delete_source(path)
            if before.document_id and before.document_id not in kept:
                self._draft.remove(before.document_id)

    def _remove(self, name: str) -> None:
        """Forget a vanished file and its documents, except those that another file holds."""
        known = self._plan.known
        vanished = (name, *inside(name, known))
        living = {
            source.document_id
            for path, source in known.items()
            if path not in vanished and path not in self._gone
        }
        for path in vanished:
            self._draft.catalogue.delete_source(path)
            document_id = known[path].document_id
            if document_id in living or document_id is None:
                continue
            if self._owners.get(document_id) in vanished:
                self._draft.remove(document_id)
        self._report.files.append(FileReport(name, FileStatus.REMOVED))

    def _remember(
        self, planned: PlannedFile, documents: Sequence[Document], warnings: tuple[str, ...]
    ) -> None:
        source = _source(planned, SourceStatus.OK, warnings=warnings)
        if len(documents) == 1:
            source = replace(source, document_id=documents[0].id)
        else:
            for document in documents:
                path = f"{source.path}{INSIDE}{document.id}"
                self._draft.catalogue.put_source(
                    replace(source, path=path, document_id=document.id, warnings=())
                )
        self._draft.catalogue.put_source(source)

    def _failed(self, planned: PlannedFile, error: str, code: str = "") -> FileReport:
        before = planned.before
        source = _source(planned, SourceStatus.FAILED, error=error)
        kept = replace(source, document_id=before.document_id if before else None)
        self._draft.catalogue.put_source(kept)
        return FileReport(planned.file.name, FileStatus.FAILED, error=error, code=code)


def _was_read(before: Source | None) -> bool:
    return before is not None and before.status is SourceStatus.OK


def _source(
    planned: PlannedFile,
    status: SourceStatus,
    *,
    error: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Source:
    about = planned.file.path.stat()
    return Source(
        path=planned.file.name,
        content_hash=planned.content_hash,
        size=about.st_size,
        mtime_ns=about.st_mtime_ns,
        status=status,
        extractor_version=EXTRACTOR_VERSION,
        error=error,
        warnings=warnings,
    )
