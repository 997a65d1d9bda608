"""What ``hoidap index`` does."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from hoidap.cli.printing import print_json
from hoidap.errors import CorruptIndexError, NoGenerationError, NotFoundError
from hoidap.index.generation import GenerationStore
from hoidap.index.record import REBUILD, GenerationRecord
from hoidap.index.verification import verify as problems_of
from hoidap.settings import load

_MEGABYTE = 1_000_000


def show_all(data: Path | None, *, as_json: bool) -> None:
    """Print all generations, oldest first.  Raises CorruptIndexError for a broken pointer."""
    store = _store(data)
    current = store.current_id()
    found = [_described(store, record, current) for record in store.records()]
    if as_json:
        print_json(found)
        return
    table = Table("", "Id", "Created (UTC)", "Documents", "Passages", "MB", "Model")
    for each in found:
        table.add_row(
            "▶" if each["current"] else "",
            *(str(each[key]) for key in ("id", "created_at", "documents", "passages")),
            str(int(str(each["bytes"])) // _MEGABYTE),
            str(each["model"]),
        )
    Console().print(table)


def verify(data: Path | None, generation_id: str | None, *, as_json: bool) -> bool:
    """Print what is wrong with a generation; whether nothing is.

    Raises NoGenerationError, NotFoundError, and CorruptIndexError when it cannot be opened.
    """
    store = _store(data)
    store.check(generation_id)
    with store.open(generation_id) as generation:
        record = generation.record
        problems = problems_of(generation)
    if as_json:
        print_json(
            {
                "generation": record.id,
                "documents": record.documents,
                "passages": record.passages,
                "problems": [{"code": each.code, "what": each.what} for each in problems],
            }
        )
        return not problems
    console = Console()
    for problem in problems:
        console.print(f"{problem.code}: {problem.what}", style="red", highlight=False)
    verdict = f"{len(problems)} problems" if problems else "catalogue, vectors and words agree"
    console.print(
        f"Generation {record.id}, {record.documents} documents, {record.passages} passages: "
        f"{verdict}.",
        highlight=False,
        soft_wrap=True,
    )
    return not problems


def rollback(data: Path | None, generation_id: str | None) -> None:
    """Make a generation current, by default the newest before the current one.

    Raises NotFoundError when there is none, CorruptIndexError, and LockedError during an ingest.
    """
    store = _store(data)
    record = store.rollback(generation_id) if generation_id else _back_to_a_sound_one(store)
    Console().print(
        f"Generation {record.id} is current: {record.documents} documents, "
        f"{record.passages} passages. A running server follows within a second.",
        highlight=False,
        soft_wrap=True,
    )


def gc(data: Path | None, keep: int | None) -> None:
    """Remove all but the current and the newest generations.  Raises LockedError."""
    settings = load(data=data)
    removed = GenerationStore(settings.data).gc(keep or settings.keep_generations)
    said = f"Removed: {', '.join(removed)}." if removed else "There was nothing to remove."
    Console().print(said, highlight=False)


def _store(data: Path | None) -> GenerationStore:
    return GenerationStore(load(data=data).data)


def _back_to_a_sound_one(store: GenerationStore) -> GenerationRecord:
    """Make the newest generation before the current one current that is not damaged itself."""
    for generation_id in reversed(_earlier(store)):
        try:
            return store.rollback(generation_id)
        except CorruptIndexError as error:
            Console(stderr=True).print(error.what, highlight=False, soft_wrap=True)
    raise NotFoundError(
        "There is no earlier generation, or none that can be read.",
        f"Rebuild the index: {REBUILD}",
    )


def _earlier(store: GenerationStore) -> list[str]:
    """Ids before the current one, oldest first; all when the pointer to it is damaged."""
    ids = store.layout.ids()
    try:
        current = store.current_id()
    except CorruptIndexError:
        return ids
    if current is None:
        raise NoGenerationError("There is no index yet.", "Ingest first: hoidap-ingest PATH")
    return [each for each in ids if each < current]


def _described(
    store: GenerationStore, record: GenerationRecord, current: str | None
) -> dict[str, object]:
    folder = store.layout.folder(record.id)
    return {
        "id": record.id,
        "current": record.id == current,
        "created_at": f"{record.created_at:%Y-%m-%d %H:%M:%S}",
        "documents": record.documents,
        "passages": record.passages,
        "bytes": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        "model": record.model,
    }
