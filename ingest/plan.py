"""What an ingest has to do: which files are new, changed, unchanged or gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hoidap.index.generation import GenerationStore
from hoidap.index.source import Source, SourceStatus
from ingest.discovery import SourceFile

#: Part of every source's identity: a new number re-reads all files at the next ingest.
#: Raise it when extraction, structure or passages change what they make of a file.
EXTRACTOR_VERSION = "1"

#: Separates a collection's name from the document inside it: ``corpus.jsonl#law-1``.
INSIDE = "#"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to read, with its hash and what was known of it before."""

    file: SourceFile
    content_hash: str
    before: Source | None


@dataclass(slots=True)
class Plan:
    """Files by what has to be done about them."""

    to_read: list[PlannedFile] = field(default_factory=list)
    unchanged: list[SourceFile] = field(default_factory=list)
    unreadable: list[tuple[SourceFile, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)  # source paths of the catalogue
    known: dict[str, Source] = field(default_factory=dict)  # by source path


def make_plan(
    roots: Sequence[Path], files: Iterable[SourceFile], known: Mapping[str, Source]
) -> Plan:
    """Compare files with what the catalogue knows.

    A file is read again when its bytes, its sidecar or the extractors changed,
    and when it failed before.  A source under one of ``roots`` that is no longer
    there is ``gone``; what becomes of it the operator decides (``--prune``).
    """
    plan = Plan(known=dict(known))
    present = set()
    for file in files:
        present.add(file.name)
        try:
            content_hash = file.content_hash()
        except OSError as error:
            plan.unreadable.append((file, f"{file.name}: {error.strerror or error}."))
            continue
        before = known.get(file.name)
        if before and _same(before, content_hash):
            plan.unchanged.append(file)
        else:
            plan.to_read.append(PlannedFile(file, content_hash, before))
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
    with store.open() as generation:
        return {source.path: source for source in generation.catalogue.sources()}


def inside(path: str, known: Iterable[str]) -> list[str]:
    """The source paths of the documents inside the collection ``path``."""
    return [other for other in known if other.startswith(path + INSIDE)]


def _same(before: Source, content_hash: str) -> bool:
    return (
        before.status is SourceStatus.OK
        and before.content_hash == content_hash
        and before.extractor_version == EXTRACTOR_VERSION
    )
