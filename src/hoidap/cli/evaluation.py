"""``hoidap eval``."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from hoidap.answering.assistant import Assistant
from hoidap.cli.questions import print_json
from hoidap.evaluation.benchmark_folder import load_benchmark
from hoidap.evaluation.measuring import Scores, built_index, measure, score
from hoidap.settings import load


def evaluate(folder: Path, *, fold: bool, as_json: bool) -> None:
    """Measure a benchmark folder and print the scores."""
    benchmark = load_benchmark(folder)
    found: dict[str, Scores] = {}
    with (
        built_index(benchmark.corpus, load()) as settings,
        Assistant.open(settings) as assistant,
    ):
        found["as_written"] = score(measure(assistant, benchmark))
        if fold:
            found["folded"] = score(measure(assistant, benchmark, folded=True))
    if as_json:
        print_json({name: scores.as_json() for name, scores in found.items()})
        return
    table = Table("Measure", *found)
    for name in Scores.__dataclass_fields__:
        values = [getattr(scores, name) for scores in found.values()]
        table.add_row(name, *(_shown(value) for value in values))
    Console().print(table)


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
