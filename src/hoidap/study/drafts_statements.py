"""Quiz drafts about what a document says: which of four contents is its own.

A statement that begins with its document's name ("Chỉ thị 05-CT/TW mở rộng ...")
is an option without the name; the wrong ones are other documents' statements of
the same form that no statement of the asked document resembles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Document
from hoidap.study.asking import (
    is_usable,
    lower_first,
    needs_lead,
    reason_of,
    sources_of,
    upper_first,
)
from hoidap.study.drafts import Draft
from hoidap.study.drafts_facts import keys_of
from hoidap.study.knowledge import Knowledge, telling_words
from hoidap.study.material import Stretch
from hoidap.study.pack import FactKind, ItemKind
from hoidap.study.statements import Statement, statements_of
from hoidap.study.wellformed import brackets_close
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form

#: Lengths of an option, in syllables.
OPTION_WORDS: Final = range(7, 32)
#: Of a wrong option's telling words no statement of the asked document may hold this share.
ALIKE: Final = 0.5
#: An option that is so many times longer or shorter gives itself away.
LENGTH_RATIO: Final = 2.0
#: False claims made of each document.
FOREIGN: Final = 6
#: A claim that shares fewer telling words with a document is not taken for its own.
LEAST_SHARED: Final = 3
#: A claim of which a document uses this share of the telling words may be true of it.
IN_ITS_WORDS: Final = 0.7
#: Enough to balance lengths.
MOST_WRONG: Final = 14
#: What these verbs say of a document is what it is, not what it contains.
_CONTENT: Final = re.compile(
    r"(?:mở rộng|xác định|hướng tới|gắn|lấy|yêu cầu|quy định|đòi hỏi|cấm|nghiêm cấm|không cho|nêu"
    r"|đặt ra|đề ra|coi|ghi nhận|phát huy|bổ sung|thêm|kế thừa|không xếp|không áp dụng|nhắc"
    r"|điều chỉnh|giữ)(?!\w)"
)


class Content(NamedTuple):
    """What a statement says its document does, as an option."""

    document_id: str
    option: str
    statement: Statement


def contents(knowledge: Knowledge) -> list[Content]:
    """All statements that can be options."""
    return [
        Content(each.document.id, option, each)
        for each in knowledge.statements
        if (option := content_of(each)) is not None
    ]


def statement_drafts(
    stretch: Stretch, knowledge: Knowledge, others: Sequence[Content]
) -> Iterator[Draft]:
    """A choice for every statement of a stretch that has its document for subject."""
    own_id = stretch.document.id
    if not any(each.document_id == own_id for each in others):
        return
    held = [
        telling_words(match_form(each.text))
        for each in knowledge.statements
        if each.document.id == own_id
    ]
    foreign = [each.option for each in others if each.document_id != own_id]
    for statement in statements_of(stretch):
        option = content_of(statement) if is_usable(statement) else None
        if option is None:
            continue
        wrong = _wrong(option, foreign, held)
        if len(wrong) >= 3:
            yield Draft(
                kind=ItemKind.CHOICE,
                about=FactKind.STATEMENT,
                prompt=texts.QUIZ_WHICH_CONTENT.format(
                    document=document_name(statement.document.metadata)
                ),
                right=(option,),
                wrong=tuple(wrong[:MOST_WRONG]),
                reason=reason_of(statement),
                sources=sources_of(statement),
                keys=keys_of(statement) | {f"{own_id}:contents"},
                place=stretch.section.locator,
                weight=1.0,
            )


def foreign_claims(
    document: Document, knowledge: Knowledge, others: Sequence[Content]
) -> Iterator[Draft]:
    """Claims that give a document what another one says: false, and the reason names the other."""
    own = [each for each in others if each.document_id == document.id]
    held = [telling_words(match_form(each.text)) for each in knowledge.of(document.id)]
    spoken = frozenset().union(*(telling_words(match_form(each.option)) for each in own))
    known = frozenset().union(*held, telling_words(match_form(document.metadata.title)))
    foreign = {
        each.option: each
        for each in others
        if each.document_id != document.id
        and _side(each.statement.document) == _side(document)
        and not _related(each.statement.document, document)
        and len(telling_words(match_form(each.option)) & spoken) >= LEAST_SHARED
        and not _may_be_its_own(telling_words(match_form(each.option)), known)
    }
    name = document_name(document.metadata)
    options = _wrong(" ".join(sorted(spoken)), list(foreign), held, longest=None) if own else []
    for option in options[:FOREIGN]:
        statement = foreign[option].statement
        yield Draft(
            kind=ItemKind.TRUE_FALSE,
            about=FactKind.STATEMENT,
            prompt=texts.QUIZ_JUDGE.format(text=f"{name} {lower_first(option)}."),
            right=(texts.QUIZ_FALSE,),
            reason=reason_of(statement),
            sources=sources_of(statement),
            keys=keys_of(statement),
            place=document.id,
            weight=0.9,
        )


def _related(one: Document, other: Document) -> bool:
    """Whether one document continues or replaces the other: such repeat each other's demands."""
    return _follows(one, other) or _follows(other, one)


def _follows(one: Document, other: Document) -> bool:
    about = one.metadata
    linked = " ".join((*about.continues, *about.continued_by, *about.replaced_by))
    return bool(other.metadata.number) and str(other.metadata.number) in linked


def _may_be_its_own(claim: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a document that uses nearly all words of a claim could say it in other words."""
    return len(claim & known) >= IN_ITS_WORDS * len(claim)


def _side(document: Document) -> str:
    """Party papers bear an organisation after a hyphenated type ("05-CT/TW"), State papers not."""
    number = document.metadata.number or ""
    return "party" if "-" in number.partition("/")[0] else "state"


def content_of(statement: Statement) -> str | None:
    """What a statement says its document does, without the document's name."""
    number = statement.document.metadata.number
    text = statement.text.rstrip(".")
    found = find_document_numbers(text)
    if (
        not number
        or len(found) != 1
        or found[0].number.canonical != number
        or needs_lead(statement)
    ):
        return None
    rest = text[found[0].end :].strip()
    if len(text[: found[0].start].split()) > 2 or not _CONTENT.match(rest) or ":" in rest:
        return None
    if len(rest.split()) not in OPTION_WORDS or not brackets_close(rest):
        return None
    return upper_first(rest)


def _wrong(
    option: str,
    others: Sequence[str],
    held: Sequence[frozenset[str]],
    longest: float | None = LENGTH_RATIO,
) -> list[str]:
    """Other documents' contents that nothing of ``held`` resembles, the most plausible first."""
    words = telling_words(match_form(option))
    found: dict[str, int] = {}
    for other in others:
        said = telling_words(match_form(other))
        lengths = sorted((len(other), len(option)))
        longer = longest is not None and lengths[1] > longest * lengths[0]
        if longer or any(len(said & each) >= ALIKE * len(said) for each in held):
            continue
        if said & words:
            found.setdefault(other, len(said & words))
    return sorted(found, key=lambda each: (-found[each], each))
