"""How a live session went: per question, per participant, and as a table.

A question whose passages are to be explained again is one that fewer than six in ten of
those who answered it got right: with four options, guessing alone gives a quarter, and a
group that has understood a point is well above a half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hoidap import texts
from hoidap.api.study.live_store import LiveSession, Participant
from hoidap.study.grading import is_right
from hoidap.study.item_text import spoken
from hoidap.study.pack import QuizItem

#: Share of right answers below which a passage is to be explained again.
UNDERSTOOD = 0.6
#: Different answers shown of one question; a gap can be filled in as many ways as there are
#: participants.
SHOWN_ANSWERS = 10


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How one question went; ``answers`` are (words, how many gave them, whether right)."""

    item: QuizItem
    answered: int
    right: int
    answers: tuple[tuple[str, int, bool], ...]

    @property
    def explain(self) -> bool:
        """Whether its passages are to be explained again."""
        return self.answered > 0 and self.right < UNDERSTOOD * self.answered


def by_item(live: LiveSession, people: Sequence[Participant]) -> list[ItemResult]:
    """How each question went, in the order of the quiz."""
    return [_item_result(item, people) for item in live.quiz]


def rights(live: LiveSession, person: Participant) -> int:
    """How many questions a participant answered rightly."""
    return sum(
        item.id in person.answers and is_right(item, person.answers[item.id]) for item in live.quiz
    )


def table(live: LiveSession, people: Sequence[Participant]) -> tuple[list[str], list[list[object]]]:
    """Header and rows: one participant a row, one question a column."""
    header = [texts.RESULT_NAME, texts.RESULT_RIGHT]
    header += [f"{number}. {item.prompt}" for number, item in enumerate(live.quiz, 1)]
    rows: list[list[object]] = [
        [person.name, rights(live, person), *(_cell(item, person) for item in live.quiz)]
        for person in people
    ]
    return header, rows


def _cell(item: QuizItem, person: Participant) -> str:
    given = person.answers.get(item.id)
    if given is None:
        return ""
    mark = texts.RESULT_MARK_RIGHT if is_right(item, given) else texts.RESULT_MARK_WRONG
    return f"{mark}: {'; '.join(spoken(item, given))}"


def _item_result(item: QuizItem, people: Sequence[Participant]) -> ItemResult:
    answers = [person.answers[item.id] for person in people if item.id in person.answers]
    counted = Counter(("\n".join(spoken(item, given)), is_right(item, given)) for given in answers)
    return ItemResult(
        item=item,
        answered=len(answers),
        right=sum(is_right(item, given) for given in answers),
        answers=tuple(
            (words, count, right) for (words, right), count in counted.most_common(SHOWN_ANSWERS)
        ),
    )
