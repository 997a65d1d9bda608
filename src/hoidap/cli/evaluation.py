"""``hoidap eval``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from hoidap.answering.assistant import Assistant
from hoidap.answering.verification.checker import ClaimChecker
from hoidap.cli.printing import print_json
from hoidap.domain import Engine
from hoidap.embedding.loading import load_embedder
from hoidap.errors import SettingsError
from hoidap.evaluation.ablations import RankScores, ablations
from hoidap.evaluation.asking import (
    COUNTS,
    AnswerScores,
    Asked,
    ask_all,
    score_answers,
    scores_by_kind,
)
from hoidap.evaluation.benchmark_folder import load_benchmark, without_half
from hoidap.evaluation.claims import check_claims, load_claims
from hoidap.evaluation.faithfulness import FaithfulnessScores, faithfulness, write_all
from hoidap.evaluation.measuring import Measured, Scores, built_index, measure, score
from hoidap.evaluation.metrics import shown
from hoidap.evaluation.question_file import load_questions
from hoidap.reading.loading import load_reader
from hoidap.settings import load

RUNS = {"as_written": False, "folded": True}


def evaluate(
    questions: Path,
    data: Path | None,
    *,
    fold: bool,
    as_json: bool,
    ablate: bool,
    report: Path | None,
    remove_gold: int | None,
    engine: Engine | None,
) -> None:
    """Measure a benchmark folder, or a question file over a data folder, and print the scores."""
    runs = {name: folded for name, folded in RUNS.items() if fold or not folded}
    if questions.is_file():
        unfit = {"--ablate": ablate, "--remove-gold": remove_gold is not None}
        _refuse(unfit, f"{questions} is a question file: what is ingested stays as it is.")
        _evaluate_file(questions, data, runs, as_json=as_json, report=report, engine=engine)
        return
    _refuse({"--data": data is not None}, f"{questions} is a benchmark folder with its own corpus.")
    _evaluate_folder(
        questions,
        runs,
        as_json=as_json,
        ablate=ablate,
        report=report,
        remove_gold=remove_gold,
        engine=engine or Engine.EXTRACTIVE,
    )


def evaluate_claims(claims: Path, questions: Path | None, *, as_json: bool) -> None:
    """Check a file of claims against their passages, and print the scores."""
    _refuse({str(questions): questions is not None}, f"{claims} is measured by itself.")
    listed = load_claims(claims)
    settings = load()
    reader = load_reader(settings, load_embedder(settings))
    scores = check_claims(listed, ClaimChecker(reader) if reader else None)
    if as_json:
        print_json(scores.as_json())
        return
    console = Console()
    table = Table(f"{scores.true} true, {scores.false} false", "")
    for name in ("true_passed", "false_stopped", "auroc"):
        table.add_row(name, shown(getattr(scores, name)))
    console.print(table)
    kinds = Table("Kind", "rightly judged", "of")
    for kind, (right, count) in scores.kinds.items():
        kinds.add_row(kind, str(right), str(count))
    console.print(kinds)


def _refuse(options: Mapping[str, bool], why: str) -> None:
    """Raise SettingsError when one of these options is used."""
    used = ", ".join(name for name, given in options.items() if given)
    if used:
        raise SettingsError(why, f"Leave out {used}.")


def _evaluate_file(
    path: Path,
    data: Path | None,
    runs: Mapping[str, bool],
    *,
    as_json: bool,
    report: Path | None,
    engine: Engine | None,
) -> None:
    questions = load_questions(path)
    with Assistant.open(load(data=data)) as assistant:
        asked = {
            name: ask_all(assistant, questions, folded=folded, engine=engine)
            for name, folded in runs.items()
        }
    scores = {name: score_answers(run) for name, run in asked.items()}
    kinds = {name: scores_by_kind(run) for name, run in asked.items()}
    if report is not None:
        _report_answers(report, path.stem, scores, kinds, asked)
    if as_json:
        print_json(_as_json(scores, "kinds", kinds))
        return
    console = Console()
    console.print(_measures(scores))
    for run, rows in kinds.items():
        if rows:
            console.print(_rows(f"Kind, {run}", rows, COUNTS))


def _evaluate_folder(
    folder: Path,
    runs: Mapping[str, bool],
    *,
    as_json: bool,
    ablate: bool,
    report: Path | None,
    remove_gold: int | None,
    engine: Engine,
) -> None:
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
        for name, folded in runs.items():
            measured[name] = measure(assistant, benchmark, folded=folded)
            if ablate:
                ablated[name] = ablations(assistant, embedder, benchmark, folded=folded)
        if engine is not Engine.EXTRACTIVE:
            written = faithfulness(write_all(assistant, benchmark.questions))
    scores = {name: score(run) for name, run in measured.items()}
    if report is not None:
        _report_ranking(report, folder.name, scores, measured, ablated)
    if as_json:
        found = _as_json(scores, "ablations", ablated)
        print_json(found if written is None else found | {"generative": written.as_json()})
        return
    console = Console()
    console.print(_measures(scores))
    for run, rows in ablated.items():
        console.print(_rows(f"Search, {run}", rows, RankScores.__dataclass_fields__))
    if written is not None:
        console.print(_written(written))


def _report_answers(
    folder: Path,
    name: str,
    scores: Mapping[str, AnswerScores],
    kinds: Mapping[str, Mapping[str, AnswerScores]],
    asked: Mapping[str, Sequence[Asked]],
) -> None:
    # Drawing takes a second to import, and few runs draw.
    from hoidap.evaluation.answer_report import write_answer_report  # noqa: PLC0415

    drawn = write_answer_report(folder, name, scores, kinds, asked)
    Console(stderr=True).print(f"Report: {drawn}", highlight=False)


def _report_ranking(
    folder: Path,
    name: str,
    scores: Mapping[str, Scores],
    measured: Mapping[str, Sequence[Measured]],
    ablated: Mapping[str, Mapping[str, RankScores]],
) -> None:
    from hoidap.evaluation.reporting import write_report  # noqa: PLC0415 (as above)

    drawn = write_report(folder, name, scores, measured, ablated)
    Console(stderr=True).print(f"Report: {drawn}", highlight=False)


def _as_json(
    scores: Mapping[str, Scores | AnswerScores],
    part: str,
    parts: Mapping[str, Mapping[str, RankScores | AnswerScores]],
) -> dict[str, Any]:
    """The scores of every run, with the figures of its parts, where it has any."""
    found: dict[str, Any] = {name: each.as_json() for name, each in scores.items()}
    for name, rows in parts.items():
        if rows:
            found[name][part] = {key: each.as_json() for key, each in rows.items()}
    return found


def _measures(scores: Mapping[str, Scores | AnswerScores]) -> Table:
    """A row for every measure, a column for every run."""
    table = Table("Measure", *scores)
    figures = [each.as_json() for each in scores.values()]
    for name in figures[0]:
        table.add_row(name, *(shown(each[name]) for each in figures))
    return table


def _rows(
    title: str, rows: Mapping[str, RankScores | AnswerScores], measures: Iterable[str]
) -> Table:
    """A row for every part, a column for every measure."""
    table = Table(title, *measures)
    for name, each in rows.items():
        table.add_row(name, *(shown(getattr(each, measure)) for measure in measures))
    return table


def _written(scores: FaithfulnessScores) -> Table:
    """What the model wrote against what was shown."""
    table = Table("Written by the model", "")
    for name, value in scores.as_json().items():
        if isinstance(value, dict):
            table.add_row(name, ", ".join(f"{kind} {count}" for kind, count in value.items()))
        elif value is None or isinstance(value, int | float):
            table.add_row(name, shown(value))
    return table
