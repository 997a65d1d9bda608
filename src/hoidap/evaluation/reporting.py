"""Writes what was measured on a benchmark folder: a Markdown table and pictures.

``report.md``, ``ranking.png`` (recall and reciprocal rank), ``answerability.png``
(how confidence parts the answerable from the others) and ``latency.png``; with
ablations ``ablations.png``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from hoidap.evaluation.ablations import RankScores
from hoidap.evaluation.drawing import answerability, axes, bars, has_unanswerable, latency, save
from hoidap.evaluation.drawing import table as markdown_table
from hoidap.evaluation.measuring import Measured, Scores
from hoidap.evaluation.metrics import shown

_RANKING: Final = ("r_at_1", "r_at_5", "r_at_10", "mrr_at_10")

Ablations = Mapping[str, Mapping[str, RankScores]]


def write_report(
    folder: Path,
    name: str,
    scores: Mapping[str, Scores],
    measured: Mapping[str, Sequence[Measured]],
    ablated: Ablations,
) -> Path:
    """Write the report about benchmark ``name`` into ``folder``; returns the Markdown file."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [_ranking(folder, scores), latency(folder, measured)]
    if has_unanswerable(measured):
        pictures.append(answerability(folder, measured))
    if ablated:
        pictures.append(_ablations(folder, ablated))
    rows = [
        [field, *(shown(getattr(each, field)) for each in scores.values())]
        for field in Scores.__dataclass_fields__
    ]
    lines = [f"# {name}", "", *markdown_table(["measure", *scores], rows), ""]
    for run, reduced in ablated.items():
        rows = [
            [part, *(shown(getattr(each, field)) for field in _RANKING)]
            for part, each in reduced.items()
        ]
        table = markdown_table(["search", *_RANKING], rows)
        lines += [f"## Parts taken away, {run.replace('_', ' ')}", "", *table, ""]
    lines += [f"![{each.stem}]({each.name})" for each in pictures]
    path = folder / "report.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _ranking(folder: Path, scores: Mapping[str, Scores]) -> Path:
    groups = {
        name: [getattr(each, field) or 0.0 for field in _RANKING] for name, each in scores.items()
    }
    bars(axes(), groups, _RANKING)
    return save(folder, "ranking", "Relevant documents found")


def _ablations(folder: Path, ablated: Ablations) -> Path:
    names = list(next(iter(ablated.values())))
    on = axes()
    bars(on, {run: [rows[n].mrr_at_10 for n in names] for run, rows in ablated.items()}, names)
    on.tick_params(axis="x", labelsize=7, rotation=20)
    return save(folder, "ablations", "MRR@10 with parts taken away")
