"""Whether the cited passages support a sentence, and which of their sentences do.

A sentence is supported when nothing is wrong with it (``inspection``) and at
least ``SUPPORTED`` of its content words stand aligned in the passages; or, in other words than
theirs, when the reader says so (``checker``).  Facts are never weighed: one invented number is
enough to fail, whoever else agrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hoidap.answering.verification.alignment import Alignment, align, nearest, rotations
from hoidap.answering.verification.checker import ClaimChecker
from hoidap.answering.verification.faults import Fault, FaultKind
from hoidap.answering.verification.inspection import faults
from hoidap.answering.verification.lacking import lacking_facts
from hoidap.answering.verification.reading import Sort, Token, read
from hoidap.reading.reader import PassageToRead
from hoidap.vietnamese.normalisation import canonical_text
from hoidap.vietnamese.sentences import split_sentences

#: Fewer content tokens say nothing of anything.
LEAST_CONTENT: Final = 3
#: Share of a claim's content that must be aligned.
SUPPORTED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Support:
    """A sentence of a passage that a claim rests on; the range is of the passage's text."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about one claim; ``share`` is the aligned share of its content."""

    share: float
    faults: tuple[Fault, ...]
    support: tuple[Support, ...]

    @property
    def supported(self) -> bool:
        """Whether the claim may be shown."""
        return not self.faults


def _claims(text: str, tokens: Sequence[Token]) -> bool:
    """Whether something is said of something: no question, and more than a name ("Bộ Chính trị.").

    Whether a name alone answers the question cannot be checked.
    """
    content = [token for token in tokens if token.is_content]
    named = all(token.sort is Sort.NAME for token in content)
    return len(content) >= LEAST_CONTENT and not named and not text.rstrip(' ”"').endswith("?")


def _worth_turning(claim: Sequence[Token], sentence: Sequence[Token]) -> bool:
    """Whether a sentence holds enough of a claim that another order could make it fit."""
    held = {token.key for token in sentence}
    content = [token for token in claim if token.is_content]
    return sum(token.key in held for token in content) >= SUPPORTED * len(content)


class Evidence:
    """Passages as claims are checked against them; read once for many claims."""

    def __init__(
        self,
        passages: Sequence[str],
        headings: Sequence[str] = (),
        checker: ClaimChecker | None = None,
    ) -> None:
        """``headings``: what stands above each passage; ``checker``: reads other wordings."""
        self.passages = [canonical_text(each) for each in passages]
        self._checker = checker
        above = [*headings, *[""] * (len(passages) - len(headings))]
        self._to_read = [
            PassageToRead(head, text) for head, text in zip(above, self.passages, strict=True)
        ]
        self._places: list[Support] = []
        self._tokens: list[list[Token]] = []
        self._lead_ins: set[int] = set()
        for number, text in enumerate(self.passages):
            self._add(number, text)

    def _add(self, number: int, text: str) -> None:
        first = len(self._places)
        for start, end in split_sentences(text):
            if text[start:end].rstrip("*_ ").endswith(":"):
                self._lead_ins.add(len(self._places))
            self._places.append(Support(number, start, end))
        self._tokens.append(
            [replace(token, sentence=token.sentence + first) for token in read(text)]
        )

    def check(self, claim: str, passages: Sequence[int] | None = None) -> Verdict:
        """What the passages of these indices (all by default) say to a claim."""
        verdict = self._aligned(claim, passages)
        if verdict.supported or self._checker is None or not verdict.support:
            return verdict
        return self._read(claim, verdict.support[0].passage, self._checker) or verdict

    def _read(self, claim: str, passage: int, checker: ClaimChecker) -> Verdict | None:
        """The reader's verdict on a claim in other words; None where it finds no support.

        One passage is read, the one that holds most of the claim: reading takes a tenth of a
        second.
        """
        to_read = self._to_read[passage]
        if not _claims(claim, read(claim)):
            return None
        if lacking_facts(claim, [to_read.headings, to_read.text]):
            return None
        opinion = checker.check(claim, to_read)
        if not opinion.supported:
            return None
        support = tuple(Support(passage, *each) for each in opinion.ranges)
        return Verdict(opinion.probability, (), support)

    def _aligned(self, claim: str, passages: Sequence[int] | None) -> Verdict:
        """What the words alone say.

        All near sentences together are tried first, then each alone (a word that
        two sentences hold may have been found in the wrong one), then with the
        claim's halves exchanged.
        """
        chosen = range(len(self.passages)) if passages is None else passages
        tokens = [token for number in chosen for token in self._tokens[number]]
        ours = read(claim)
        near = nearest(ours, tokens, frozenset(self._lead_ins))
        verdict = self._judge(claim, align(ours, near))
        for other in self._otherwise(ours, near):
            if verdict.supported:
                break
            again = self._judge(claim, other)
            if (len(again.faults), -again.share) < (len(verdict.faults), -verdict.share):
                verdict = again
        return verdict

    @staticmethod
    def _otherwise(ours: Sequence[Token], near: Sequence[Token]) -> Iterator[Alignment]:
        """Other ways to lay a claim against near sentences; one that fits is enough."""
        for number in dict.fromkeys(token.sentence for token in near):
            alone = [token for token in near if token.sentence == number]
            yield align(ours, alone)
            if _worth_turning(ours, alone):
                yield from (align(turned, alone) for turned in rotations(ours))

    def _judge(self, claim: str, found: Alignment) -> Verdict:
        wrong = faults(found)
        share = found.share
        if not _claims(claim, found.claim):
            wrong.append(Fault(FaultKind.NOTHING, claim.strip()))
        elif share < SUPPORTED:
            wrong.append(Fault(FaultKind.WORDING, self._missing(claim, found)))
        used = {found.evidence[at].sentence for at in found.used if found.evidence[at].is_content}
        support = tuple(self._places[number] for number in sorted(used))
        return Verdict(share, tuple(wrong), support)

    @staticmethod
    def _missing(claim: str, found: Alignment) -> str:
        """The words of a claim that stand nowhere."""
        text = canonical_text(claim)
        return ", ".join(
            text[token.start : token.end]
            for at, token in enumerate(found.claim)
            if found.place[at] is None and token.is_content
        )
