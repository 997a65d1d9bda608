"""``hoidap eval``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from hoidap.answering.assistant import Assistant
from hoidap.cli.printing import print_json
from hoidap.domain import Engine
from hoidap.embedding.loading import load_embedder
from hoidap.evaluation.ablations import RankScores, ablations
from hoidap.evaluation.benchmark_folder import load_benchmark, without_half
from hoidap.evaluation.faithfulness import FaithfulnessScores, faithfulness, write_all
from hoidap.evaluation.measuring import Measured, Scores, built_index, measure, score
from hoidap.evaluation.metrics import shown
from hoidap.settings import load

RUNS = {"as_written": False, "folded": True}


def evaluate(
    folder: Path,
    *,
    fold: bool,
    as_json: bool,
    ablate: bool,
    report: Path | None,
    remove_gold: int | None,
    engine: Engine = Engine.EXTRACTIVE,
) -> None:
    """Measure a benchmark folder and print the scores."""
    benchmark = load_benchmark(folder)
    if remove_gold is not None:
        benchmark = without_half(benchmark, remove_gold)
    measured: dict[str, list[Measured]] = {}
    ablated: dict[str, dict[str, RankScores]] = {}
    written: FaithfulnessScores | None = None
    settings = load()
    embedder = load_embedder(settings)
    with (
        built_index(benchmark, settings) as built,
        Assistant.open(built, embedder) as assistant,
    ):
        for name, folded in RUNS.items():
            if fold or not folded:
                measured[name] = measure(assistant, benchmark, folded=folded)
                if ablate:
                    ablated[name] = ablations(assistant, embedder, benchmark, folded=folded)
        if engine is not Engine.EXTRACTIVE:
            written = faithfulness(write_all(assistant, benchmark.questions))
    scores = {name: score(run) for name, run in measured.items()}
    if report is not None:
        # Drawing takes a second to import, and few runs draw.
        from hoidap.evaluation.reporting import write_report  # noqa: PLC0415

        drawn = write_report(report, folder.name, scores, measured, ablated)
        Console(stderr=True).print(f"Report: {drawn}", highlight=False)
    if as_json:
        found = _as_json(scores, ablated)
        print_json(found if written is None else found | {"generative": written.as_json()})
    else:
        _print(scores, ablated)
        if written is not None:
            _print_written(written)


def _as_json(
    scores: Mapping[str, Scores], ablated: Mapping[str, Mapping[str, RankScores]]
) -> dict[str, Any]:
    found: dict[str, Any] = {name: each.as_json() for name, each in scores.items()}
    for name, rows in ablated.items():
        found[name]["ablations"] = {key: each.as_json() for key, each in rows.items()}
    return found


def _print(scores: Mapping[str, Scores], ablated: Mapping[str, Mapping[str, RankScores]]) -> None:
    console = Console()
    table = Table("Measure", *scores)
    for name in Scores.__dataclass_fields__:
        table.add_row(name, *(shown(getattr(each, name)) for each in scores.values()))
    console.print(table)
    for run, rows in ablated.items():
        parts = Table(f"Search, {run}", *RankScores.__dataclass_fields__)
        for name, each in rows.items():
            parts.add_row(name, *(shown(value) for value in each.as_json().values()))
        console.print(parts)


def _print_written(scores: FaithfulnessScores) -> None:
    """What the model wrote against what was shown."""
    table = Table("Written by the model", "")
    for name, value in scores.as_json().items():
        if isinstance(value, dict):
            table.add_row(name, ", ".join(f"{kind} {count}" for kind, count in value.items()))
        elif value is None or isinstance(value, int | float):
            table.add_row(name, shown(value))
    Console().print(table)
