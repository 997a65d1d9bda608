"""A quiz item in words, the same in every export, on the pages and in results."""

from __future__ import annotations

from collections.abc import Sequence

from hoidap.study.grading import Given
from hoidap.study.pack import ItemKind, QuizItem

#: Letters of options; items have ten at most.
LETTERS = "ABCDEFGHIJKLMNOPQRST"
#: Options side by side, and the longest that a line of 150 mm in 13 point has room for then.
_ACROSS = ((4, 12), (2, 30))
#: How a gap stands in a prompt.
GAP = "____"


def letter(index: int) -> str:
    """The letter of an option."""
    return LETTERS[index]


def key_of(item: QuizItem) -> str:
    """The answer as a key writes it: "B", "1–c, 2–a", "C, A, B", or the words of a gap."""
    match item.kind:
        case ItemKind.GAP:
            return " / ".join(item.answers)
        case ItemKind.MATCH:
            return ", ".join(
                f"{number}–{letter(option)}" for number, option in enumerate(item.correct, 1)
            )
        case ItemKind.TRUE_FALSE:
            return item.options[item.correct[0]]
        case ItemKind.CHOICE | ItemKind.ORDER:
            return ", ".join(letter(index) for index in item.correct)


def across_of(item: QuizItem) -> int:
    """How many options stand side by side on paper: four, two or one."""
    longest = max((len(option) for option in item.options), default=0)
    return next((across for across, room in _ACROSS if longest <= room), 1)


def full_key(item: QuizItem) -> str:
    """The same with the words of a chosen option: "B – 4 lần"."""
    if item.kind is ItemKind.CHOICE:
        return f"{key_of(item)} – {item.options[item.correct[0]]}"
    return key_of(item)


def answer_lines(item: QuizItem) -> tuple[str, ...]:
    """The right answer in full, line by line."""
    return spoken(item, Given(chosen=item.correct, text=item.answers[0] if item.answers else ""))


def spoken(item: QuizItem, given: Given) -> tuple[str, ...]:
    """An answer in full, line by line; nothing when nothing was answered."""
    if item.kind is ItemKind.GAP:
        return (given.text,) if given.text.strip() else ()
    chosen = _options(item, given.chosen)
    if item.kind is ItemKind.MATCH:
        return tuple(f"{left} – {option}" for left, option in zip(item.left, chosen, strict=False))
    if item.kind is ItemKind.ORDER:
        return tuple(f"{place}. {option}" for place, option in enumerate(chosen, 1))
    return chosen


def _options(item: QuizItem, chosen: Sequence[int]) -> tuple[str, ...]:
    return tuple(item.options[index] for index in chosen if index < len(item.options))
