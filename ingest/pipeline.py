"""The ingestion job: find, compare, read, place, embed, publish.

Nothing that a reader can see changes before ``publish``.  When all there is to do is
to try files again that failed, they are read before a draft is begun, and none
is begun if they fail as they did.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from hoidap.embedding.cache import CachedEmbedder, VectorCache
from hoidap.embedding.embedder import Embedder
from hoidap.index.files import private_folder
from hoidap.index.generation import GenerationStore
from hoidap.index.source import Source, SourceStatus
from hoidap.settings import Settings
from ingest.discovery import discover
from ingest.isolation import IsolatedReader, ReadFile
from ingest.originals import is_due
from ingest.plan import Plan, known_sources, make_plan
from ingest.progress import Progress
from ingest.report import FileReport, FileStatus, Report
from ingest.run import Run
from ingest.storage import check_room, explained
from ingest.words import lexical_entry

#: Seconds an ingest waits for another one to end before it says who holds the lock.
WAIT_FOR_LOCK = 5.0


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    embedder: Embedder,
    progress: Progress,
    *,
    rebuild: bool = False,
    prune: bool = False,
    wait: float | None = None,
) -> Report:
    """Bring the index in step with the files under ``paths``.

    With ``prune`` documents whose files vanished from folders among ``paths``
    are removed; otherwise they stay.  ``wait``: seconds for another ingest to end.

    Raises ModelMismatchError when the index was built with another model and
    ``rebuild`` is not set, LockedError during another ingest, DocumentError for
    a path that does not exist, StoreError when the index cannot be written.
    """
    started = time.monotonic()
    store = GenerationStore(settings.data)
    if not rebuild and store.current_id() is not None:
        store.record().check_model(embedder.name, embedder.dimension)
    job = _Job(paths, settings, embedder, progress, rebuild=rebuild, prune=prune)
    with explained(settings.data):
        report = job.perform(WAIT_FOR_LOCK if wait is None else wait)
    _name_generation(report, store)
    report.seconds = time.monotonic() - started
    return report


def preview(
    paths: Sequence[Path], settings: Settings, *, rebuild: bool = False, prune: bool = False
) -> Report:
    """What ``ingest`` would read and remove; nothing is opened, nothing changes.

    Raises DocumentError for a path that does not exist.
    """
    started = time.monotonic()
    store = GenerationStore(settings.data)
    found = discover(paths, settings.data)
    plan = make_plan(found, {} if rebuild else known_sources(store))
    report = _report(plan, prune=prune)
    report.dry_run, report.ignored = True, dict(found.ignored)
    for planned in plan.to_read:
        new = planned.before is None or planned.is_retry
        status = FileStatus.ADDED if new else FileStatus.CHANGED
        report.files.append(FileReport(planned.file.name, status))
    if prune:
        report.files += [FileReport(plan.names[path], FileStatus.REMOVED) for path in plan.gone]
    _name_generation(report, store)
    report.seconds = time.monotonic() - started
    return report


class _Job:
    """One call of ``ingest``."""

    def __init__(
        self,
        paths: Sequence[Path],
        settings: Settings,
        embedder: Embedder,
        progress: Progress,
        *,
        rebuild: bool,
        prune: bool,
    ) -> None:
        self._settings = settings
        self._embedder = embedder
        self._progress = progress
        self._rebuild = rebuild
        self._prune = prune
        self._store = GenerationStore(settings.data)
        self._found = discover(paths, settings.data)
        self._hashes: dict[str, str] = {}

    def perform(self, wait: float) -> Report:
        """Everything from the plan to the published generation."""
        report = self._perform(wait)
        report.ignored = dict(self._found.ignored)
        return report

    def _perform(self, wait: float) -> Report:
        plan = self._plan({} if self._rebuild else known_sources(self._store))
        due = not self._rebuild and is_due(plan, self._store, self._settings)
        if not plan.has_work(prune=self._prune) and not due:
            return _report(plan, prune=self._prune)
        private_folder(self._settings.data / "cache")  # what OCR read, and the vectors of texts
        with IsolatedReader(self._settings, self._progress) as reader:
            retried: list[ReadFile] = []
            if plan.only_retries(prune=self._prune) and not due:
                self._progress.begin("files", len(plan.to_read))
                for each in reader.read(planned.file for planned in plan.to_read):
                    retried.append(each)
                    self._progress.advance("files")
                if _fail_as_before(plan, retried):
                    return _report_failures(plan, retried, prune=self._prune)
            return self._write(plan, retried, reader, wait)

    def _write(
        self, plan: Plan, retried: list[ReadFile], reader: IsolatedReader, wait: float
    ) -> Report:
        check_room(self._store)
        with (
            self._store.begin(
                self._embedder.name, self._embedder.dimension, rebuild=self._rebuild, wait=wait
            ) as draft,
            VectorCache(self._settings.data / "cache" / "vectors.sqlite") as cache,
        ):
            # Another ingest may have published since the plan was made.
            known = {source.path: source for source in draft.catalogue.sources()}
            if known != plan.stored:
                plan, retried = self._plan(known), []
            report = _report(plan, prune=self._prune)
            embedder = CachedEmbedder(self._embedder, cache)
            run = Run(draft, embedder, plan, report, self._progress, self._settings)
            if not retried:
                self._progress.begin("files", len(plan.to_read))
            run.perform(
                retried or reader.read(planned.file for planned in plan.to_read),
                prune=self._prune,
            )
            if run.changed or draft.base is None:
                draft.refresh_words(lexical_entry)
                draft.publish()
        if run.changed:
            self._store.gc(self._settings.keep_generations)
        return report

    def _plan(self, known: dict[str, Source]) -> Plan:
        return make_plan(self._found, known, self._hashes)


def _fail_as_before(plan: Plan, read: Sequence[ReadFile]) -> bool:
    """Whether every file fails again, for the reason that is remembered."""
    before = {each.file.place: each.before for each in plan.to_read}
    for each in read:
        known = before[each.file.place]
        if each.error is None or known is None or known.error != str(each.error):
            return False
    return True


def _report_failures(plan: Plan, read: Sequence[ReadFile], *, prune: bool) -> Report:
    report = _report(plan, prune=prune)
    report.files += [
        FileReport(
            each.file.name,
            FileStatus.FAILED,
            seconds=each.seconds,
            error=str(each.error),
            code=each.error.code if each.error else "",
        )
        for each in read
    ]
    return report


def _report(plan: Plan, *, prune: bool) -> Report:
    """The report's lines on files that need no reading."""
    report = Report()
    report.files += [FileReport(file.name, FileStatus.UNCHANGED) for file in plan.unchanged]
    report.files += [
        FileReport(file.name, FileStatus.FAILED, error=error) for file, error in plan.unreadable
    ]
    if not prune:
        report.files += [
            FileReport(plan.names[path], FileStatus.KEPT)
            for path in plan.gone
            if plan.known[path].status is SourceStatus.OK
        ]
    return report


def _name_generation(report: Report, store: GenerationStore) -> None:
    if store.current_id() is not None:
        record = store.record()
        report.generation = record.id
        report.documents, report.passages = record.documents, record.passages
