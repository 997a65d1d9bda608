"""What is wrong with a claim, seen from its alignment with the evidence.

Each check is about one way in which the same words can come to say something
else; none knows how a wrong sentence came about.

==============  =================================================================
invented        a number, date, document number or name that is not aligned
bound wrongly   a number whose next word is another one than in the evidence
turned round    a negation, quantifier or condition that only one side has
somebody else   a person, body or role whose words are not together in the evidence
joined          a subject of one sentence with the predicate of another
opposite        a word whose contrary stands at its place
==============  =================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from hoidap.answering.verification.alignment import Alignment, says
from hoidap.answering.verification.faults import Fault, FaultKind
from hoidap.answering.verification.lexicon import MAY_BE_LEFT_OUT, RESTRICTIONS, lexicon
from hoidap.answering.verification.reading import FACTS, Sort, Token

_KINDS: Final = {
    Sort.NUMBER: FaultKind.NUMBER,
    Sort.DATE: FaultKind.DATE,
    Sort.DOCUMENT: FaultKind.DOCUMENT,
    Sort.NAME: FaultKind.NAME,
}
_BINDING: Final = frozenset({Sort.NUMBER, Sort.DATE, Sort.DOCUMENT})
#: Words of an actor behind its head: "người sử dụng lao động" has three.
_ACTOR_WORDS: Final = 4
#: The head of a mark stands within this many tokens behind it.
_HEAD: Final = 4
#: Words between two items or the ends of a range.
_SEPARATE: Final = frozenset({"và", "đến", "còn"})
#: Words that make an actor behind them anything but a subject.
_BEFORE_OBJECT: Final = frozenset(
    {"với", "cho", "của", "bởi", "do", "về", "tại", "ở", "từ", "đến", "cùng", "trong", "vào"}
    | {"=under", "=about", "=since", "=goal"}
)
#: A sentence is drawn on when this many of its content tokens are: a number and its unit.
_DRAWN_ON: Final = 2
#: Marks that are also adverbs ("báo trước"), so that the word behind them says nothing.
_WITHOUT_HEAD: Final = frozenset({"before", "after", "above", "below", "about"})


def faults(found: Alignment) -> list[Fault]:
    """Everything wrong with the claim except that too much of it stands nowhere."""
    checks = (_invented, _marks, _left_out, _numbers, _runs, _actors, _joints, _opposites)
    return [fault for check in checks for fault in check(found)]


def _invented(found: Alignment) -> Iterator[Fault]:
    for at, token in enumerate(found.claim):
        if found.place[at] is None and token.sort in FACTS:
            yield Fault(_KINDS[token.sort], token.key)


def _kind_of(mark: Token) -> FaultKind:
    name = mark.key[1:]
    if name == "not":
        return FaultKind.NEGATION
    return FaultKind.CONDITION if name in RESTRICTIONS else FaultKind.QUANTITY


def _marks(found: Alignment) -> Iterator[Fault]:
    """Marks that the claim adds, or that belong to another word there."""
    for at, token in enumerate(found.claim):
        if token.sort is not Sort.MARK:
            continue
        place = found.place[at]
        if place is None:
            yield Fault(_kind_of(token), token.key)
            continue
        if token.key[1:] in _WITHOUT_HEAD:
            continue
        head = _head(found.claim, at)
        theirs = _head(found.evidence, place)
        if head is None or theirs is None or found.place[head] == theirs:
            continue
        target = found.place[head]
        if target is not None and _crosses(found.evidence, place, target):
            yield Fault(_kind_of(token), token.key)


def _head(tokens: Sequence[Token], mark: int) -> int | None:
    """The content token that a mark is about: the next one in its clause."""
    for at in range(mark + 1, min(len(tokens), mark + 1 + _HEAD)):
        if tokens[at].breaks or tokens[at].sentence != tokens[mark].sentence:
            return None
        if tokens[at].is_content:
            return at
    return None


def _crosses(tokens: Sequence[Token], mark: int, head: int) -> bool:
    """Whether another mark or another sentence stands between a mark and a head."""
    if head < mark or tokens[head].sentence != tokens[mark].sentence:
        return True
    return any(token.sort is Sort.MARK for token in tokens[mark + 1 : head])


def _left_out(found: Alignment) -> Iterator[Fault]:
    """Marks of the evidence that the claim drops although it keeps what they are about."""
    used = found.used
    drawn = _drawn_on(found)
    for at, token in enumerate(found.evidence):
        if token.sort is not Sort.MARK or at in used:
            continue
        name = token.key[1:]
        if name in RESTRICTIONS:
            if token.sentence in drawn:
                yield Fault(FaultKind.CONDITION, token.key)
        elif name not in MAY_BE_LEFT_OUT and _keeps_head(found, at, used):
            yield Fault(_kind_of(token), token.key)


def _keeps_head(found: Alignment, mark: int, used: frozenset[int]) -> bool:
    head = _head(found.evidence, mark)
    if head is not None:
        return head in used
    before = mark - 1
    together = before >= 0 and found.evidence[before].sentence == found.evidence[mark].sentence
    return together and not found.evidence[mark].breaks and before in used


def _drawn_on(found: Alignment) -> frozenset[int]:
    """Sentences of the evidence that the claim takes more than a word or two from."""
    counts: dict[int, int] = {}
    for at in found.used:
        token = found.evidence[at]
        if token.is_content:
            counts[token.sentence] = counts.get(token.sentence, 0) + 1
    return frozenset(each for each, count in counts.items() if count >= _DRAWN_ON)


def _numbers(found: Alignment) -> Iterator[Fault]:
    """Numbers that count something else than in the evidence."""
    for at, token in enumerate(found.claim):
        place = found.place[at]
        if token.sort is not Sort.NUMBER or place is None:
            continue
        ours, theirs = _counted(found.claim, at), _counted(found.evidence, place)
        if ours is None or theirs is None:
            continue
        if not says(found.evidence[theirs], found.claim[ours]):
            yield Fault(FaultKind.NUMBER, f"{token.key} {found.claim[ours].key}")


def _counted(tokens: Sequence[Token], number: int) -> int | None:
    """The word right behind a number; a repeated value ("3 (ba)") is passed over."""
    at = number + 1
    while at < len(tokens) and tokens[at].key == tokens[number].key:
        at += 1
    while at < len(tokens) and tokens[at].sort is Sort.GLUE and not tokens[at].breaks:
        return None
    if at >= len(tokens) or tokens[at].sentence != tokens[number].sentence:
        return None
    if tokens[at].breaks and tokens[at].key != "=percent" and at == number + 1:
        return None
    return at if tokens[at].sort is Sort.WORD else None


def _runs(found: Alignment) -> Iterator[Fault]:
    """Names and numbers that the claim puts together and the evidence does not."""
    for one, other in pairwise(_solid(found.claim)):
        first, second = found.place[one], found.place[other]
        if first is None or second is None or one in found.moved or other in found.moved:
            continue
        before, after = found.claim[one], found.claim[other]
        if before.run >= 0 and before.run == after.run and second != first + 1:
            yield Fault(FaultKind.NAME, f"{before.key} {after.key}")
            continue
        skipped = found.evidence[first + 1 : second]
        if after.sort in _BINDING and not after.breaks and _passes_another(skipped, after):
            yield Fault(_KINDS[after.sort], f"{before.key} {after.key}")


def _passes_another(skipped: Sequence[Token], fact: Token) -> bool:
    """Whether another fact of the kind, in a clause or item of its own, was passed over."""
    another = any(token.sort is fact.sort and token.key != fact.key for token in skipped)
    return another and any(
        token.breaks or token.sort is Sort.MARK or token.key in _SEPARATE for token in skipped
    )


def _solid(tokens: Sequence[Token]) -> list[int]:
    return [at for at, token in enumerate(tokens) if token.sort is not Sort.GLUE]


def _actors(found: Alignment) -> Iterator[Fault]:
    """Persons, bodies and roles whose words do not stand together in the evidence."""
    for at, token in enumerate(found.claim):
        if not token.actor:
            continue
        words = _actor_words(found.claim, at)
        places = [found.place[each] for each in words]
        text = " ".join(found.claim[each].key for each in words)
        start = places[0]
        if (
            None in places
            or start is None
            or places != list(range(start, start + len(places)))
            or not _is_whole(found, start)
        ):
            yield Fault(FaultKind.AGENT, text)
        elif at and found.place[at - 1] is None and _belongs(found.claim, at):
            yield Fault(FaultKind.AGENT, f"{found.claim[at - 1].key} {text}")


def _is_whole(found: Alignment, start: int) -> bool:
    """Whether the actor begins here in the evidence too: "Bí thư" is not "Ban Bí thư"."""
    if not found.evidence[start].actor:
        return False
    cut = start > 0 and _belongs(found.evidence, start) and start - 1 not in found.used
    return not (cut and found.evidence[start - 1].run == found.evidence[start].run >= 0)


def _belongs(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token goes with the content word before it."""
    return not tokens[at].breaks and tokens[at - 1].is_content


def _actor_words(tokens: Sequence[Token], at: int) -> list[int]:
    """The head of an actor and the words that go with it."""
    words = [at]
    while len(words) <= _ACTOR_WORDS and words[-1] + 1 < len(tokens):
        after = tokens[words[-1] + 1]
        if after.breaks or after.sort is not Sort.WORD or after.actor:
            break
        words.append(words[-1] + 1)
    return words


def _joints(found: Alignment) -> Iterator[Fault]:
    """Places where the claim goes on with a predicate that is another subject's."""
    for one, other in pairwise(at for at in _solid(found.claim) if found.place[at] is not None):
        first, second = found.place[one], found.place[other]
        if first is None or second is None or second <= first + 1:
            continue
        if one in found.moved or other in found.moved:
            continue
        ours, theirs = found.claim[other], found.evidence[second]
        if found.evidence[first].sentence != theirs.sentence:
            if not _lands_well(found, first, second):
                yield Fault(FaultKind.JOINED, f"{found.claim[one].key} {ours.key}")
        elif not ours.actor and _other_subject(found.evidence[first + 1 : second]):
            yield Fault(FaultKind.AGENT, f"{found.claim[one].key} {ours.key}")


def _lands_well(found: Alignment, first: int, second: int) -> bool:
    """Whether what is taken of the later sentence begins with its beginning.

    A subject that the earlier sentence has too may be left out: of "A có B. A gồm
    C" the claim may say "A có B, gồm C".
    """
    evidence = found.evidence
    left, right = evidence[first].sentence, evidence[second].sentence
    skipped = [
        token.key
        for token in evidence[first + 1 : second]
        if token.sentence == right and token.is_content
    ]
    opening = [
        token.key
        for at, token in enumerate(evidence[: first + 1])
        if token.sentence == left and token.is_content and at in found.used
    ]
    return skipped == opening[: len(skipped)]


def _other_subject(skipped: Sequence[Token]) -> bool:
    """Whether what the claim skips holds a subject of its own for what it goes on with.

    A list is no other subject: of "A, B và C có quyền" the claim may say "A có
    quyền".  Nor is somebody behind a preposition ("phối hợp với B").
    """
    pieces: list[list[Token]] = [[]]
    for token in skipped:
        if (token.breaks or token.key in _SEPARATE or token.key == "!or") and pieces[-1]:
            pieces.append([])
        pieces[-1].append(token)
    pieces = [piece for piece in pieces if any(token.is_content for token in piece)]
    if not pieces or all(_is_item(piece) for piece in pieces):
        return False
    return _has_subject(pieces[-1], own_clause=len(pieces) > 1 or skipped[0].breaks)


def _is_item(piece: Sequence[Token]) -> bool:
    """Whether a piece only names somebody or something."""
    content = [token for token in piece if token.is_content]
    return content[0].actor and len(content) <= _ACTOR_WORDS + 1


def _has_subject(piece: Sequence[Token], *, own_clause: bool) -> bool:
    """Whether a piece ends with an actor, or is a clause with an actor or document as subject."""
    heads = [
        at
        for at, token in enumerate(piece)
        if token.actor or (own_clause and token.sort is Sort.DOCUMENT)
    ]
    for at in heads:
        before = [token for token in piece[:at] if token.sort is Sort.GLUE]
        governed = at > 0 and before and piece[at - 1] is before[-1]
        if governed and before[-1].key in _BEFORE_OBJECT:
            continue
        ends = at + len(_actor_words(piece, at)) >= len(piece)
        if ends or own_clause:
            return True
    return False


def _opposites(found: Alignment) -> Iterator[Fault]:
    """Words of the claim whose contrary stands unused in the evidence."""
    table = lexicon()
    drawn = _drawn_on(found)
    used = found.used
    left = [
        token
        for at, token in enumerate(found.evidence)
        if at not in used and token.sentence in drawn
    ]
    new = [token for at, token in enumerate(found.claim) if found.place[at] is None]
    for ours in _phrases(new):
        if any(table.contrary(ours, theirs) for theirs in _phrases(left)):
            yield Fault(FaultKind.OPPOSITE, " ".join(ours))


def _phrases(tokens: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    """Single words and pairs of neighbours."""
    keys = [token.key for token in tokens]
    yield from ((key,) for key in keys)
    yield from pairwise(keys)
