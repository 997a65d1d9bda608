"""The ``hoidap`` command: ask, search, documents, serve, keys, mcp, doctor.

Command bodies import what they need when they run: the index and the model
take seconds to import, and ``hoidap --help`` must answer at once.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hoidap.cli import index_app, keys_app
from hoidap.cli.options import DataOption, JsonOption
from hoidap.domain import Engine, Kind, Standing
from hoidap.errors import HoiDapError

app = typer.Typer(
    name="hoidap",
    help="Cited answers in Vietnamese over official documents and interviews.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

KindOption = Annotated[list[Kind] | None, typer.Option("--kind", help="Only these kinds.")]
DocumentOption = Annotated[
    list[str] | None, typer.Option("--document", help="Only these document ids.")
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], help="Answer from what was in force then."
    ),
]
EngineOption = Annotated[
    Engine | None,
    typer.Option("--engine", help="Who writes the answer [default: HOIDAP_ENGINE]."),
]

app.add_typer(keys_app.app, name="keys")
app.add_typer(index_app.app, name="index")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, with or without diacritics.")],
    data: DataOption = None,
    kind: KindOption = None,
    document: DocumentOption = None,
    as_of: AsOfOption = None,
    engine: EngineOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with exact citations."""
    from hoidap.cli import questions  # noqa: PLC0415 (start-up)

    where = questions.scope(kind, document, as_of)
    questions.ask(question, data, where, engine, as_json=as_json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    data: DataOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="How many passages.")] = 10,
    kind: KindOption = None,
    document: DocumentOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages."""
    from hoidap.cli import questions  # noqa: PLC0415 (start-up)

    questions.search(query, data, questions.scope(kind, document, as_of), limit, as_json=as_json)


@app.command()
def documents(
    data: DataOption = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only this kind.")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="Only this issuer.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Only issued in this year.")] = None,
    standing: Annotated[
        Standing | None, typer.Option("--standing", help="Only of this standing.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the documents."""
    from hoidap.cli import listing  # noqa: PLC0415 (start-up)

    listing.documents(data, kind, issuer, year, standing, as_json=as_json)


@app.command(name="eval")
def evaluate(
    questions: Annotated[
        Path | None,
        typer.Argument(
            exists=True,
            help="Benchmark folder in the BEIR layout, or question file to ask over --data.",
        ),
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option("--claims", exists=True, dir_okay=False, help="File of claims to check."),
    ] = None,
    data: DataOption = None,
    fold: Annotated[
        bool, typer.Option("--fold/--no-fold", help="Also ask without diacritics.")
    ] = True,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Also search with parts taken away (folder).")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Folder for Markdown tables and pictures.")
    ] = None,
    remove_gold: Annotated[
        int | None,
        typer.Option(
            "--remove-gold",
            help="Seed: leave out a random half of the documents that answer (folder).",
        ),
    ] = None,
    engine: Annotated[
        Engine | None,
        typer.Option(
            "--engine",
            help="Who answers a file's questions [default: HOIDAP_ENGINE]; "
            "for a folder, generative also has the model answer.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure ranking, answers and refusals on a benchmark or a question file, or checks."""
    from hoidap.cli import evaluation  # noqa: PLC0415 (start-up)

    if claims is not None:
        evaluation.evaluate_claims(claims, questions, as_json=as_json)
        return
    if questions is None:
        raise typer.BadParameter("Give a benchmark folder, a question file or --claims FILE.")
    evaluation.evaluate(
        questions,
        data,
        fold=fold,
        as_json=as_json,
        ablate=ablate,
        report=report,
        remove_gold=remove_gold,
        engine=engine,
    )


@app.command()
def serve(
    data: DataOption = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on.")] = None,
) -> None:
    """Serve the API and the pages."""
    from hoidap.cli import server  # noqa: PLC0415 (start-up)

    server.serve(data, host, port)


@app.command()
def mcp(
    data: DataOption = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", help="Access label read beside public [default: internal]."),
    ] = None,
) -> None:
    """Serve assistants that speak the Model Context Protocol, on standard input and output."""
    from hoidap.cli import mcp as serving  # noqa: PLC0415 (start-up)

    serving.mcp(data, ["internal"] if label is None else label)


@app.command()
def doctor(
    data: DataOption = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Compare the index entry by entry.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check model, index, disk, port, access and programs; exit code 1 when something failed."""
    from hoidap.cli import doctor as checking  # noqa: PLC0415 (start-up)

    raise typer.Exit(checking.doctor(data, thorough=thorough, as_json=as_json))


def run() -> None:
    """Entry point: errors made for people are printed as one line, without a traceback."""
    try:
        app()
    except (HoiDapError, OSError) as error:
        typer.echo(f"hoidap: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    run()
