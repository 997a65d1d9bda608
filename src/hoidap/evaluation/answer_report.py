"""Writes what was measured on a question file: Markdown tables and pictures.

``report.md`` (measures, figures by kind, every question that somebody must look at),
``answers.png`` (shares right and refused), ``latency.png`` and, where some questions
have no answer, ``answerability.png``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from hoidap.evaluation.asking import COUNTS, GOOD, AnswerScores, Asked
from hoidap.evaluation.drawing import (
    answerability,
    axes,
    bars,
    has_unanswerable,
    latency,
    save,
    table,
)
from hoidap.evaluation.metrics import shown

_SHARES: Final = ("right_share", "wrongly_refused_share", "unanswerable_refused_share")
#: Characters of an answer that tell what went wrong.
_EXCERPT: Final = 200


def write_answer_report(
    folder: Path,
    name: str,
    scores: Mapping[str, AnswerScores],
    kinds: Mapping[str, Mapping[str, AnswerScores]],
    asked: Mapping[str, Sequence[Asked]],
) -> Path:
    """Write the report about question file ``name`` into ``folder``; returns the Markdown file."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [_answers(folder, scores), latency(folder, asked)]
    if has_unanswerable(asked):
        pictures.append(answerability(folder, asked))
    rows = [
        [field, *(shown(getattr(each, field)) for each in scores.values())]
        for field in AnswerScores.__dataclass_fields__
    ]
    lines = [f"# {name}", "", *table(["measure", *scores], rows), ""]
    for run, by_kind in kinds.items():
        if by_kind:
            lines += [f"## By kind, {run.replace('_', ' ')}", "", *_kinds(by_kind), ""]
    for run, every in asked.items():
        faulty = [each for each in every if each.verdict not in GOOD]
        if faulty:
            lines += [f"## To look at, {run.replace('_', ' ')}", "", *_faulty(faulty), ""]
    lines += [f"![{each.stem}]({each.name})" for each in pictures]
    path = folder / "report.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _kinds(by_kind: Mapping[str, AnswerScores]) -> list[str]:
    rows = [
        [kind, *(shown(getattr(each, field)) for field in COUNTS)] for kind, each in by_kind.items()
    ]
    return table(["kind", *COUNTS], rows)


def _faulty(asked: Sequence[Asked]) -> list[str]:
    rows = []
    for each in asked:
        gold = ", ".join("|".join(choices) for choices in each.question.gold)
        said = each.answer.answer[:_EXCERPT]
        rows.append([each.verdict.value, shown(each.confidence), each.question.text, gold, said])
    return table(["verdict", "confidence", "question", "gold", "answer"], rows)


def _answers(folder: Path, scores: Mapping[str, AnswerScores]) -> Path:
    groups = {
        name: [getattr(each, field) or 0.0 for field in _SHARES] for name, each in scores.items()
    }
    bars(axes(), groups, _SHARES)
    return save(folder, "answers", "Answered and refused")
