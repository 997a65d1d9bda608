"""A claim laid against its evidence: which token of the one stands where in the other.

Entailment by alignment (MacCartney, Galley & Manning, EMNLP 2008), made strict
for claims that should say what a source says, in fewer or reordered words:

1. The sentences of the evidence that share most with the claim are taken, and
   the lead-in above them when they are items of a list.
2. A local alignment (Smith & Waterman 1981) in reading order, in which facts
   weigh more than words and neighbours that stay neighbours earn a bonus;
   leaving a sentence costs more than skipping words inside it.
3. Pieces of the claim that are left over may have been moved: an adverbial to
   the front, an item of a list, the object of a passive.  Anything else out of
   order stays unaligned, so an exchanged subject and object is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hoidap.answering.verification.reading import FACTS, Sort, Token
from hoidap.vietnamese.dates import interval_of

#: Sentences compared in full; a claim seldom draws on more than two.
SENTENCES: Final = 4
#: What a matched token earns.
_EARNS: Final = {
    Sort.GLUE: 0.2,
    Sort.MARK: 1.2,
    Sort.WORD: 1.0,
    Sort.NUMBER: 1.5,
    Sort.DATE: 1.5,
    Sort.DOCUMENT: 1.5,
    Sort.NAME: 1.5,
}
#: Two neighbours that are neighbours in the source: more than a glue word, less than a word.
_NEIGHBOURS: Final = 0.5
#: What skipping a token of the source costs, so that the nearest of equal matches is taken.
_SKIP: Final = 0.02
#: What going on in another sentence costs: about two words.
_LEAVE: Final = 2.0

#: A piece that begins with one of these is an adverbial and may stand elsewhere; "từ" and "đến"
#: are missing because the ends of a range may not.
_PREPOSITIONS: Final = frozenset(
    {"trong", "tại", "ở", "vào", "khi", "qua", "trên"}
    | {"=under", "=goal", "!before", "!after", "!above"}
    | {"!yearly", "!monthly", "!daily"}
)
#: What a clause that may stand before or behind the main clause begins with.
_OPENERS: Final = _PREPOSITIONS | {"!if", "!except", "=since"}
_VOICE: Final = frozenset({"do", "bởi", "được", "bị"})
_AND: Final = frozenset({"và", "cùng", "cùng_với", "!or"})


@dataclass(frozen=True, slots=True)
class Alignment:
    """``place[i]`` is the index in ``evidence`` of claim token ``i``; None where it has none.

    ``moved`` are the claim's tokens that were found out of order, rightly.
    """

    claim: tuple[Token, ...]
    evidence: tuple[Token, ...]
    place: tuple[int | None, ...]
    moved: frozenset[int]

    @property
    def used(self) -> frozenset[int]:
        """The evidence's tokens that stand in the claim."""
        return frozenset(each for each in self.place if each is not None)

    @property
    def share(self) -> float:
        """How much of the claim's content the evidence holds, 0 to 1; 0 for no content."""
        content = [at for at, token in enumerate(self.claim) if token.is_content]
        if not content:
            return 0.0
        return sum(self.place[at] is not None for at in content) / len(content)


def says(evidence: Token, claim: Token) -> bool:
    """Whether a token of the evidence says what one of the claim says."""
    if evidence.key == claim.key:
        return True
    if claim.sort is Sort.DATE and evidence.sort is Sort.DATE:
        return _is_within(evidence.key, claim.key)
    if claim.sort is Sort.NUMBER and evidence.sort is Sort.DOCUMENT:
        return evidence.key[1:].split("-")[0].split("/")[0].lstrip("0") == claim.key[1:]
    return False


def _is_within(exact: str, wider: str) -> bool:
    """Whether a date implies another: 15/5/2016 is in May 2016 and is a 15 May."""
    if wider.startswith("--"):
        return exact.endswith(wider[1:])
    one, other = interval_of(exact), interval_of(wider)
    return one is not None and other is not None and other[0] <= one[0] and one[1] <= other[1]


def align(claim: Sequence[Token], evidence: Sequence[Token]) -> Alignment:
    """The best alignment of a claim with (already chosen) evidence."""
    claim, evidence = tuple(claim), tuple(evidence)
    place = _in_order(claim, evidence)
    moved = _moves(claim, evidence, place)
    return Alignment(claim, evidence, tuple(place), frozenset(moved))


def nearest(
    claim: Sequence[Token], evidence: Sequence[Token], lead_ins: frozenset[int]
) -> list[Token]:
    """The evidence's sentences that share most with the claim, with their lead-ins, in order."""
    wanted = {token.key for token in claim if token.sort is not Sort.GLUE}
    shared: dict[int, set[str]] = {}
    for token in evidence:
        held = shared.setdefault(token.sentence, set())
        if token.key in wanted:
            held.add(token.key)
    best = sorted(shared, key=lambda each: -len(shared[each]))[:SENTENCES]
    taken = {each for each in best if shared[each]}
    taken |= {max(above) for each in taken if (above := [n for n in lead_ins if n < each])}
    return [token for token in evidence if token.sentence in taken]


@dataclass(slots=True)
class _Row:
    """One claim token's row of the dynamic programme, a cell for each evidence prefix."""

    best: list[float]  # of the claim so far
    ending: list[float]  # the same, when its last token matches the prefix's last
    step: list[int]  # how ``best`` came about
    joins: list[bool]  # whether the match goes on from the match before it


_UP, _LEFT, _MATCH = range(3)


def _in_order(claim: Sequence[Token], evidence: Sequence[Token]) -> list[int | None]:
    """Step 2 of the module: the best monotone matching, as places of the claim's tokens."""
    width = len(evidence) + 1
    leaves = [
        at > 0 and evidence[at].sentence != evidence[at - 1].sentence for at in range(width - 1)
    ]
    row = _Row([0.0] * width, [0.0] * width, [_UP] * width, [False] * width)
    rows = []
    for token in claim:
        row = _next_row(row, token, evidence, leaves)
        rows.append(row)
    return _followed(rows)


def _next_row(above: _Row, token: Token, evidence: Sequence[Token], leaves: Sequence[bool]) -> _Row:
    width = len(evidence) + 1
    row = _Row([0.0] * width, [0.0] * width, [_UP] * width, [False] * width)
    earned = _EARNS[token.sort]
    for at in range(1, width):
        cost = _LEAVE if leaves[at - 1] else 0.0
        value, step = above.best[at], _UP
        skipped = row.best[at - 1] - (cost or _SKIP)
        if skipped > value:
            value, step = skipped, _LEFT
        if says(evidence[at - 1], token):
            joined = above.ending[at - 1] + _NEIGHBOURS if above.ending[at - 1] and not cost else 0
            apart = above.best[at - 1] - cost
            row.ending[at] = earned + max(joined, apart, 0.0)
            row.joins[at] = joined > max(apart, 0.0)
            if row.ending[at] >= value:
                value, step = row.ending[at], _MATCH
        row.best[at], row.step[at] = value, step
    return row


def _followed(rows: Sequence[_Row]) -> list[int | None]:
    """The places on the way back from the best end."""
    place: list[int | None] = [None] * len(rows)
    if not rows:
        return place
    last = rows[-1].best
    at = max(range(len(last)), key=lambda each: last[each])
    number, must_match = len(rows) - 1, False
    while number >= 0 and at > 0:
        row = rows[number]
        if must_match or row.step[at] == _MATCH:
            place[number] = at - 1
            must_match = row.joins[at]
            number, at = number - 1, at - 1
        elif row.step[at] == _UP:
            number -= 1
        else:
            at -= 1
    return place


def _moves(claim: Sequence[Token], evidence: Sequence[Token], place: list[int | None]) -> set[int]:
    """Step 3: place the pieces that were rightly moved; returns their tokens."""
    moved: set[int] = set()
    for first, last in _left_over(claim, place):
        piece = [at for at in range(first, last + 1) if claim[at].sort is not Sort.GLUE]
        used = {each for each in place if each is not None}
        sentences = {evidence[each].sentence for each in used}
        for found in _occurrences([claim[at] for at in piece], evidence):
            whole = not used.intersection(found) and evidence[found[0]].sentence in sentences
            ends = (piece[0], piece[-1]), (found[0], found[-1])
            if whole and _may_move(claim, evidence, *ends, used, place):
                for at, target in zip(piece, found, strict=True):
                    place[at] = target
                moved.update(piece)
                break
    return moved


def _left_over(claim: Sequence[Token], place: Sequence[int | None]) -> list[tuple[int, int]]:
    """Runs of unaligned tokens, from the first to the last that is no glue."""
    runs: list[tuple[int, int]] = []
    start = end = -1
    for at, token in enumerate(claim):
        if place[at] is None and token.sort is not Sort.GLUE:
            start, end = (at, at) if start < 0 else (start, at)
        elif token.sort is not Sort.GLUE and start >= 0:
            runs.append((start, end))
            start = -1
    if start >= 0:
        runs.append((start, end))
    return runs


def _occurrences(piece: Sequence[Token], evidence: Sequence[Token]) -> list[list[int]]:
    """Where the tokens of a piece stand one after the other, glue aside."""
    solid = [at for at, token in enumerate(evidence) if token.sort is not Sort.GLUE]
    found = []
    for begin in range(len(solid) - len(piece) + 1):
        window = solid[begin : begin + len(piece)]
        if all(says(evidence[at], token) for at, token in zip(window, piece, strict=True)):
            found.append(window)
    return found


def _may_move(
    claim: Sequence[Token],
    evidence: Sequence[Token],
    piece: tuple[int, int],
    found: tuple[int, int],
    used: set[int],
    place: Sequence[int | None],
) -> bool:
    """Whether the same piece may stand at both places without another meaning."""
    tokens = claim[piece[0] : piece[1] + 1]
    if all(token.sort in (Sort.NUMBER, Sort.MARK) for token in tokens):
        return False
    ends = _begins_item(claim, piece[0]) and _begins_item(evidence, found[0])
    if ends and _ends_item(claim, piece[1]) and _ends_item(evidence, found[1]):
        return True
    if _is_adverbial(claim, piece[0]) and _is_adverbial(evidence, found[0]):
        return not tokens[0].actor
    ours = {at for at, target in enumerate(place) if target is not None}
    if _is_patient(claim, evidence, piece, found, ours):
        return True
    if _is_patient(evidence, claim, found, piece, used):
        return True
    return _is_agent_and_verb(claim, evidence, piece, found, place)


def _begins_item(tokens: Sequence[Token], at: int) -> bool:
    """Whether a piece begins after a punctuation mark, "và" or nothing."""
    while at >= 0:
        if tokens[at].breaks:
            return True
        if at == 0 or tokens[at - 1].sort is not Sort.GLUE:
            return at == 0
        if tokens[at - 1].key in _AND:
            return True
        at -= 1
    return True


def _ends_item(tokens: Sequence[Token], at: int) -> bool:
    """Whether a piece ends before a punctuation mark, "và" or nothing."""
    if at + 1 >= len(tokens):
        return True
    after = tokens[at + 1]
    return after.breaks or after.key in _AND or after.sentence != tokens[at].sentence


def _is_adverbial(tokens: Sequence[Token], at: int) -> bool:
    """Whether a piece is a date or follows a preposition."""
    if tokens[at].sort is Sort.DATE or tokens[at].key in _PREPOSITIONS:
        return True
    while at > 0 and tokens[at - 1].sort is not Sort.WORD and not tokens[at].breaks:
        at -= 1
        if tokens[at].key in _PREPOSITIONS:
            return True
        if tokens[at].sort in FACTS:
            return False
    return False


def _is_patient(
    passive: Sequence[Token],
    active: Sequence[Token],
    piece: tuple[int, int],
    found: tuple[int, int],
    aligned: set[int],
) -> bool:
    """Whether a piece stands before "do", "được" in one text and behind the verb in the other.

    ``aligned`` are the tokens of ``passive`` that have a place: its "do" must
    have none, or both texts are passive.
    """
    after = piece[1] + 1
    if after >= len(passive) or passive[after].key not in _VOICE or after in aligned:
        return False
    around = active[max(0, found[0] - 1) : found[1] + 2]
    return not any(token.key in _VOICE for token in around)


def _is_agent_and_verb(
    passive: Sequence[Token],
    active: Sequence[Token],
    piece: tuple[int, int],
    found: tuple[int, int],
    place: Sequence[int | None],
) -> bool:
    """Whether a piece "A tổ chức" of "B được A tổ chức" stands right before B in "A tổ chức B"."""
    before = piece[0] - 1
    if before < 1 or passive[before].key not in _VOICE or place[before] is not None:
        return False
    after = found[1] + 1
    while after < len(active) and active[after].sort is Sort.GLUE:
        after += 1
    return piece[1] > piece[0] and after in {place[at] for at in range(before)}


def rotations(claim: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """A claim with its two halves exchanged, where that says the same.

    "Nếu C thì M" and "M nếu C", "trong N năm, M" and "M trong N năm", and
    "X là Y" and "Y là X" when both are identified by a fact.
    """
    for at in range(1, len(claim)):
        if claim[at].key == "là" and all(map(_identifies, (claim[:at], claim[at + 1 :]))):
            yield (*_opened(claim[at + 1 :]), claim[at], *_opened(claim[:at]))
        elif _opens(claim[at]) or (_opens(claim[0]) and (claim[at].breaks or _then(claim, at))):
            yield (*_opened(claim[at:]), *_opened(claim[:at]))


def _opens(token: Token) -> bool:
    """Whether a subordinate clause or an adverbial begins with a token."""
    return token.sort is Sort.DATE or token.key in _OPENERS


def _then(claim: Sequence[Token], at: int) -> bool:
    return claim[at - 1].key == "thì"


def _identifies(tokens: Sequence[Token]) -> bool:
    return any(token.sort in FACTS for token in tokens)


def _opened(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Tokens as they are at the beginning of a clause."""
    return (replace(tokens[0], breaks=True), *tokens[1:]) if tokens else ()
