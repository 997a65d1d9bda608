"""The quiz in GIFT, Moodle's text format, which many other programs read too.

GIFT knows choice, true/false, short answers and matching.  An order becomes matching
(place to sentence), the nearest thing that every reader of the format understands.
"""

from __future__ import annotations

from hoidap import texts
from hoidap.study.exports.escaping import gift_text
from hoidap.study.exports.reasons import reason_with_sources
from hoidap.study.item_text import GAP
from hoidap.study.pack import ItemKind, QuizItem, StudyPack

#: Moodle refuses matching with fewer pairs.
FEWEST_PAIRS = 3


def write(pack: StudyPack, site: str) -> bytes:
    """All items of the quiz."""
    del site  # GIFT holds text only, and an address in it is no link
    head = f"// {gift_comment(pack.title)}\n\n$CATEGORY: {gift_comment(pack.title)}\n"
    items = (_item(number, item) for number, item in enumerate(pack.quiz, 1))
    return "\n".join((head, *items)).encode("utf-8")


def gift_comment(text: str) -> str:
    """A title on one line; a slash would make a subcategory."""
    return " ".join(text.split()).replace("/", "-")


def _item(number: int, item: QuizItem) -> str:
    name = gift_text(texts.PAPER_QUESTION.format(number=number))
    feedback = f"\t####{gift_text(reason_with_sources(item))}"
    answers = _answers(item)
    if item.kind is ItemKind.GAP and item.prompt.count(GAP) == 1:
        before, after = (gift_text(part) for part in item.prompt.split(GAP))
        space = "" if item.prompt.partition(GAP)[2][:1] in ("", *".,;:?!)”") else " "
        return f"::{name}:: {before} {{\n{answers}\n{feedback}\n}}{space}{after}\n"
    return f"::{name}:: {gift_text(item.prompt)} {{\n{answers}\n{feedback}\n}}\n"


def _answers(item: QuizItem) -> str:
    match item.kind:
        case ItemKind.TRUE_FALSE:
            return "\tTRUE" if item.correct == (0,) else "\tFALSE"
        case ItemKind.GAP:
            return "\n".join(f"\t={gift_text(answer)}" for answer in item.answers)
        case ItemKind.MATCH:
            return _pairs([(item.left[i], item.options[o]) for i, o in enumerate(item.correct)])
        case ItemKind.ORDER:
            return _pairs([(str(n), item.options[o]) for n, o in enumerate(item.correct, 1)])
        case ItemKind.CHOICE:
            marks = ("=" if index in item.correct else "~" for index in range(len(item.options)))
            return "\n".join(
                f"\t{mark}{gift_text(text)}" for mark, text in zip(marks, item.options, strict=True)
            )


def _pairs(pairs: list[tuple[str, str]]) -> str:
    """Matching; two pairs alone become a choice between the two ways to pair them."""
    if len(pairs) < FEWEST_PAIRS:
        (one, right), (other, wrong) = pairs[0], pairs[-1]
        good = gift_text(f"{one} – {right}; {other} – {wrong}")
        bad = gift_text(f"{one} – {wrong}; {other} – {right}")
        return f"\t={good}\n\t~{bad}"
    return "\n".join(f"\t={_side(left)} -> {_side(right)}" for left, right in pairs)


def _side(text: str) -> str:
    return gift_text(text.replace("->", "→"))
