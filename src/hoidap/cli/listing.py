"""``hoidap documents``."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from hoidap.api.schemas import DocumentOut
from hoidap.cli.printing import print_json
from hoidap.domain import Kind, Standing
from hoidap.index.generation import GenerationStore
from hoidap.retrieval.reading import Reading
from hoidap.settings import load

#: A terminal lists everything; pages are for the API.
EVERYTHING = 1_000_000


def documents(
    data: Path | None,
    kind: Kind | None,
    issuer: str | None,
    year: int | None,
    standing: Standing | None,
    *,
    as_json: bool,
) -> None:
    """Print the documents, newest first."""
    generation = GenerationStore(load(data=data).data).open()
    try:
        page = Reading(generation).documents(
            kind=kind, issuer=issuer, year=year, standing=standing, offset=0, limit=EVERYTHING
        )
    finally:
        generation.close()
    if as_json:
        print_json(
            [DocumentOut.of(document).model_dump(mode="json") for document in page.documents]
        )
        return
    table = Table("Id", "Number", "Title", "Issuer", "Issued", "Standing")
    for document in page.documents:
        about = document.metadata
        table.add_row(
            document.id,
            about.number or "",
            about.title,
            about.issuer or "",
            about.issued_on.isoformat() if about.issued_on else "",
            about.standing.value,
        )
    Console().print(table)
