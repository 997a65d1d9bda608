"""Pictures and Markdown tables that reports are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import matplotlib

matplotlib.use("Agg")  # writes files; looks for no display

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from hoidap.answering.considering import ANSWERABLE
from hoidap.evaluation.asking import Asked
from hoidap.evaluation.measuring import Measured

_INK: Final = ("#a31621", "#1f4e79", "#6b705c", "#b08d57")
_SIZE: Final = (7.0, 3.6)  # inches
_DOTS: Final = 130  # per inch


Runs = Mapping[str, Sequence[Measured | Asked]]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table; a bar or a line end inside a cell does not end it."""
    cells = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(_cell(text) for text in row) + " |" for row in cells]


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())


def save(folder: Path, name: str, title: str) -> Path:
    """Write the picture drawn last as ``name``.png."""
    plt.title(title, loc="left", fontsize=11)
    plt.tight_layout()
    path = folder / f"{name}.png"
    plt.savefig(path, dpi=_DOTS)
    plt.close()
    return path


def axes() -> Axes:
    """A new, empty picture."""
    _, empty = plt.subplots(figsize=_SIZE)
    empty.spines[["top", "right"]].set_visible(False)
    empty.grid(axis="y", alpha=0.3)
    empty.set_axisbelow(True)
    return empty


def bars(on: Axes, groups: Mapping[str, Sequence[float]], labels: Sequence[str]) -> None:
    """Shares side by side, a colour for each group."""
    width = 0.8 / len(groups)
    for place, (name, values) in enumerate(groups.items()):
        at = np.arange(len(labels)) + (place - (len(groups) - 1) / 2) * width
        on.bar(at, values, width * 0.94, label=name.replace("_", " "), color=_INK[place % 4])
    on.set_xticks(np.arange(len(labels)), [label.replace("_", " ") for label in labels])
    on.set_ylim(0, 1.02)
    above = (1.0, 1.14)  # in axes' units: beside the title, over no bar
    on.legend(frameon=False, fontsize=8, loc="upper right", bbox_to_anchor=above, ncols=2)


def answerability(folder: Path, runs: Runs) -> Path:
    """How confidence parts the answerable from the others, in the first run."""
    on = axes()
    run = next(iter(runs.values()))
    bins = [float(edge) for edge in np.linspace(0, 1, 21)]
    for place, (label, wanted) in enumerate((("answerable", True), ("not", False))):
        values = [each.confidence for each in run if each.question.answerable is wanted]
        on.hist(values, bins=bins, alpha=0.65, label=label, color=_INK[1 - place])
    on.axvline(ANSWERABLE, color="black", linewidth=1, linestyle=":")
    on.set_xlabel("confidence (dotted: answered from here)")
    on.set_ylabel("questions")
    on.legend(frameon=False, fontsize=8)
    return save(folder, "answerability", "What confidence tells")


def latency(folder: Path, runs: Runs) -> Path:
    """The share of questions that were answered by a time."""
    on = axes()
    for place, (name, run) in enumerate(runs.items()):
        times = np.sort([each.milliseconds for each in run])
        share = np.arange(1, len(times) + 1) / len(times)
        on.plot(times, share, label=name.replace("_", " "), color=_INK[place % 4])
    on.set_xlabel("milliseconds for one question")
    on.set_ylabel("share answered by then")
    on.legend(frameon=False, fontsize=8, loc="lower right")
    return save(folder, "latency", "Time to an answer")


def has_unanswerable(runs: Runs) -> bool:
    """Whether there is anything for confidence to part."""
    return any(not each.question.answerable for run in runs.values() for each in run)
