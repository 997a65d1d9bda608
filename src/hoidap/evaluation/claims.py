"""How well sentences of a language model are checked: true ones passed, false ones stopped.

A claim file is JSON Lines in UTF-8, one claim a line; other fields are for people:

=========  =========================================================================
``text``   the passage that the claim cites
``head``   what stands above the passage: headings, an interviewer's question
``claim``  the sentence to be checked
``label``  ``supported``; anything else (``contradicted``, ``not_in_passage``) is false
``kind``   of paraphrase or of the one change, for counts by kind
=========  =========================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from hoidap.answering.verification.checker import ClaimChecker
from hoidap.answering.verification.lacking import lacking_facts
from hoidap.answering.verification.verdict import Evidence, Verdict
from hoidap.evaluation.json_lines import Text, load_lines
from hoidap.evaluation.metrics import auroc
from hoidap.reading.reader import PassageToRead

_SUPPORTED: Final = "supported"


class Claim(BaseModel):
    """One line of a claim file."""

    text: Text
    claim: Text
    label: Text
    head: str | None = None
    kind: str = ""

    @property
    def true(self) -> bool:
        """Whether the passage supports it."""
        return self.label == _SUPPORTED


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """``true_passed`` and ``false_stopped`` are shares; ``kinds``: rightly judged, of all."""

    true: int
    false: int
    true_passed: float | None
    false_stopped: float | None
    auroc: float | None
    kinds: dict[str, tuple[int, int]]

    def as_json(self) -> dict[str, object]:
        """The scores by name."""
        return asdict(self)


def load_claims(path: Path) -> tuple[Claim, ...]:
    """Read a claim file.  Raises DocumentError naming the line that is malformed."""
    expected = "A claim has text (the passage), claim, and label (supported or another)."
    return load_lines(path, Claim, "claim", expected)


def check_claims(claims: Iterable[Claim], checker: ClaimChecker | None) -> ClaimScores:
    """Check every claim against its passage, as a model's sentence is that cites it."""
    judged: list[tuple[Claim, bool, float]] = []
    for each in claims:
        verdict = Evidence([each.text], [each.head or ""], checker).check(each.claim)
        judged.append((each, verdict.supported, _score(each, verdict, checker)))
    return _scores(judged)


def _score(claim: Claim, verdict: Verdict, checker: ClaimChecker | None) -> float:
    """What claims are ordered by: the reader's opinion where there is one, facts first."""
    if checker is None:
        return verdict.share + verdict.supported
    passage = PassageToRead(claim.head or "", claim.text)
    opinion = checker.check(claim.claim, passage)
    return opinion.probability - bool(lacking_facts(claim.claim, [passage.headings, passage.text]))


def _scores(judged: Sequence[tuple[Claim, bool, float]]) -> ClaimScores:
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for claim, passed, _ in judged:
        kinds[f"{'true' if claim.true else 'false'}: {claim.kind}"].append(passed is claim.true)
    true = [passed for claim, passed, _ in judged if claim.true]
    false = [not passed for claim, passed, _ in judged if not claim.true]
    labels, scores = [each.true for each, *_ in judged], [score for *_, score in judged]
    return ClaimScores(
        len(true),
        len(false),
        sum(true) / len(true) if true else None,
        sum(false) / len(false) if false else None,
        auroc(scores, labels),
        {kind: (sum(right), len(right)) for kind, right in sorted(kinds.items())},
    )
