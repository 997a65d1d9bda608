"""The ``hoidap-ingest`` command.

Exit codes: 0 all well, 1 some files failed and the rest is indexed, 2 nothing
could be done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hoidap.errors import HoiDapError
from ingest.ending import Ending
from ingest.report import FileReport, FileStatus, Report

app = typer.Typer(
    name="hoidap-ingest",
    help="Read documents into the index: Word, PDF, RTF, ODT, HTML, Markdown, text, page images, "
    "and collections in .jsonl.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

NOTHING_DONE = 2

#: Files that a table lists one by one; more are counted.
LISTED = 60


@app.command()
def command(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to ingest.")],
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", help="Folder that holds all state [default: HOIDAP_DATA, else ./var]."
        ),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Start from an empty index, all files anew.")
    ] = False,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Remove documents whose files vanished from the folders."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be read and removed.")
    ] = False,
    wait: Annotated[
        float | None,
        typer.Option("--wait", min=0, help="Seconds to wait for another ingest [default: 5]."),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print the report as JSON, progress as JSON lines on stderr."),
    ] = False,
    report_file: Annotated[
        Path | None, typer.Option("--report", help="Also write the report, as JSON, to this file.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on and ingest whatever changes in the folders.")
    ] = False,
    poll: Annotated[
        float | None,
        typer.Option("--poll", min=0.1, help="Seconds between looks, for network folders."),
    ] = None,
) -> None:
    """Bring the index in step with files and folders."""
    if watch:
        if dry_run or rebuild:
            raise typer.BadParameter("--watch goes neither with --dry-run nor with --rebuild")
        _watch(paths, data, prune=prune, poll=poll, wait=wait, as_json=as_json)
        return
    if dry_run:
        report = _preview(paths, data, rebuild=rebuild, prune=prune)
    else:
        report = _ingest(paths, data, rebuild=rebuild, prune=prune, wait=wait, as_json=as_json)
    written = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
    if report_file is not None:
        report_file.write_text(written + "\n", encoding="utf-8")
    if as_json:
        typer.echo(written)
    else:
        print_report(Console(), report)
    raise typer.Exit(report.exit_code)


def _preview(paths: Sequence[Path], data: Path | None, *, rebuild: bool, prune: bool) -> Report:
    # The index takes a second to import; --help must answer at once.
    from hoidap.settings import load  # noqa: PLC0415
    from ingest.pipeline import preview  # noqa: PLC0415

    return preview(paths, load(data=data), rebuild=rebuild, prune=prune)


def _ingest(
    paths: Sequence[Path],
    data: Path | None,
    *,
    rebuild: bool,
    prune: bool,
    wait: float | None,
    as_json: bool,
) -> Report:
    # The model and the index take seconds to import; --help must answer at once.
    from hoidap.embedding.loading import load_embedder  # noqa: PLC0415
    from hoidap.settings import load  # noqa: PLC0415
    from ingest.pipeline import ingest  # noqa: PLC0415
    from ingest.progress import JsonLines, Shown  # noqa: PLC0415

    settings = load(data=data)
    embedder = load_embedder(settings)
    if as_json:
        lines = JsonLines(sys.stderr)
        return ingest(paths, settings, embedder, lines, rebuild=rebuild, prune=prune, wait=wait)
    with Shown(Console()) as progress:
        return ingest(paths, settings, embedder, progress, rebuild=rebuild, prune=prune, wait=wait)


def _watch(
    paths: Sequence[Path],
    data: Path | None,
    *,
    prune: bool,
    poll: float | None,
    wait: float | None,
    as_json: bool,
) -> None:
    # As above.
    from hoidap.embedding.loading import load_embedder  # noqa: PLC0415
    from hoidap.settings import load  # noqa: PLC0415
    from ingest.discovery import discover  # noqa: PLC0415
    from ingest.pipeline import ingest  # noqa: PLC0415
    from ingest.progress import Silent  # noqa: PLC0415
    from ingest.watching import Watch  # noqa: PLC0415

    settings = load(data=data)
    discover(paths, settings.data)  # a path that does not exist at the start is a mistake
    embedder = load_embedder(settings)

    def once(prune_now: bool) -> Report:
        return ingest(paths, settings, embedder, Silent(), prune=prune_now, wait=wait)

    with Ending() as ending:
        told = Telling(as_json=as_json)
        watch = Watch(
            paths, settings.data, ending.during(once), told, ending.stop, prune=prune, poll=poll
        )
        told.say("Following " + ", ".join(map(str, paths)))
        watch.run()
    told.say("Ended")


class Telling:
    """Prints what happens while folders are followed; rounds in which nothing did are silent."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._console = Console()

    def say(self, text: str) -> None:
        """A line for people, with the time of day."""
        if not self._as_json:
            self._console.print(f"{_now()} {text}.", highlight=False, soft_wrap=True)
            sys.stdout.flush()

    def report(self, report: Report) -> None:
        """The report of one round."""
        quiet = (FileStatus.UNCHANGED, FileStatus.KEPT)
        if all(file.status in quiet for file in report.files):
            return
        if self._as_json:
            typer.echo(json.dumps(report.as_json(), ensure_ascii=False))
            return
        self._console.print(_now(), highlight=False)
        print_report(self._console, report)
        sys.stdout.flush()

    def problem(self, text: str) -> None:
        """Something that is tried again."""
        if self._as_json:
            typer.echo(json.dumps({"problem": text}, ensure_ascii=False))
        else:
            said = f"{_now()} {text}"
            self._console.print(said, style="yellow", highlight=False, soft_wrap=True)
            sys.stdout.flush()


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def print_report(console: Console, report: Report) -> None:
    """The final table, failures last where they are seen, and one closing line."""
    files = [file for file in report.files if file.status is not FileStatus.UNCHANGED]
    if files:
        table = Table("File", "Status", "Kind", "Documents", "Passages", "Seconds")
        for file in sorted(files, key=_failures_last)[-LISTED:]:
            table.add_row(
                file.path,
                file.status.value,
                file.kind,
                str(file.documents or ""),
                str(file.passages or ""),
                f"{file.seconds:.2f}" if file.seconds else "",
            )
        console.print(table)
    for file in files:
        for warning in file.warnings:
            said = warning if warning.startswith(file.path) else f"{file.path}: {warning}"
            console.print(f"warning: {said}", style="yellow", highlight=False, soft_wrap=True)
        if file.error:
            console.print(f"failed: {file.error}", style="red", highlight=False, soft_wrap=True)
    if report.ignored:
        types = ", ".join(
            f"{suffix or 'none'} ({n})" for suffix, n in sorted(report.ignored.items())
        )
        console.print(f"Not read, files of other types: {types}", highlight=False, soft_wrap=True)
    counted = ", ".join(f"{number} {status.value}" for status, number in report.counts.items())
    would = "Nothing was done; this would be: " if report.dry_run else ""
    console.print(
        f"{would}{counted or 'No files'}: {report.documents} documents, {report.passages} passages "
        f"in generation {report.generation or 'none'}, {report.seconds:.1f} s",
        highlight=False,
        soft_wrap=True,
    )


def _failures_last(file: FileReport) -> tuple[bool, str]:
    return (file.status is FileStatus.FAILED, file.path)


def run() -> None:
    """Entry point: errors made for people are printed as one line, without a traceback."""
    try:
        app()
    except HoiDapError as error:
        typer.echo(f"hoidap-ingest: {error}", err=True)
        sys.exit(NOTHING_DONE)


if __name__ == "__main__":
    run()
