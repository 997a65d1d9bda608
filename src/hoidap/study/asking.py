"""Turns a fact into the words of a question.

Vietnamese asks in place: "Quy định ... có 19 điều" becomes "Quy định ... có bao
nhiêu điều?" without moving a word.  That is done with short statements; longer
ones, and items with their lead-in, are quoted with a blank.  Where the statement
does not name its document, the question begins with the place it is taken from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Document, Kind, Metadata, SectionKind
from hoidap.study.facts import Fact
from hoidap.study.pack import Source
from hoidap.study.sources import locator_at, source_at
from hoidap.study.statements import Statement
from hoidap.study.wellformed import (
    brackets_close,
    has_good_length,
    is_complete,
    is_content,
    stands_alone,
)

BLANK: Final = "____"
#: A longer question is asked with a blank: nobody keeps in mind what is asked for.
ASKED_WORDS: Final = 36
#: Lead-ins and items beyond this do not fit a slide.
LEAD_WORDS: Final = 45
WHOLE_WORDS: Final = 75

_CHECKED: Final = re.compile(r" đã đối chiếu được(?: với nguồn)?")
_DATE_FIRST: Final = re.compile(r"\A(?:Vào )?[Nn]gày \Z")
#: What is a name wherever it stands, though its words are also common ones.
_ALWAYS_NAMES: Final = re.compile(
    r"(?:Nhà nước|Chính phủ|Quốc hội|Thủ tướng|Toà án|Tòa án|Viện kiểm sát|Đảng|Bác)(?= )"
)
_SPACE: Final = re.compile(r"\s+")
_TYPE_AND_MARK: Final = re.compile(
    r"(?:Chỉ thị|Nghị quyết|Nghị định|Quy định|Quyết định|Kết luận|Luật|Bộ luật|Pháp lệnh|Thông tư"
    r"|Công văn|Hướng dẫn|Kế hoạch|Điều|Khoản|Điểm|Chương|Mục|Ý|Phần) (?:số )?(?:\d|[IVX]+\b)"
)


def is_usable(statement: Statement) -> bool:
    """Whether a question can be made of a statement."""
    text = statement.text
    if statement.opens_list:
        return False
    if needs_lead(statement):
        lead = statement.lead
        return (
            len(text.split()) >= 2
            and len(lead.split()) <= LEAD_WORDS
            and len(lead.split()) + len(text.split()) <= WHOLE_WORDS
            and is_content(_CHECKED.sub("", lead))
            and brackets_close(lead)
            and brackets_close(text)
            and not text.endswith(":")
            and "\n" not in text
        )
    return (
        is_complete(text)
        and statement.document.text[statement.start : statement.end]
        .rstrip()
        .endswith((".", ";", "!"))
        and stands_alone(text)
        and is_content(text)
        and has_good_length(text)
    )


def needs_lead(statement: Statement) -> bool:
    """Whether a statement is an item that says nothing without its lead-in.

    An item that names its own document is a sentence of its own.
    """
    number = statement.document.metadata.number
    return statement.is_item and not (number and number in statement.text)


def place_of(statement: Statement) -> str:
    """The words that say where a statement is taken from: "Theo khoản 1 Điều 105 ..."; or ""."""
    said = f"{statement.lead} {statement.text}" if needs_lead(statement) else statement.text
    in_answer = statement.section is not None and statement.section.kind is SectionKind.TURN
    return _place(statement.document, statement.start, said, in_answer=in_answer)


def lead_place(document: Document, start: int, lead: str) -> str:
    """As ``place_of``, for a list's lead-in that begins at ``start``."""
    return _place(document, start, lead, in_answer=True)


def _place(document: Document, start: int, said: str, *, in_answer: bool) -> str:
    about = document.metadata
    if about.number and about.number in said:
        return ""
    if about.kind is Kind.INTERVIEW:
        return _place_in_interview(about, said, in_answer=in_answer)
    name = document_name(about)
    if about.digest:
        return texts.QUIZ_IN_DOCUMENT.format(document=name)
    locator = locator_at(document, start)
    return texts.QUIZ_IN_PLACE.format(locator=locator, document=name).replace("  ", " ")


def _place_in_interview(about: Metadata, said: str, *, in_answer: bool) -> str:
    """The newspaper's words are told apart from the speaker's."""
    if not in_answer:
        if about.issuer and about.issuer in said:
            return ""
        return texts.QUIZ_IN_ARTICLE.format(title=about.title, newspaper=about.issuer or "")
    if (about.speaker and about.speaker in said) or said.startswith("Theo "):
        return ""
    return texts.QUIZ_IN_INTERVIEW.format(speaker=about.speaker or about.title)


def whole_text(statement: Statement, said: str) -> str:
    """What is said with the lead-in it needs: "... sau đây: … Tết Âm lịch: 05 ngày"."""
    if needs_lead(statement):
        return _SPACE.sub(" ", f"{_CHECKED.sub('', statement.lead)} … {said}")
    return _SPACE.sub(" ", said)


def sources_of(statement: Statement) -> tuple[Source, ...]:
    """The statement's source, after the lead-in's where it needs one."""
    end = statement.start + len(statement.text)
    own = source_at(statement.document, statement.start, end)
    if needs_lead(statement) and statement.lead_in:
        return (source_at(statement.document, *statement.lead_in), own)
    return (own,)


def reason_of(statement: Statement) -> str:
    """Why the answer is right: the place and its words."""
    sources = sources_of(statement)
    quote = _SPACE.sub(" ", " … ".join(each.quote for each in sources))
    return texts.QUIZ_REASON.format(reference=upper_first(sources[-1].reference), quote=quote)


def question_of(fact: Fact) -> str | None:
    """The question that asks for a fact in its place; None where it would read badly."""
    statement = fact.statement
    if not fact.asked or needs_lead(statement):
        return None
    text = _bare(statement.text)
    if len(text.split()) > ASKED_WORDS or ";" in text:
        return None
    if _DATE_FIRST.match(fact.before):
        rest = _bare(fact.after.lstrip(", "))
        asked = texts.QUIZ_ON_WHICH_DAY.format(text=upper_first(rest))
        return _placed(statement, asked, begins_new=True)
    if fact.group == "document" and fact.before and fact.after.strip(". "):
        return None
    if fact.group == "day" and fact.after.startswith(","):
        return None
    asked = _bare(fact.with_answer(fact.asked)) + "?"
    if fact.group.endswith(" %"):
        asked = asked.replace("phần trăm%", "phần trăm").replace("phần trăm %", "phần trăm")
    return _placed(statement, asked, begins_new=not fact.before)


def _bare(text: str) -> str:
    """A sentence without its stop, or the "./." of a document's end."""
    return text.rstrip("./ ")


def _placed(statement: Statement, asked: str, *, begins_new: bool) -> str:
    place = place_of(statement)
    if not place:
        return asked
    rest = lower_first(asked) if begins_new else lowered(asked, statement.document)
    return f"{place} {rest}"


def blank_of(fact: Fact) -> str:
    """The statement with a blank in the answer's place."""
    said = whole_text(fact.statement, fact.with_answer(BLANK))
    place = place_of(fact.statement)
    form = texts.QUIZ_CHOOSE_PLACED if place else texts.QUIZ_CHOOSE
    return form.format(place=place, text=_closed(said))


def gap_of(fact: Fact) -> str:
    """The same for an item where the answer is written, not chosen."""
    said = whole_text(fact.statement, fact.with_answer(BLANK))
    place = place_of(fact.statement)
    form = texts.QUIZ_FILL_PLACED if place else texts.QUIZ_FILL
    return form.format(place=place, text=_closed(said))


def claim_of(statement: Statement, said: str) -> str:
    """A statement, perhaps changed, as something to be judged true or false."""
    place = place_of(statement)
    said = _closed(whole_text(statement, said))
    if not place:
        return said
    return f"{place} {lowered(said, statement.document)}"


def clean_lead(lead: str) -> str:
    """A lead-in without the compiler's remark that its items were checked."""
    return _SPACE.sub(" ", _CHECKED.sub("", lead)).strip()


def reason_of_sources(sources: Sequence[Source]) -> str:
    """The reason of an answer that several places prove, each with its words."""
    said = dict.fromkeys(
        texts.QUIZ_REASON.format(
            reference=upper_first(each.reference), quote=_SPACE.sub(" ", each.quote)
        )
        for each in sources
    )
    return " ".join(said)


def _closed(said: str) -> str:
    """A sentence with the stop it has or needs."""
    said = f"{_bare(said)}." if said.endswith("./.") else said
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def lowered(sentence: str, document: Document) -> str:
    """A sentence to go on after a comma: begun small unless it begins with a name."""
    words = sentence.split()
    if len(words) < 2 or not words[0][0].isupper() or _TYPE_AND_MARK.match(sentence):
        return sentence
    if _ALWAYS_NAMES.match(sentence):
        return sentence
    pair = f"{words[0]} {words[1].rstrip(',.;:')}"
    is_name = _is_name(pair, document.text)
    if is_name is None:
        is_name = words[1][0].isupper()
    return sentence if is_name else lower_first(sentence)


@lru_cache(4096)
def _is_name(pair: str, text: str) -> bool | None:
    """Whether two words are written with a capital inside sentences; None when never written."""
    small = pair[0].lower() + pair[1:]
    names, common = (
        len(re.findall(rf"(?<=[\w,] ){re.escape(each)}(?!\w)", text)) for each in (pair, small)
    )
    return None if names == common else names > max(1, common)


def lower_first(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
