"""``hoidap index``: list, verify, rollback, gc."""

from __future__ import annotations

from typing import Annotated

import typer

from hoidap.cli.options import DataOption, JsonOption

app = typer.Typer(help="Look after the generations of the index.", no_args_is_help=True)

GenerationArgument = Annotated[
    str | None, typer.Argument(help="A generation's id, as list shows it [default: the current].")
]


@app.command("list")
def show_all(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the generations on disk; the current one is marked."""
    from hoidap.cli import generations  # noqa: PLC0415 (start-up)

    generations.show_all(data, as_json=as_json)


@app.command()
def verify(
    generation: GenerationArgument = None, data: DataOption = None, as_json: JsonOption = False
) -> None:
    """Compare catalogue, vectors and words one by one; exit code 1 when they disagree."""
    from hoidap.cli import generations  # noqa: PLC0415 (start-up)

    if not generations.verify(data, generation, as_json=as_json):
        raise typer.Exit(1)


@app.command()
def rollback(
    generation: Annotated[
        str | None, typer.Argument(help="A generation's id [default: the one before].")
    ] = None,
    data: DataOption = None,
) -> None:
    """Make an earlier generation current again; a running server follows."""
    from hoidap.cli import generations  # noqa: PLC0415 (start-up)

    generations.rollback(data, generation)


@app.command()
def gc(
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, help="How many stay [default: HOIDAP_KEEP_GENERATIONS]."),
    ] = None,
    data: DataOption = None,
) -> None:
    """Remove old generations that nobody reads."""
    from hoidap.cli import generations  # noqa: PLC0415 (start-up)

    generations.gc(data, keep)
