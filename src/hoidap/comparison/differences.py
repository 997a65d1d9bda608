"""What kind of thing changed in a provision: its place, a figure, a time, a body, a duty.

Only words that differ count.  The facts that they touch are compared as values, the ones of
the former wording with the ones of the new; what of the changed words no fact explains is
other wording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from hoidap.comparison.facts import Fact, FactKind, facts_of
from hoidap.comparison.words import Range, Word
from hoidap.vietnamese.question_words import term_weight


class Difference(StrEnum):
    """What differs between two provisions that belong together, or that one has none."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"  # under another number, or in another place
    DIVIDED = "divided"  # into several
    JOINED = "joined"  # with others
    NUMBER = "number"
    DEADLINE = "deadline"  # a date, a span of time
    BODY = "body"  # who acts, decides or is bound
    MODALITY = "modality"  # must, may, must not; on which condition
    REFERENCE = "reference"  # a provision or document that is named
    WORDING = "wording"


#: Where a provision stands, not what it says.
OF_PLACE: Final = frozenset({Difference.MOVED, Difference.DIVIDED, Difference.JOINED})
_OF_FACT: Final = {
    FactKind.NUMBER: Difference.NUMBER,
    FactKind.DEADLINE: Difference.DEADLINE,
    FactKind.BODY: Difference.BODY,
    FactKind.MODALITY: Difference.MODALITY,
    FactKind.REFERENCE: Difference.REFERENCE,
}
#: Words that weigh less in retrieval bind others together and change nothing by themselves.
_LEAST_WEIGHT: Final = 0.5


def differences_of_wording(
    left: Sequence[tuple[str, Range]],
    right: Sequence[tuple[str, Range]],
    gone: Sequence[Word],
    new: Sequence[Word],
) -> tuple[Difference, ...]:
    """The kinds of difference between two wordings; none where no word differs.

    ``left`` and ``right`` are the document's text and ranges of it that are compared, ``gone``
    and ``new`` the words that only one side has.
    """
    if not gone and not new:
        return ()
    ours, theirs = _touched(left, gone), _touched(right, new)
    found: list[Difference] = []
    for kind, difference in _OF_FACT.items():
        if _values(ours, kind) != _values(theirs, kind):
            found.append(difference)
    explained = {kind for kind, difference in _OF_FACT.items() if difference in found}
    said = [fact for fact in ours if fact.kind in explained]
    heard = [fact for fact in theirs if fact.kind in explained]
    if not found or any(_unexplained(gone, said)) or any(_unexplained(new, heard)):
        found.append(Difference.WORDING)
    return tuple(found)


def _touched(pieces: Iterable[tuple[str, Range]], words: Sequence[Word]) -> list[Fact]:
    """The facts of the pieces that one of the words stands in, with offsets of the document.

    A figure or duty inside a body's description ("người dưới 18 tuổi") is not the body.
    """
    found: list[Fact] = []
    for text, (start, end) in pieces:
        facts = [
            fact._replace(start=start + fact.start, end=start + fact.end)
            for fact in facts_of(text[start:end])
        ]
        others = [fact for fact in facts if fact.kind is not FactKind.BODY]
        for fact in facts:
            own = (word for word in words if fact.overlaps(word.start, word.end))
            if fact.kind is FactKind.BODY:
                own = (word for word in own if not _stands_in(word, others))
            if any(own):
                found.append(fact)
    return found


def _stands_in(word: Word, facts: Iterable[Fact]) -> bool:
    return any(fact.overlaps(word.start, word.end) for fact in facts)


def _values(facts: Iterable[Fact], kind: FactKind) -> Counter[str]:
    return Counter(fact.value for fact in facts if fact.kind is kind)


def _unexplained(words: Sequence[Word], facts: Sequence[Fact]) -> Iterable[Word]:
    """Words that say something and stand in none of the facts."""
    for word in words:
        if term_weight(word.text) >= _LEAST_WEIGHT and not _stands_in(word, facts):
            yield word
