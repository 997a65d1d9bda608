"""Quiz drafts from single facts: choose it, write it, or judge it true or false."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hoidap import texts
from hoidap.domain import Document
from hoidap.study.alternatives import alternatives
from hoidap.study.asking import (
    blank_of,
    claim_of,
    gap_of,
    is_usable,
    question_of,
    reason_of,
    sources_of,
)
from hoidap.study.drafts import Draft
from hoidap.study.facts import Fact
from hoidap.study.knowledge import Knowledge
from hoidap.study.material import Stretch
from hoidap.study.pack import FactKind, ItemKind
from hoidap.study.statements import Statement, statements_of
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.quantities import find_quantities

#: What others say of a document is worth less than what it says itself.
BESIDE: Final = 0.4
#: Wrong options of a choice.
WRONG_OPTIONS: Final = 3
#: A claim to be judged is heard once: longer ones are not kept in mind.
CLAIM_WORDS: Final = 48
#: Units that stay beside a number in an option.
_UNIT_TABLE: Final = """
giờ ngày tháng năm phút tuần tuổi lần người đồng % điều chương mục điểm khoản ý nhóm
"""
_UNITS: Final = frozenset(_UNIT_TABLE.split())
#: Units that are whole words wherever they stand; the others may begin longer nouns.
_TIMES: Final = frozenset({"giờ", "ngày", "tháng", "năm", "phút", "tuần", "%"})
_ENDS: Final = re.compile(r"\s*\w+(?:[.,;]|\Z| và | với | theo | của | phải )")
#: How much a kind of fact is worth knowing, and how surely its question reads well.
_WEIGHTS: Final = {
    "number": 1.2,
    "day": 0.9,
    "document": 0.8,
    "body": 1.0,
    "actor": 1.1,
    "person": 0.9,
    "member": 0.7,
    "quoted": 0.7,
}
#: Bounds: what lies on their inner side follows from the right value.
_AT_LEAST: Final = re.compile(r"(?:ít nhất|tối thiểu|không dưới|không ít hơn|hơn|trên|đủ|từ) \Z")
_AT_MOST: Final = re.compile(r"(?:không quá|tối đa|nhiều nhất|không vượt quá|dưới|đến) \Z")
_OR_MORE: Final = re.compile(r".{0,12}? trở lên")
_NUMBER: Final = re.compile(r"number ")


def fact_drafts(stretch: Stretch, knowledge: Knowledge) -> Iterator[Draft]:
    """All drafts that the facts of a stretch carry."""
    for statement in statements_of(stretch):
        if is_usable(statement):
            for fact in knowledge.facts(statement):
                yield from drafts_of(fact, knowledge, stretch.section.locator)


def mention_drafts(own: Sequence[Document], knowledge: Knowledge) -> Iterator[Draft]:
    """Drafts from what documents beside the pack's say about them."""
    ids = {document.id for document in own}
    numbers = [each.metadata.number for each in own if each.metadata.number]
    for statement in knowledge.statements:
        if statement.document.id in ids or not is_usable(statement):
            continue
        if any(number in statement.text for number in numbers):
            for fact in knowledge.facts(statement):
                for draft in drafts_of(fact, knowledge, texts.QUIZ_BESIDE):
                    yield replace(draft, weight=draft.weight * BESIDE)


def drafts_of(fact: Fact, knowledge: Knowledge, place: str) -> Iterator[Draft]:
    """A choice, a gap and a false claim of one fact, and the true claim of its statement."""
    wrong = alternatives(fact, knowledge)
    member = fact.group.startswith("member")
    if len(wrong) >= WRONG_OPTIONS and not member and not _is_hidden_subject(fact):
        yield _choice(fact, wrong, place)
    if (
        wrong
        and len(fact.statement.text.split()) <= CLAIM_WORDS
        and not member
        and _can_be_judged(fact)
    ):
        yield _claim(fact, fact.answer, place, true=True)
        for option in [each for each in wrong if _is_strictly_false(fact, each)][:3]:
            yield _claim(fact, option, place, true=False)
    if (wrong or member) and _can_be_written(fact) and not _is_hidden_subject(fact):
        yield _draft(fact, ItemKind.GAP, gap_of(fact), accepted_answers(fact), place)


def _choice(fact: Fact, wrong: list[str], place: str) -> Draft:
    question = question_of(fact)
    options = [_with_unit(fact, each, asked=question is not None) for each in (fact.answer, *wrong)]
    return _draft(
        fact,
        ItemKind.CHOICE,
        question or blank_of(fact),
        (options[0],),
        place,
        wrong=tuple(dict.fromkeys(options[1:])),
    )


def _with_unit(fact: Fact, written: str, *, asked: bool) -> str:
    """An option as it is shown: a number with its unit, where the question has the unit too."""
    unit = fact.group.partition(" ")[2] if _NUMBER.match(fact.group) else ""
    shown = written
    if asked and unit in _UNITS and (unit in _TIMES or _ENDS.match(fact.after)):
        shown = f"{written}%" if unit == "%" else f"{written} {unit}"
    return shown[:1].upper() + shown[1:]


def _claim(fact: Fact, said: str, place: str, *, true: bool) -> Draft:
    text = claim_of(fact.statement, fact.statement.text if true else fact.with_answer(said))
    verdict = texts.QUIZ_TRUE if true else texts.QUIZ_FALSE
    prompt = texts.QUIZ_JUDGE.format(text=text)
    return _draft(fact, ItemKind.TRUE_FALSE, prompt, (verdict,), place)


def _draft(
    fact: Fact,
    kind: ItemKind,
    prompt: str,
    right: tuple[str, ...],
    place: str,
    *,
    wrong: tuple[str, ...] = (),
) -> Draft:
    statement = fact.statement
    return Draft(
        kind=kind,
        about=fact.kind,
        prompt=prompt,
        right=right,
        wrong=wrong,
        reason=reason_of(statement),
        sources=sources_of(statement),
        keys=keys_of(statement),
        place=place,
        weight=_WEIGHTS.get(fact.group.split()[0], 1.0),
    )


def keys_of(statement: Statement) -> frozenset[str]:
    """What a question about a statement gives away: the statement."""
    return frozenset({f"{statement.document.id}:{statement.start}"})


def _is_strictly_false(fact: Fact, option: str) -> bool:
    """Whether a changed bound is not implied by the right one: "ít nhất 22" follows from 24."""
    if fact.group == "document":
        # What another document says beyond its digest is not known: only the object is exchanged.
        return fact.key != fact.statement.document.metadata.number
    if fact.kind is not FactKind.NUMBER:
        return True
    at_least = bool(_AT_LEAST.search(fact.before) or _OR_MORE.match(fact.after))
    at_most = bool(_AT_MOST.search(fact.before))
    values = [find_quantities(f"{each} người") for each in (fact.answer, option)]
    if not (at_least or at_most) or not all(values):
        return not (at_least or at_most)
    right, other = (found[0].value for found in values)
    return other > right if at_least else other < right


def _is_hidden_subject(fact: Fact) -> bool:
    """Whether the statement's own document would be asked for inside it ("Điều 1 ____ cấm ...")."""
    own = fact.key == fact.statement.document.metadata.number
    return fact.group == "document" and own and bool(fact.before.strip())


def _can_be_judged(fact: Fact) -> bool:
    """A claim about a phrase is a matter of wording, not of knowledge."""
    return not fact.group.startswith("quoted")


def _can_be_written(fact: Fact) -> bool:
    """Only what has one spelling can be written and compared: figures, days, numbers, members."""
    if fact.group.startswith(("number", "day", "document")):
        return True
    return fact.group.startswith(("member", "body")) and len(fact.answer.split()) <= 4


def accepted_answers(fact: Fact) -> tuple[str, ...]:
    """The ways an answer may be written, the document's own first."""
    written = [fact.answer]
    if fact.kind is FactKind.NUMBER:
        figure = next(iter(find_quantities(f"{fact.answer} người")), None)
        if figure is not None:
            plain = f"{figure.value.normalize():f}".replace(".", ",")
            written += [plain, f"0{plain}"] if len(plain) == 1 else [plain]
        unit = fact.group.partition(" ")[2]
        written += [f"{each} {unit}" for each in tuple(written) if unit in _UNITS]
    elif fact.kind is FactKind.DATE:
        day = next(iter(find_dates(f"ngày {fact.answer}")), None)
        if day is not None:
            year, month, date = day.iso.split("-")
            written += [f"{date}/{month}/{year}", f"{int(date)}/{int(month)}/{year}"]
    elif fact.kind is FactKind.DOCUMENT_NUMBER:
        written.append(fact.answer.rpartition(" ")[2])
    return tuple(dict.fromkeys(written))
