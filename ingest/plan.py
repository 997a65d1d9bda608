"""What an ingest has to do: which files are new, changed, unchanged or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hoidap.index.generation import GenerationStore
from hoidap.index.source import INSIDE, Source, SourceStatus, file_of
from ingest.adoption import adopt
from ingest.discovery import Discovery, Root, SourceFile
from ingest.extraction.programs import program_is_installed

#: Part of every source's identity: a new number re-reads all files at the next ingest.
#: Raise it when extraction, structure or passages change what they make of a file.
EXTRACTOR_VERSION = "8"

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
    withheld: list[SourceFile] = field(default_factory=list)  # readable so far, but no longer
    gone: list[str] = field(default_factory=list)  # source paths of the catalogue
    known: dict[str, Source] = field(default_factory=dict)  # by source path, as it is now
    stored: dict[str, Source] = field(default_factory=dict)  # the same as the catalogue has it
    adopted: dict[str, str | None] = field(default_factory=dict)  # stored path: path now
    names: dict[str, str] = field(default_factory=dict)  # how reports call a source path

    def has_work(self, *, prune: bool) -> bool:
        """Whether anything has to be read, removed or remembered otherwise."""
        return bool(self.to_read or self.withheld or self.adopted or (prune and self.gone))

    def only_retries(self, *, prune: bool) -> bool:
        """Whether all there is to do is to try again what failed before."""
        others = self.withheld or self.adopted or (prune and self.gone)
        return not others and all(each.is_retry for each in self.to_read)


def make_plan(
    found: Discovery, stored: Mapping[str, Source], hashes: dict[str, str] | None = None
) -> Plan:
    """Compare files with what the catalogue knows.

    A file is read again when its bytes, its sidecar or the extractors changed,
    and when it failed before.  A source under one of the named folders that is no longer
    there is ``gone``; what becomes of it the operator decides (``--prune``).
    ``hashes`` by place are used instead of reading the files, and completed.
    """
    hashes = {} if hashes is None else hashes
    failed = _hash_all(found, hashes)
    adoption = adopt(stored, found, hashes)
    plan = Plan(known=adoption.known, stored=dict(stored), adopted=adoption.renamed)
    plan.names = {file.place: file.name for file in found.files}
    held = {file_of(path) for path, each in plan.known.items() if each.document_id is not None}
    for file in found.files:
        error = failed.get(file.place)
        if error is not None:
            plan.unreadable.append((file, f"{file.name}: {error}"))
            if file.withheld and file.place in held:
                plan.withheld.append(file)
            continue
        about = file.path.stat()
        before, content_hash = plan.known.get(file.place), hashes[file.place]
        if before and _same(before, content_hash):
            plan.unchanged.append(file)
        else:
            planned = PlannedFile(file, content_hash, before, about.st_size, about.st_mtime_ns)
            plan.to_read.append(planned)
    present = {file.place for file in found.files}
    for path in plan.known:
        root = adoption.root_of(path, found.roots)
        if root is not None and INSIDE not in path and path not in present:
            plan.gone.append(path)
            plan.names[path] = _named_below(root, path)
    return plan


def _hash_all(found: Discovery, hashes: dict[str, str]) -> dict[str, str]:
    """Complete ``hashes``; why files have none, by place."""
    failed = {file.place: file.problem for file in found.files if file.problem}
    for file in found.files:
        if file.place in hashes or file.problem:
            continue
        try:
            hashes[file.place] = file.content_hash()
        except OSError as error:
            failed[file.place] = f"{error.strerror or error}."
    return failed


def _named_below(root: Root, path: str) -> str:
    inside = path.removeprefix(root.place).lstrip("/") if path.startswith(root.place) else ""
    return f"{root.name}/{inside}" if inside else path


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
