"""Asks the golden questions and judges the answers.

``python -m tests.golden.asking DATA`` prints the result by type and every failure.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from hoidap.answering.assistant import Assistant
from hoidap.domain import Answer, Status
from hoidap.evaluation.asking import conversation
from hoidap.settings import load
from hoidap.vietnamese.normalisation import match_form

GOLDEN = Path(__file__).parent / "golden.jsonl"


@dataclass(frozen=True, slots=True)
class Judged:
    """One golden question, its answer, and what is wrong with it ("" when nothing is)."""

    case: dict[str, Any]
    answer: Answer
    fault: str


def cases() -> list[dict[str, Any]]:
    """All golden questions."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def judge_all(assistant: Assistant) -> list[Judged]:
    """Ask every question, follow-ups with the conversation before them."""
    return [_judge(case, _answer(assistant, case)) for case in cases()]


def _answer(assistant: Assistant, case: dict[str, Any]) -> Answer:
    history = conversation(assistant, case.get("history", ()))
    return assistant.ask(case["question"], history=history)


def _judge(case: dict[str, Any], answer: Answer) -> Judged:
    return Judged(case, answer, next(_faults(case, answer), ""))


def _faults(case: dict[str, Any], answer: Answer) -> Iterator[str]:
    if not case["answerable"]:
        if answer.status is not Status.NOT_FOUND:
            yield "answered, though the documents do not say"
        return
    if answer.status is Status.NOT_FOUND:
        yield "refused"
    shown = match_form(answer.answer)
    for expected in case["expected"]:
        choices = [expected] if isinstance(expected, str) else expected
        if not any(match_form(choice) in shown for choice in choices):
            yield f"lacks {choices[0]!r}"
    cited = {citation.document_id for citation in answer.citations}
    if not cited & set(case["documents"]):
        yield f"cites {sorted(cited)}"
    locator = case.get("locator")
    if locator and all(locator not in citation.locator for citation in answer.citations):
        yield f"locators {[citation.locator for citation in answer.citations]}"


def summary(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Right answers and questions, by type."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in judged:
        counts[each.case["type"]][0] += not each.fault
        counts[each.case["type"]][1] += 1
    return {kind: (right, asked) for kind, (right, asked) in counts.items()}


def main() -> None:
    """Print the result over a data folder into which corpus/ was ingested."""
    console = Console(width=200)
    with Assistant.open(load(data=Path(sys.argv[1]))) as assistant:
        judged = judge_all(assistant)
    table = Table("Type", "Right", "Asked")
    for kind, (right, asked) in summary(judged).items():
        table.add_row(kind, str(right), str(asked))
    console.print(table)
    for each in judged:
        if each.fault:
            console.print(f"{each.case['id']}: {each.case['question']}", style="bold", markup=False)
            console.print(f"   {each.fault}; {each.answer.confidence:.2f}", markup=False)
            console.print(f"   {' | '.join(each.answer.answer.splitlines())[:300]}", markup=False)


if __name__ == "__main__":
    main()
