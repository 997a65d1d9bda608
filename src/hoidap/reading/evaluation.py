"""How well a network reads: AUROC of "does it answer", F1 of the sentences it marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from hoidap.reading.examples import Example
from hoidap.reading.marking import choose_units, mark_units, units_of
from hoidap.reading.network import ReaderNetwork
from hoidap.reading.pair_encoding import Pieces, encode_pair


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one set of examples.  ``first``: share whose best unit is one that answers."""

    name: str
    answered: int
    unanswered: int
    auroc: float
    evidence_f1: float
    first: float


@dataclass(frozen=True, slots=True)
class _Read:
    example: Example
    logit: float
    chosen: frozenset[int]
    best: int
    gold: frozenset[int]


def evaluate(
    network: ReaderNetwork, examples: Sequence[Example], tokenizer: Pieces
) -> list[Figures]:
    """Figures of all examples, then by the kind of document their set's name begins with."""
    network.eval()
    device = next(network.parameters()).device
    read = []
    with torch.no_grad():
        for each in examples:
            pair = encode_pair(tokenizer, each.question, each.headings, each.text)
            ids = torch.tensor([pair.ids], device=device)
            passage = torch.zeros_like(ids, dtype=torch.bool)
            passage[0, pair.start : pair.end] = True
            logit, pieces = network(ids, torch.ones_like(ids), passage)
            marks = torch.sigmoid(pieces[0, pair.start : pair.end, 0]).tolist()
            units = units_of(each.text)
            scores = mark_units(pair, marks, units)
            chosen = choose_units(scores)
            gold = frozenset(
                index
                for index, (start, end) in enumerate(units)
                if any(start < stop and end > begin for begin, stop in each.evidence)
            )
            best = max(range(len(scores)), key=scores.__getitem__, default=0)
            read.append(_Read(each, float(logit[0]), frozenset(chosen), best, gold))
    groups = sorted({_kind(each.example) for each in read})
    parts = [("all", read)]
    parts += [(group, [e for e in read if _kind(e.example) == group]) for group in groups]
    return [_figures(name, part) for name, part in parts]


def report_lines(figures: Sequence[Figures]) -> Iterator[str]:
    """The figures as lines of a table."""
    for each in figures:
        yield (
            f"{each.name:8} {each.answered:4}+{each.unanswered:<4} AUROC {each.auroc:.3f} "
            f"evidence F1 {each.evidence_f1:.3f} best unit right {each.first:.3f}"
        )


def _kind(example: Example) -> str:
    return example.group.rstrip("0123456789")


def _auroc(read: Sequence[_Read]) -> float:
    """Of the logits; 0.5 where all or none of the passages answer."""
    answered = [each.example.answered for each in read]
    if len(set(answered)) < 2:
        return 0.5
    return float(roc_auc_score(answered, [each.logit for each in read]))


def _figures(name: str, read: Sequence[_Read]) -> Figures:
    positive = [each for each in read if each.example.answered]
    negative = [each for each in read if not each.example.answered]
    right = sum(len(each.chosen & each.gold) for each in positive)
    total = sum(len(each.chosen) + len(each.gold) for each in positive)
    first = sum(each.best in each.gold for each in positive)
    return Figures(
        name,
        len(positive),
        len(negative),
        _auroc(read),
        2 * right / max(1, total),
        first / max(1, len(positive)),
    )
