"""Writes what was measured: a Markdown table and pictures.

``report.md``, ``ranking.png`` (recall and reciprocal rank), ``answerability.png``
(how confidence parts the answerable from the others) and ``latency.png``; with
ablations ``ablations.png``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import matplotlib

matplotlib.use("Agg")  # writes files; looks for no display

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from hoidap.answering.considering import ANSWERABLE
from hoidap.evaluation.ablations import RankScores
from hoidap.evaluation.measuring import Measured, Scores
from hoidap.evaluation.metrics import shown

_RANKING: Final = ("r_at_1", "r_at_5", "r_at_10", "mrr_at_10")
_INK: Final = ("#a31621", "#1f4e79", "#6b705c", "#b08d57")
_SIZE: Final = (7.0, 3.6)  # inches
_DOTS: Final = 130  # per inch

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
    pictures = [_ranking(folder, scores), _latency(folder, measured)]
    if any(not each.question.answerable for run in measured.values() for each in run):
        pictures.append(_answerability(folder, measured))
    if ablated:
        pictures.append(_ablations(folder, ablated))
    lines = [f"# {name}", "", *_table(scores), ""]
    for run, rows in ablated.items():
        lines += [f"## Parts taken away, {run.replace('_', ' ')}", "", *_ablation_table(rows), ""]
    lines += [f"![{each.stem}]({each.name})" for each in pictures]
    path = folder / "report.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _table(scores: Mapping[str, Scores]) -> list[str]:
    head = ["| measure | " + " | ".join(scores) + " |", "|---" * (len(scores) + 1) + "|"]
    return head + [
        f"| {field} | " + " | ".join(shown(getattr(each, field)) for each in scores.values()) + " |"
        for field in Scores.__dataclass_fields__
    ]


def _ablation_table(rows: Mapping[str, RankScores]) -> list[str]:
    head = ["| search | " + " | ".join(_RANKING) + " |", "|---" * (len(_RANKING) + 1) + "|"]
    return head + [
        f"| {name} | " + " | ".join(shown(getattr(each, field)) for field in _RANKING) + " |"
        for name, each in rows.items()
    ]


def _save(folder: Path, name: str, title: str) -> Path:
    plt.title(title, loc="left", fontsize=11)
    plt.tight_layout()
    path = folder / f"{name}.png"
    plt.savefig(path, dpi=_DOTS)
    plt.close()
    return path


def _axes() -> Axes:
    _, axes = plt.subplots(figsize=_SIZE)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    return axes


def _bars(axes: Axes, groups: Mapping[str, Sequence[float]], labels: Sequence[str]) -> None:
    width = 0.8 / len(groups)
    for place, (name, values) in enumerate(groups.items()):
        at = np.arange(len(labels)) + (place - (len(groups) - 1) / 2) * width
        axes.bar(at, values, width * 0.94, label=name.replace("_", " "), color=_INK[place % 4])
    axes.set_xticks(np.arange(len(labels)), [label.replace("_", " ") for label in labels])
    axes.set_ylim(0, 1.02)
    above = (1.0, 1.14)  # in axes' units: beside the title, over no bar
    axes.legend(frameon=False, fontsize=8, loc="upper right", bbox_to_anchor=above, ncols=2)


def _ranking(folder: Path, scores: Mapping[str, Scores]) -> Path:
    groups = {
        name: [getattr(each, field) or 0.0 for field in _RANKING] for name, each in scores.items()
    }
    _bars(_axes(), groups, _RANKING)
    return _save(folder, "ranking", "Relevant documents found")


def _ablations(folder: Path, ablated: Ablations) -> Path:
    names = list(next(iter(ablated.values())))
    axes = _axes()
    _bars(axes, {run: [rows[n].mrr_at_10 for n in names] for run, rows in ablated.items()}, names)
    axes.tick_params(axis="x", labelsize=7, rotation=20)
    return _save(folder, "ablations", "MRR@10 with parts taken away")


def _answerability(folder: Path, measured: Mapping[str, Sequence[Measured]]) -> Path:
    axes = _axes()
    run = next(iter(measured.values()))
    bins = [float(edge) for edge in np.linspace(0, 1, 21)]
    for place, (label, wanted) in enumerate((("answerable", True), ("not", False))):
        values = [each.confidence for each in run if each.question.answerable is wanted]
        axes.hist(values, bins=bins, alpha=0.65, label=label, color=_INK[1 - place])
    axes.axvline(ANSWERABLE, color="black", linewidth=1, linestyle=":")
    axes.set_xlabel("confidence (dotted: answered from here)")
    axes.set_ylabel("questions")
    axes.legend(frameon=False, fontsize=8)
    return _save(folder, "answerability", "What confidence tells")


def _latency(folder: Path, measured: Mapping[str, Sequence[Measured]]) -> Path:
    axes = _axes()
    for place, (name, run) in enumerate(measured.items()):
        times = np.sort([each.milliseconds for each in run])
        share = np.arange(1, len(times) + 1) / len(times)
        axes.plot(times, share, label=name.replace("_", " "), color=_INK[place % 4])
    axes.set_xlabel("milliseconds for one question")
    axes.set_ylabel("share answered by then")
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    return _save(folder, "latency", "Time to an answer")
