"""The record of a generation: what it was built from and with, in ``record.json``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

from hoidap.errors import CorruptIndexError, ModelMismatchError
from hoidap.index.files import replace_text

#: Layout of a generation's folder; another number cannot be read by this version.
FORMAT = 2

REBUILD = "hoidap-ingest --rebuild PATH"

#: What to do about a generation that is damaged.
REPAIR = f"Roll back to an earlier one (hoidap index rollback) or rebuild the index: {REBUILD}"

Extra = dict[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class GenerationRecord:
    """What a generation holds.  A folder without a readable record is no generation."""

    id: str  # "000007"
    model: str
    dimension: int
    documents: int
    passages: int
    corpus_hash: str
    created_at: datetime  # UTC
    version: str  # of HoiDap
    parent: str | None = None  # the generation it started from
    format: int = FORMAT
    extra: Extra = field(default_factory=dict)

    def check_model(self, model: str, dimension: int) -> None:
        """Raises ModelMismatchError unless the vectors come from this model."""
        if (self.model, self.dimension) != (model, dimension):
            raise ModelMismatchError(
                f"Index generation {self.id} was built with the embedding model {self.model!r} "
                f"({self.dimension} dimensions), but {model!r} ({dimension} dimensions) is set.",
                f"Set HOIDAP_MODEL={self.model}, or rebuild the index: {REBUILD}",
            )


def write_record(folder: Path, record: GenerationRecord) -> None:
    """Write ``record`` into ``folder``, whole or not at all."""
    values = asdict(record) | {"created_at": record.created_at.isoformat(timespec="seconds")}
    replace_text(
        folder / "record.json", json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
    )


def read_record(folder: Path) -> GenerationRecord:
    """The record in ``folder``.

    Raises CorruptIndexError when it is absent, damaged, or of another format.
    """
    path = folder / "record.json"
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise CorruptIndexError(
                f"Index generation {folder.name} has format {values['format']}, "
                f"this version reads format {FORMAT}.",
                f"Rebuild the index: {REBUILD}",
            )
        created_at = datetime.fromisoformat(values["created_at"]).astimezone(UTC)
        known = {item.name for item in fields(GenerationRecord)}
        kept = {name: value for name, value in values.items() if name in known}
        return GenerationRecord(**kept | {"created_at": created_at, "id": folder.name})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorruptIndexError(
            f"The record {path} cannot be read: {error}.",
            REPAIR,
        ) from error
