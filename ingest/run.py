"""One ingest run into one draft: every planned file read, placed and remembered.

Nothing here is seen by a reader of the index before the draft is published.  A
file that cannot be read is reported and the rest goes on; what was known of it
from an earlier ingest stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hoidap.embedding.embedder import Embedder
from hoidap.errors import DocumentError, FrontMatterError
from hoidap.index.draft import GenerationDraft
from hoidap.index.listing import DocumentFilter
from hoidap.index.partitions import access_partition
from hoidap.index.source import INSIDE, Source, SourceStatus, shown
from hoidap.settings import Settings
from ingest.documents import ReadDocument
from ingest.embedding_queue import EmbeddingQueue
from ingest.front_matter import read_sidecar
from ingest.holdings import Holdings
from ingest.isolation import ReadFile
from ingest.metadata_values import read_metadata
from ingest.originals import OriginalKeeper
from ingest.placement import Placed, Placement
from ingest.plan import EXTRACTOR_VERSION, Plan, PlannedFile, extractor_version
from ingest.progress import Progress
from ingest.report import FileReport, FileStatus, Report
from ingest.structure.paper_sites import among, find_site


class Run:
    """One run; ``changed`` tells whether the draft differs from what it started from."""

    def __init__(
        self,
        draft: GenerationDraft,
        embedder: Embedder,
        plan: Plan,
        report: Report,
        progress: Progress,
        settings: Settings,
    ) -> None:
        self.changed = False
        self._originals = OriginalKeeper(draft, settings)
        self._draft = draft
        self._plan = plan
        self._report = report
        self._progress = progress
        self._holdings = Holdings(plan.known.values())
        self._queue = EmbeddingQueue(draft, embedder, progress)
        #: Files whose documents do not count: vanished ones, and those not yet read again.
        self._disregarded = {*plan.gone, *(planned.file.place for planned in plan.to_read)}
        self._placement = Placement(
            draft, self._queue, self._holdings, embedder, self._disregarded, self._name
        )
        self._touched: set[str] = set()

    def perform(self, files: Iterable[ReadFile], *, prune: bool) -> None:
        """Take in ``files``, which are the plan's, as they were read; forget what vanished."""
        self._adopt()
        for file in self._plan.withheld:
            self._forget_file(file.place)
        if prune:
            for path in self._plan.gone:
                self._forget_file(path)
                self._report.files.append(FileReport(self._name(path), FileStatus.REMOVED))
        if self._originals.settle(self._plan.unchanged, self._plan.known):
            self.changed = True
        planned = {each.file.place: each for each in self._plan.to_read}
        for read in files:
            self._report.files.append(self._take(planned[read.file.place], read))
            self._progress.advance("files")
        self._placement.settle(self._touched)
        self._name_papers()
        self._queue.close()
        self._report.embedded += self._queue.embedded

    def _name_papers(self) -> None:
        """Give papers known by their sites the names that other documents have for them."""
        self._queue.flush()
        summaries = self._draft.catalogue.summaries(self._touched).values()
        for about in summaries:
            site = about.metadata.issuer
            if site is None or find_site(site) != site:
                continue
            alike = DocumentFilter(kinds=(about.metadata.kind,), partitions=(about.partition,))
            papers = (each.metadata.issuer for each in self._draft.catalogue.documents(alike))
            if (paper := among(site, filter(None, papers))) is not None:
                self._placement.reissue(about.id, paper)

    def _adopt(self) -> None:
        """Name sources as they are known now."""
        for before, now in self._plan.adopted.items():
            if now is not None:
                self._draft.catalogue.originals.rename(before, now)
            self._draft.catalogue.delete_source(before)
            self.changed = True
            if now is not None:
                self._put_source(self._plan.known[now])
                continue
            document_id = self._plan.stored[before].document_id
            if document_id is not None:
                self._drop_unheld(document_id)

    def _name(self, path: str) -> str:
        """How people are told of a source."""
        return self._plan.names.get(path) or shown(path)

    def _take(self, planned: PlannedFile, read: ReadFile) -> FileReport:
        file = planned.file
        self._disregarded.discard(file.place)
        if read.error is not None:
            return self._failed(planned, read, read.error)
        try:
            placed = self._place(read.documents, file.place)
        except DocumentError as error:
            return self._failed(planned, read, error)
        self.changed = True
        own = tuple(warning for each in read.documents for warning in each.warnings)
        warnings = (*own, *(note for each in placed.values() for note in each.notes))
        self._remember(planned, placed, read.documents, warnings)
        if file.place in placed:
            self._originals.take(planned)
        else:
            self._originals.drop(file.place)  # whoever reads one of its documents gets no other
        documents = [each.document for each in placed.values()]
        known = planned.before is not None and planned.before.document_id is not None
        was_read = planned.before is not None and planned.before.status is SourceStatus.OK
        return FileReport(
            file.name,
            FileStatus.CHANGED if known or was_read else FileStatus.ADDED,
            kind=documents[0].metadata.kind.value if documents else "",
            documents=len(documents),
            passages=sum(each.passages for each in placed.values()),
            seconds=read.seconds,
            warnings=warnings,
            own=own,
            doubts=tuple(
                dict.fromkeys(code for each in read.documents for code in each.document.doubts)
            ),
        )

    def _place(self, found: Sequence[ReadDocument], place: str) -> dict[str, Placed]:
        """The documents of a file by path, placed and held by it; its former ones let go."""
        collected = len(found) > 1
        placed: dict[str, Placed] = {}
        for each in found:
            path = f"{place}{INSIDE}{each.document.id}" if collected else place
            placed[path] = self._placement.place(each, path, collected=collected)
            document_id = placed[path].document.id
            before = self._holdings.document_of(path)
            self._holdings.give(path, document_id)
            self._touched.add(document_id)
            if before is not None and before != document_id:
                self._drop_unheld(before)
        for path in self._holdings.of_file(place):
            if path not in placed:
                self._forget_path(path)
        return placed

    def _forget_file(self, place: str) -> None:
        for path in self._holdings.of_file(place):
            self._forget_path(path)

    def _forget_path(self, path: str) -> None:
        before = self._holdings.document_of(path)
        self._holdings.forget(path)
        self._draft.catalogue.delete_source(path)
        self.changed = True
        if before is not None:
            self._drop_unheld(before)

    def _drop_unheld(self, document_id: str) -> None:
        """Remove a document that no path holds any more, or take a path off one."""
        self._touched.add(document_id)
        self._queue.flush()
        paths = tuple(self._holdings.paths_of(document_id))
        if paths:
            names = tuple(self._name(path) for path in paths)
            self._draft.catalogue.relations.set_paths(document_id, names)
        else:
            self._draft.remove(document_id)

    def _remember(
        self,
        planned: PlannedFile,
        placed: dict[str, Placed],
        found: Sequence[ReadDocument],
        warnings: tuple[str, ...],
    ) -> None:
        needs = next((each.needs for each in found if each.needs), None)
        source = replace(
            _source(planned, SourceStatus.OK),
            warnings=warnings,
            extractor_version=extractor_version(needs),
        )
        for path, each in placed.items():
            own = replace(source, path=path, document_id=each.document.id)
            self._put_source(own if path == source.path else replace(own, warnings=()))
        if source.path not in placed:
            self._put_source(source)

    def _failed(self, planned: PlannedFile, read: ReadFile, error: DocumentError) -> FileReport:
        """Remember a failure; the documents that an earlier state of the file held stay.

        They go when it is no longer known that their readers may read them.
        """
        place = planned.file.place
        if not self._may_stay(planned, error):
            self._forget_file(place)
        kept = self._holdings.document_of(place)
        source = replace(_source(planned, SourceStatus.FAILED), error=str(error), document_id=kept)
        if source != planned.before:
            self._put_source(source)
        return FileReport(
            planned.file.name,
            FileStatus.FAILED,
            seconds=read.seconds,
            error=str(error),
            code=error.code,
        )

    def _may_stay(self, planned: PlannedFile, error: DocumentError) -> bool:
        """Whether who may read a file that failed is known to be as before."""
        sidecar = planned.file.sidecar
        try:
            written = read_sidecar(sidecar, sidecar.name) if sidecar else None
            access = read_metadata(written or {}, planned.file.name).access
        except (DocumentError, OSError):
            return False
        if access is None:
            return not isinstance(error, FrontMatterError)
        self._queue.flush()
        paths = self._holdings.of_file(planned.file.place)
        held = [each for each in map(self._holdings.document_of, paths) if each]
        readers = self._draft.catalogue.summaries(held).values()
        return all(each.partition == access_partition(access) for each in readers)

    def _put_source(self, source: Source) -> None:
        self.changed = True
        self._draft.catalogue.put_source(source)


def _source(planned: PlannedFile, status: SourceStatus) -> Source:
    return Source(
        path=planned.file.place,
        content_hash=planned.content_hash,
        size=planned.size,
        mtime_ns=planned.mtime_ns,
        status=status,
        extractor_version=EXTRACTOR_VERSION,
    )
