"""What an ingest has to do: which files are new, changed, unchanged or gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hoidap.index.generation import GenerationStore
from hoidap.index.source import Source, SourceStatus
from ingest.discovery import SourceFile
from ingest.extraction.programs import program_is_installed
from ingest.holdings import INSIDE

#: Part of every source's identity: a new number re-reads all files at the next ingest.
#: Raise it when extraction, structure or passages change what they make of a file.
EXTRACTOR_VERSION = "4"

_LEADS_OUT = (
    "a symbolic link that leaves the folder is not followed. Copy the file itself into the folder."
)

#: Between the version and the program that a file was read without.
_WITHOUT = " without "


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to read, with its hash and what was known of it before."""

    file: SourceFile
    content_hash: str
    before: Source | None
    size: int = 0  # bytes
    mtime_ns: int = 0

    @property
    def is_retry(self) -> bool:
        """Whether the same content failed before, read by the same extractors."""
        before = self.before
        return (
            before is not None
            and before.status is SourceStatus.FAILED
            and before.content_hash == self.content_hash
            and before.extractor_version == EXTRACTOR_VERSION
        )


@dataclass(slots=True)
class Plan:
    """Files by what has to be done about them."""

    to_read: list[PlannedFile] = field(default_factory=list)
    unchanged: list[SourceFile] = field(default_factory=list)
    unreadable: list[tuple[SourceFile, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)  # source paths of the catalogue
    known: dict[str, Source] = field(default_factory=dict)  # by source path

    def has_work(self, *, prune: bool) -> bool:
        """Whether anything has to be read or removed."""
        return bool(self.to_read or (prune and self.gone))

    def only_retries(self, *, prune: bool) -> bool:
        """Whether all there is to do is to try again what failed before."""
        return not (prune and self.gone) and all(each.is_retry for each in self.to_read)


def make_plan(
    roots: Sequence[Path],
    files: Iterable[SourceFile],
    known: Mapping[str, Source],
    hashes: dict[str, str] | None = None,
) -> Plan:
    """Compare files with what the catalogue knows.

    A file is read again when its bytes, its sidecar or the extractors changed,
    and when it failed before.  A source under one of ``roots`` that is no longer
    there is ``gone``; what becomes of it the operator decides (``--prune``).
    ``hashes`` by file name are used instead of reading the files, and completed.
    """
    hashes = {} if hashes is None else hashes
    plan = Plan(known=dict(known))
    present = set()
    for file in files:
        present.add(file.name)
        if file.leads_out:
            plan.unreadable.append((file, f"{file.name}: {_LEADS_OUT}"))
            continue
        try:
            if file.name not in hashes:
                hashes[file.name] = file.content_hash()
            about = file.path.stat()
        except OSError as error:
            plan.unreadable.append((file, f"{file.name}: {error.strerror or error}."))
            continue
        before, content_hash = known.get(file.name), hashes[file.name]
        if before and _same(before, content_hash):
            plan.unchanged.append(file)
        else:
            planned = PlannedFile(file, content_hash, before, about.st_size, about.st_mtime_ns)
            plan.to_read.append(planned)
    names = tuple(f"{root.resolve().name}/" for root in roots if root.is_dir())
    plan.gone = [
        path
        for path in known
        if INSIDE not in path and path not in present and path.startswith(names)
    ]
    return plan


def known_sources(store: GenerationStore) -> dict[str, Source]:
    """The sources of the current generation by path; none before the first ingest."""
    if store.current_id() is None:
        return {}
    with store.catalogue() as catalogue:
        return {source.path: source for source in catalogue.sources()}


def extractor_version(needs: str | None) -> str:
    """The version that a source is remembered with; ``needs``: a program it was read without."""
    return EXTRACTOR_VERSION + (f"{_WITHOUT}{needs}" if needs else "")


def _same(before: Source, content_hash: str) -> bool:
    version, _, needed = before.extractor_version.partition(_WITHOUT)
    return (
        before.status is SourceStatus.OK
        and before.content_hash == content_hash
        and version == EXTRACTOR_VERSION
        and not (needed and program_is_installed(needed))
    )
