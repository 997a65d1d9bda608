"""The quiz: chooses among drafts, arranges options, gives nothing away.

*Choice.*  Kinds of items are wanted in shares that follow the difficulty.  The
kind that is furthest behind takes the draft with the highest score: its weight
and a random part from the seed, less what its heading and its kind of fact have
already had.  Two items never give away each other's answer (``Draft.keys``).

*Arrangement.*  The right answer comes equally often in every place.  Of the sets
of wrong options that are possible, the one is taken after which "always the
longest", "the shortest" and "the most average" are nearest to what chance gives.  True and
false claims are equally many.

The same drafts, request and seed give the same quiz.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random
from typing import Final

from hoidap import texts
from hoidap.study.drafts import Draft
from hoidap.study.pack import Difficulty, FactKind, ItemKind, QuizItem, Source

#: Options of a choice, and thereby chance.
OPTIONS: Final = 4
#: Shares of the kinds of items, in the order in which the quiz shows them.
SHARES: Final = {
    Difficulty.EASY: (0.5, 0.35, 0.05, 0.05, 0.05),
    Difficulty.MEDIUM: (0.5, 0.2, 0.15, 0.1, 0.05),
    Difficulty.HARD: (0.45, 0.15, 0.2, 0.1, 0.1),
}
_KINDS: Final = (
    *(ItemKind.CHOICE, ItemKind.TRUE_FALSE, ItemKind.GAP, ItemKind.MATCH, ItemKind.ORDER),
)
#: Kinds in the order in which they take their shares: those that few statements carry first.
_SCARCE: Final = (
    *(ItemKind.MATCH, ItemKind.ORDER, ItemKind.TRUE_FALSE, ItemKind.GAP, ItemKind.CHOICE),
)
#: What fills the quiz when a kind cannot have its share.
_FILLING: Final = (
    *(ItemKind.CHOICE, ItemKind.GAP, ItemKind.TRUE_FALSE, ItemKind.MATCH, ItemKind.ORDER),
)
#: The random part of a score: as much as lies between the best and the poorest kind of fact.
CHANCE: Final = 0.8
#: What each earlier item of one heading costs, relative to an even spread, and of one kind.
HEADING_COST: Final = 0.6
FACT_COST: Final = 0.12
#: What a claim or gap costs that would use up a statement which carries a choice.
SPARED: Final = 1.0
_SPARING: Final = frozenset({ItemKind.TRUE_FALSE, ItemKind.GAP})
#: The same right option is not asked for more often: after that it is guessed.
SAME_ANSWER: Final = 2
#: Where a thing stands is worth knowing, but not more than what it is.
LOCATORS: Final = 0.2
#: Wrong options looked at by difficulty: the hardest, all, or all but the hardest.
_REACH: Final = {
    Difficulty.EASY: slice(3, None),
    Difficulty.MEDIUM: slice(0, 9),
    Difficulty.HARD: slice(0, 5),
}


def make_quiz(
    drafts: Iterable[Draft], wanted: int, difficulty: Difficulty, seed: int
) -> tuple[QuizItem, ...]:
    """Up to ``wanted`` items, ids ``q1``, ``q2``, grouped by kind."""
    random = Random(f"{seed}/{wanted}/{difficulty}")
    chosen = choose(drafts, wanted, difficulty, random)
    chosen.sort(key=lambda draft: _KINDS.index(draft.kind))
    arranger = Arranger(difficulty, random)
    return tuple(arranger.finish(draft, f"q{place}") for place, draft in enumerate(chosen, start=1))


def another_item(
    drafts: Iterable[Draft],
    old: QuizItem,
    others: Sequence[QuizItem],
    difficulty: Difficulty,
    seed: int,
) -> QuizItem | None:
    """An item in an old one's place, preferably of its kind; None when there is none left."""
    asked = {old.prompt, *(item.prompt for item in others)}
    taken = [source for item in others for source in _proofs(item.sources)]
    free = [
        draft
        for draft in sorted(drafts, key=lambda draft: draft.name)
        if draft.prompt not in asked
        and not any(_meet(one, other) for one in _proofs(draft.sources) for other in taken)
    ]
    same = [draft for draft in free if draft.kind is old.kind]
    random = Random(f"{seed}/{old.id}")
    chosen = choose(same or free, 1, difficulty, random)
    return Arranger(difficulty, random).finish(chosen[0], old.id) if chosen else None


def _proofs(sources: Sequence[Source]) -> list[Source]:
    """The sources that prove an answer: lead-ins only introduce them."""
    return [each for each in sources if not each.quote.rstrip().endswith(":")]


def _meet(one: Source, other: Source) -> bool:
    same = one.document_id == other.document_id
    return same and one.start < other.end and other.start < one.end


def choose(
    drafts: Iterable[Draft], wanted: int, difficulty: Difficulty, random: Random
) -> list[Draft]:
    """The drafts of a quiz, in random order."""
    pool = sorted({draft.name: draft for draft in drafts}.values(), key=lambda draft: draft.name)
    luck = {draft.name: CHANCE * random.random() for draft in pool}
    places = len({draft.place for draft in pool}) or 1
    choosable = frozenset().union(*(draft.keys for draft in pool if draft.kind is ItemKind.CHOICE))
    chosen: list[Draft] = []
    shares = dict(zip(_KINDS, SHARES[difficulty], strict=True))
    while len(chosen) < wanted:
        taken = Counter(draft.kind for draft in chosen)
        used = frozenset().union(*(draft.keys for draft in chosen))
        located = sum(draft.about is FactKind.LOCATOR for draft in chosen)
        answers = Counter(draft.right[0] for draft in chosen)
        pool = [
            draft
            for draft in pool
            if not draft.keys & used
            and (draft.kind is ItemKind.TRUE_FALSE or answers[draft.right[0]] < SAME_ANSWER)
            and (draft.about is not FactKind.LOCATOR or located < LOCATORS * wanted)
        ]
        kinds = sorted(
            {draft.kind for draft in pool},
            key=lambda kind: (
                (True, _FILLING.index(kind))
                if taken[kind] >= shares[kind] * wanted
                else (False, _SCARCE.index(kind))
            ),
        )
        if not kinds:
            break
        candidates = [draft for draft in pool if draft.kind is kinds[0]]
        if kinds[0] is ItemKind.TRUE_FALSE:
            candidates = _balanced_verdicts(candidates, chosen, random)
            if not candidates:  # more of one verdict would tell
                pool = [draft for draft in pool if draft.kind is not ItemKind.TRUE_FALSE]
                continue
        headings = Counter(draft.place for draft in chosen)
        facts = Counter(draft.about for draft in chosen)

        def score(
            draft: Draft, headings: Counter[str] = headings, facts: Counter[FactKind] = facts
        ) -> float:
            spread = HEADING_COST * headings[draft.place] * places / wanted
            spared = SPARED * (draft.kind in _SPARING and bool(draft.keys & choosable))
            cost = spread + spared + FACT_COST * facts[draft.about]
            return draft.weight + luck[draft.name] - cost

        chosen.append(max(candidates, key=score))
    random.shuffle(chosen)
    return chosen


def _balanced_verdicts(
    candidates: list[Draft], chosen: Sequence[Draft], random: Random
) -> list[Draft]:
    """The claims with the verdict that is rarer so far, of both by lot; empty if there is none."""
    verdicts = Counter(draft.right for draft in chosen if draft.kind is ItemKind.TRUE_FALSE)
    true, false = (texts.QUIZ_TRUE,), (texts.QUIZ_FALSE,)
    if verdicts[true] == verdicts[false]:
        held = sorted({draft.right for draft in candidates})
        wanted = [random.choice(held)] if held else []
    else:
        wanted = [min((true, false), key=lambda each: verdicts[each])]
    return [draft for draft in candidates if draft.right in wanted]


class Arranger:
    """Turns drafts into items, one after the other, keeping the balance of the whole quiz."""

    def __init__(self, difficulty: Difficulty, random: Random) -> None:
        self._difficulty = difficulty
        self._random = random
        self._places: Counter[int] = Counter()
        #: Right answers that each rule of thumb found so far, less what chance finds.
        self._ahead = [0.0, 0.0, 0.0]

    def finish(self, draft: Draft, name: str) -> QuizItem:
        """The item of a draft."""
        options: tuple[str, ...] = ()
        correct: tuple[int, ...] = ()
        answers: tuple[str, ...] = ()
        match draft.kind:
            case ItemKind.CHOICE:
                options, correct = self._choice(draft)
            case ItemKind.TRUE_FALSE:
                options = (texts.QUIZ_TRUE, texts.QUIZ_FALSE)
                correct = (options.index(draft.right[0]),)
            case ItemKind.GAP:
                answers = draft.right
            case ItemKind.MATCH:
                options, correct = self._mixed(draft.right)
            case ItemKind.ORDER:
                options, correct = self._mixed(draft.right)
        return QuizItem(
            id=name,
            kind=draft.kind,
            about=draft.about,
            prompt=draft.prompt,
            options=options,
            correct=correct,
            left=draft.left,
            answers=answers,
            reason=draft.reason,
            sources=draft.sources,
        )

    def _choice(self, draft: Draft) -> tuple[tuple[str, ...], tuple[int, ...]]:
        right = draft.right[0]
        wrong = self._balanced(right, draft.wrong)
        self._ahead = self._after(right, wrong)
        fewest = min(self._places[place] for place in range(OPTIONS))
        place = self._random.choice(
            [place for place in range(OPTIONS) if self._places[place] == fewest]
        )
        self._places[place] += 1
        self._random.shuffle(wrong)
        options = [*wrong[:place], right, *wrong[place:]]
        return tuple(options), (place,)

    def _balanced(self, right: str, wrong: Sequence[str]) -> list[str]:
        """The set of wrong options that keeps length from telling."""
        reach = list(wrong[_REACH[self._difficulty]])
        if len(reach) < OPTIONS - 1:
            reach = list(wrong)
        sets: list[tuple[str, ...]] = list(combinations(reach, OPTIONS - 1))
        self._random.shuffle(sets)

        return list(
            min(sets, key=lambda options: sum(map(abs, self._after(right, tuple(options)))))
        )

    def _after(self, right: str, wrong: Sequence[str]) -> list[float]:
        """How far each rule of thumb would be ahead of chance with these wrong options."""
        found = _by_rules(right, wrong)
        return [ahead + each - 1 / OPTIONS for ahead, each in zip(self._ahead, found, strict=True)]

    def _mixed(self, right: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The texts in another order than the right one, and where each of them went."""
        order = list(range(len(right)))
        while order == sorted(order):
            self._random.shuffle(order)
        return tuple(right[at] for at in order), tuple(order.index(at) for at in range(len(right)))


def _by_rules(right: str, wrong: Sequence[str]) -> tuple[float, float, float]:
    """How often the longest, shortest and most average option (ties by lot) is the right one."""
    lengths = [float(len(each)) for each in (right, *wrong)]
    middle = sum(lengths) / len(lengths)
    scores = (lengths, [-each for each in lengths], [-abs(each - middle) for each in lengths])
    longest, shortest, average = (
        (score[0] == max(score)) / score.count(max(score)) for score in scores
    )
    return longest, shortest, average
