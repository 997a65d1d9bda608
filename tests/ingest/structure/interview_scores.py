"""How well interviews are read, counted against documents whose truth is known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from hoidap.domain import Kind, SectionKind
from ingest.extraction.conditions import Conditions
from ingest.extraction.registry import extract_file
from ingest.metadata import MetadataFields
from ingest.structure.reading import Structure, read_structure

#: Bytes of the largest file that is read.
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, who answers it and the answer, with single spaces and without list dashes."""

    question: str
    speaker: str | None
    answer: str


@dataclass(slots=True)
class Scores:
    """Counts of right and of all, by what is counted, and what went wrong."""

    right: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, what: str, right: bool, fault: str) -> None:
        """Count one case; ``fault`` says what was found instead."""
        self.total[what] = self.total.get(what, 0) + 1
        self.right[what] = self.right.get(what, 0) + right
        if not right:
            self.faults.append(f"{what}: {fault}")

    def share(self, what: str) -> float:
        """The share that is right, 0 to 1; 1 where nothing was counted."""
        return self.right[what] / self.total[what] if what in self.total else 1.0

    def __str__(self) -> str:
        figures = [f"{what} {self.right[what]}/{self.total[what]}" for what in self.total]
        return "\n".join([", ".join(figures), *self.faults])


def score(folder: Path, truths: Iterable[dict[str, Any]], scratch: Path) -> Scores:
    """Read the documents of a folder and count them against their truths."""
    scores = Scores()
    for truth in truths:
        path = folder / truth["file"]
        extracted = next(iter(extract_file(path, path.name, _LARGEST, Conditions(scratch=scratch))))
        count(truth, extracted.text, read_structure(extracted, MetadataFields()), scores)
    return scores


def read_truths(path: Path) -> list[dict[str, Any]]:
    """One object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def count(truth: dict[str, Any], text: str, read: Structure, scores: Scores) -> None:
    """Count what was read of one document against its truth."""
    name = truth["file"]
    found = turns(text, read)
    told = [Turn(plain(t["question"]), t["speaker"], plain(t["answer"])) for t in truth["turns"]]
    kind = "interview" if read.fields.kind is Kind.INTERVIEW else "news"
    scores.count("kind", kind == truth["kind"], f"{name} is taken for {kind}")
    if truth["kind"] == "news":
        scores.count("news without turns", not found, f"{name} has {len(found)} turns")
        return
    apart = {(turn.question, turn.answer) for turn in found}
    for turn in told:
        cut = (turn.question, turn.answer) in apart
        scores.count("turns apart", cut, f"{name}: {turn.question[:50]}")
        said = any(t.speaker == turn.speaker and _alike(t, turn) for t in found)
        scores.count("speakers", said, f"{name}: {turn.speaker}: {turn.question[:50]}")
    _count_fields(truth, read, scores)
    held = "\n".join(f"{turn.question}\n{turn.answer}" for turn in found)
    for line in [*truth["not_speech"], *truth["remarks"]]:
        scores.count("no leak", plain(line) not in held, f"{name}: {line[:60]}")


def _count_fields(truth: dict[str, Any], read: Structure, scores: Scores) -> None:
    name, fields = truth["file"], read.fields
    day = fields.issued_on.isoformat() if fields.issued_on else None
    scores.count("date", day == truth["date"], f"{name}: {day}")
    if "title" in truth:
        scores.count("title", fields.title == truth["title"], f"{name}: {fields.title}")
    scores.count("paper", fields.issuer == truth["paper"], f"{name}: {fields.issuer}")
    asked = re.split(r"\s*(?:,| - | và )\s*", fields.interviewer) if fields.interviewer else []
    scores.count("interviewer", asked == truth["interviewers"], f"{name}: {fields.interviewer}")


def _alike(found: Turn, told: Turn) -> bool:
    """Whether two turns are the same piece of dialogue, even where their ends differ."""
    return found.answer[:40] == told.answer[:40] or found.answer[-40:] == told.answer[-40:]


def turns(text: str, read: Structure) -> list[Turn]:
    """The turns of a structure; parts of one answer between pictures are joined."""
    sections = [s for s in read.sections if s.kind is SectionKind.TURN]
    grouped = groupby(sections, key=lambda s: (s.locator, s.title, s.speaker))
    return [
        Turn(plain(title), speaker, plain("\n".join(text[s.body_start : s.end] for s in parts)))
        for (_, title, speaker), parts in grouped
    ]


def plain(text: str) -> str:
    """Single spaces, no list dash at the beginning of a line."""
    lines: Sequence[str] = [re.sub(r"^\s*[-–+*]\s+", "", line) for line in text.splitlines()]
    return " ".join(" ".join(lines).split())
