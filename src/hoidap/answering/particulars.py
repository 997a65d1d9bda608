"""Questions about a document itself: its name, number, issuer, signer and days.

"Chỉ thị 05-CT/TW do ai ký, ban hành ngày nào?" asks for particulars that stand
in the header, the signature or the words about a document, where every sentence
near them holds the same few words ("ban hành", "Bộ Chính trị").  Nearness cannot
choose there, but the metadata knows the values: the answer is the sentence or
header line of the document that holds the value, best beside the word that
belongs to it ("ký", "có hiệu lực").

Where the metadata has no value, only a sentence answers that speaks of the
document itself, has that word, and holds something of the kind asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.considering import evidence_of
from hoidap.answering.fitting import fits_question
from hoidap.answering.unit_outline import Range
from hoidap.domain import Document, Metadata
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import in_scope
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences


class Particular(StrEnum):
    """What can be asked about a document itself."""

    NAME = "name"
    NUMBER = "number"
    ISSUER = "issuer"
    DAY = "day"
    SIGNER = "signer"
    EFFECT = "effect"
    STANDING = "standing"
    PREDECESSOR = "predecessor"
    SIZE = "size"


_TYPES: Final = f"văn bản|{TYPE_WORDS}"
#: "thay thế" where one of two documents ends the other, "tiếp nối" where it goes on with it.
_FOLLOWS: Final = "thay thế|thay|bãi bỏ|tiếp nối|nối tiếp|tiếp tục|kế thừa"
_WHEN: Final = (
    r"(?:ngày|tháng|năm|khi|lúc|thời gian|thời điểm|bao giờ|hồi)\b.*\b(?:nào|giờ|mấy)|khi nào"
)
#: What shows that a particular is asked for, in the question without the document's name.
_ASKED: Final = {
    Particular.SIGNER: re.compile(r"\bký\b"),
    Particular.EFFECT: re.compile(rf"(?=.*(?:{_WHEN})).*(?:hiệu lực|thi hành)"),
    Particular.DAY: re.compile(
        rf"(?=.*(?:{_WHEN}))(?!.*(?:hiệu lực|thi hành)).*(?:ban hành|ra đời|\bra\b|đề ngày|^)"
    ),
    Particular.ISSUER: re.compile(
        r"(?:ai|cơ quan nào|tổ chức nào|đâu) (?:đã )?(?:ban hành|ra)\b|ban hành bởi"
        r"|của (?:ai|cơ quan nào)|khóa (?:mấy|nào)|(?:ai|cơ quan|cấp) (?:nào )?là nơi ban hành"
    ),
    Particular.NAME: re.compile(
        r"về (?:việc |cái |vấn đề |nội dung |điều )?gì|tên .*gì|\blà (?:cái )?gì"
        rf"|là (?:{_TYPES}) gì"
    ),
    Particular.STANDING: re.compile(
        r"(?:còn|hết) (?:hiệu lực|áp dụng|dùng|giá trị)|bị (?:thay|bãi bỏ|hủy bỏ)"
        r"|thay thế (?:chưa|hay chưa|bởi|bằng)"
        rf"|(?:được|bị) (?:{_FOLLOWS}) (?:bởi|bằng|theo)"
        rf"|(?:{_TYPES}) nào (?:đã |là |sẽ )?(?:{_FOLLOWS})\b"
    ),
    Particular.PREDECESSOR: re.compile(
        rf"(?<!được )(?<!bị )(?:{_FOLLOWS}) (?:cho )?(?:những |các )?(?:{_TYPES}) (?:nào|gì)"
    ),
    Particular.SIZE: re.compile(r"(?:bao nhiêu|mấy) (?:chương|điều|mục|phần)\b"),
    Particular.NUMBER: re.compile(rf"số (?:hiệu )?(?:mấy|bao nhiêu|nào|là gì)|là (?:{_TYPES}) nào"),
}
#: The word that stands beside the value.
_CUE: Final = {
    Particular.NAME: re.compile(r"\btên\b"),
    Particular.NUMBER: re.compile(r"\bsố\b|tên|gọi|ban hành"),
    Particular.ISSUER: re.compile(r"ban hành"),
    Particular.DAY: re.compile(r"ban hành|\bngày\b"),
    Particular.SIGNER: re.compile(r"\bký\b"),
    Particular.EFFECT: re.compile(r"hiệu lực|thi hành"),
    Particular.SIZE: re.compile(r"chương|điều|mục|phần"),
    Particular.STANDING: re.compile(r"thay|bãi bỏ|hết hiệu lực|tiếp nối|tiếp tục"),
    Particular.PREDECESSOR: re.compile(
        rf"(?<!được )(?<!bị )(?:{_FOLLOWS}) (?:cho )?(?:{_TYPES}) (?!này)"
    ),
}
#: A question made only of these words, beside what shows the particular, asks for nothing else.
_SMALL_WORDS: Final = frozenset(
    words_of(
        "ai ký là do được đã người ban hành cơ quan tổ chức cấp nào ngày tháng năm khi lúc thời"
        " gian điểm bao giờ hồi mấy gì vào có hiệu lực từ kể bắt đầu thi ra đời đề khóa thứ của"
        " số hiệu tên mang gọi đầy đủ chính thức về việc cái vấn đề nội dung điều văn bản"
        f" {TYPE_WORDS.replace('|', ' ')} này đó nó hãy cho biết hỏi xin thay mặt đồng chí thế"
        " vậy thì và bao nhiêu theo"
        " bởi nơi trong còn hết không hay bị thay thế bằng chưa áp dụng dùng giá trị bãi bỏ hủy nữa"
        " chương mục phần gồm tổng cộng tất cả tiếp nối nối tiếp kế thừa cho những các tục"
    )
)
#: Who signed, which day it was and how many parts there are is said in one way only.
_NEVER_ELSEWHERE: Final = frozenset(
    {
        *(Particular.SIGNER, Particular.DAY, Particular.EFFECT, Particular.SIZE),
        Particular.PREDECESSOR,
    }
)
_ITSELF: Final = re.compile(rf"\b(?:{_TYPES}) này\b")


@dataclass(frozen=True, slots=True)
class ParticularsAsked:
    """What is asked about a document, and the evidence for what it tells."""

    asked: tuple[Particular, ...]
    evidence: tuple[Evidence, ...]
    complete: bool  # every particular has its evidence

    @property
    def may_stand_elsewhere(self) -> bool:
        """Whether other words than the value's own can tell it: names are often shortened."""
        return not _NEVER_ELSEWHERE.intersection(self.asked)


def particulars_asked(query: Query) -> tuple[Particular, ...]:
    """The particulars a question asks for, and nothing else; empty for any other question."""
    if len(query.mentioned) != 1 or query.provisions:
        return ()
    rest = match_form(query.bare_text).strip(" ?.,:")
    if not _SMALL_WORDS.issuperset(words_of(rest)):
        return ()
    return tuple(each for each, pattern in _ASKED.items() if pattern.search(rest))


def find_particulars(reading: Reading, query: Query) -> ParticularsAsked | None:
    """The particulars that a question asks for; None when it asks for something else."""
    asked = particulars_asked(query)
    if not asked:
        return None
    document = reading.document(query.mentioned[0])
    if not in_scope(document.metadata, document.id, query.scope):
        return None
    sentences = [Range(start, end) for start, end in split_sentences(document.text)]
    names = _names_of(query, document.metadata)
    found = [_find(document, sentences, each, names, query.bare_text) for each in asked]
    evidence = tuple(evidence_of(document, place, "") for place in found if place is not None)
    return ParticularsAsked(asked, evidence, complete=None not in found)


def _names_of(query: Query, about: Metadata) -> tuple[str, ...]:
    """How the document is named, in match form."""
    written = [mention.text for mention in query.mentions if mention.documents]
    return tuple(match_form(name) for name in (*written, about.number) if name)


def _find(
    document: Document,
    sentences: Sequence[Range],
    asked: Particular,
    names: Sequence[str],
    question: str,
) -> Range | None:
    """The sentence or line that tells a particular best, the first of equals."""
    best, place = 0, None
    for sentence in sentences:
        text = document.text[sentence.start : sentence.end]
        form = match_form(text)
        own = any(name in form for name in names) or _ITSELF.search(form) is not None
        cue = _CUE[asked].search(form) is not None
        value = _holds(document.metadata, asked, text, form)
        said = asked is not Particular.STANDING and fits_question(question, text)
        told = value or (value is None and own and cue and said)
        rank = (1 + own + 2 * cue) if told else 0
        if rank > best:
            best, place = rank, sentence
    return place


def _holds(about: Metadata, asked: Particular, text: str, form: str) -> bool | None:
    """Whether a sentence holds the value; None when the value is not known."""
    days: dict[Particular, date | None] = {
        Particular.DAY: about.issued_on,
        Particular.EFFECT: about.effective_on,
    }
    if asked in days:
        day = days[asked]
        return None if day is None else any(d.iso == day.isoformat() for d in find_dates(text))
    if asked in (Particular.SIZE, Particular.PREDECESSOR):
        return None
    if asked is Particular.STANDING:
        following = [each.partition(" ")[0] for each in (*about.replaced_by, *about.continued_by)]
        return any(match_form(each) in form for each in following) if following else None
    value = {
        Particular.NAME: about.title,
        Particular.NUMBER: about.number,
        Particular.ISSUER: about.issuer,
        Particular.SIGNER: about.signer,
    }[asked]
    return None if value is None else match_form(value) in form
