"""Questions about a document itself: its name, number, issuer, signer, recipients and days.

"Chỉ thị 05-CT/TW do ai ký, ban hành ngày nào?" asks for particulars that stand
in the header, the signature or the words about a document, where every sentence
near them holds the same few words ("ban hành", "Bộ Chính trị").  Nearness cannot
choose there, but the metadata knows the values: the answer is the sentence or
header line of the document that holds the value, best beside the word that
belongs to it ("ký", "có hiệu lực").

Where the metadata has no value, only a sentence answers that speaks of the
document itself, has that word, and holds something of the kind asked for.  That a
particular is asked for is read from the question (see ``questions.intents``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import Range, evidence_of
from hoidap.answering.fitting import fits_question
from hoidap.answering.library_lists import naming
from hoidap.domain import Document, Metadata, SectionKind
from hoidap.questions.intents import Intent
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import in_scope
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

_TYPES: Final = f"văn bản|{TYPE_WORDS}"
#: "thay thế" where one of two documents ends the other, "tiếp nối" where it goes on with it.
_FOLLOWS: Final = "thay thế|thay|bãi bỏ|tiếp nối|nối tiếp|tiếp tục|kế thừa"
#: The words of which one stands beside the value.
_CUE: Final = {
    Intent.TITLE: ("tên",),
    Intent.NUMBER: ("số", "tên", "gọi", "ban hành"),
    Intent.ISSUER: ("ban hành",),
    Intent.ISSUED_ON: ("ban hành", "ngày"),
    Intent.SIGNER: ("ký",),
    Intent.IN_EFFECT_FROM: ("hiệu lực", "thi hành"),
    Intent.EXPIRES_ON: ("hết hiệu lực", "hiệu lực đến", "đến hết", "hết ngày", "đến ngày"),
    Intent.SIZE: ("chương", "điều", "mục", "phần"),
    Intent.STANDING: ("thay", "bãi bỏ", "hết hiệu lực", "tiếp nối", "tiếp tục"),
    Intent.PREDECESSOR: (),
    Intent.RECIPIENTS: ("kính gửi", "nơi nhận"),
}
PARTICULARS: Final = tuple(_CUE)
#: A size is that of parts which are named.
_CUE_WORDS: Final = frozenset(_CUE[Intent.SIZE])
#: What is told apart by who replaces whom is never asked together.
_EITHER: Final = (Intent.STANDING, Intent.PREDECESSOR)
#: Of a document that is named little else is asked in such words: less certainty will do.
LEAST: Final = 0.4
#: What one document says of another that it follows.
_FOLLOWING: Final = re.compile(rf"(?<!được )(?<!bị )\b(?:{_FOLLOWS}) (?:cho )?(?:{_TYPES}) (?!này)")
_DAYS: Final = frozenset({Intent.ISSUED_ON, Intent.IN_EFFECT_FROM, Intent.EXPIRES_ON})
#: How titles say that a document changes another one.
_CHANGES: Final = ("sửa đổi", "bổ sung", "thay thế", "bãi bỏ", "ngưng", "đình chỉ", "hủy bỏ")
#: What stands in a part of its own, whole, or in none.
_PARTS: Final = {Intent.RECIPIENTS: SectionKind.RECIPIENTS}
#: Who signed, which day it was and how many parts there are is said in one way only.
_NEVER_ELSEWHERE: Final = frozenset(
    {
        *(Intent.SIGNER, Intent.ISSUED_ON, Intent.IN_EFFECT_FROM, Intent.SIZE),
        *(Intent.PREDECESSOR, Intent.EXPIRES_ON),
    }
)
_ITSELF: Final = re.compile(rf"\b(?:{_TYPES}) này\b")


@dataclass(frozen=True, slots=True)
class ParticularsAsked:
    """What is asked about a document, and the evidence for what it tells."""

    asked: tuple[Intent, ...]
    evidence: tuple[Evidence, ...]
    complete: bool  # every particular has its evidence
    certainty: float  # that these are what is asked for

    @property
    def may_stand_elsewhere(self) -> bool:
        """Whether other words than the value's own can tell it: names are often shortened."""
        return not _NEVER_ELSEWHERE.intersection(self.asked)


def find_particulars(reading: Reading, query: Query) -> ParticularsAsked | None:
    """The particulars that a question asks for; None when it asks for something else."""
    asked = query.intents.asked(PARTICULARS, LEAST)
    if not _CUE_WORDS.intersection(words_of(query.bare_text)):
        asked = tuple(each for each in asked if each is not Intent.SIZE)
    if set(_EITHER) <= set(asked):
        less = min(_EITHER, key=query.intents.certainty)
        asked = tuple(each for each in asked if each is not less)
    if not asked or len(query.mentioned) != 1 or query.provisions:
        return None
    document = reading.document(query.mentioned[0])
    if not in_scope(document.metadata, document.id, query.scope):
        return None
    sentences = [Range(start, end) for start, end in split_sentences(document.text)]
    names = _names_of(query, document.metadata)
    places = {each: _find(document, sentences, each, names, query.bare_text) for each in asked}
    found: dict[Intent, tuple[Evidence, ...]] = {
        each: (evidence_of(document, place, ""),) if place is not None else ()
        for each, place in places.items()
    }
    if not found.get(Intent.STANDING, True):
        found[Intent.STANDING] = tuple(_amendments(reading, query, document))
    evidence = tuple(one for each in found.values() for one in each)
    certainty = min(query.intents.certainty(each) for each in asked)
    return ParticularsAsked(asked, evidence, all(found.values()), certainty)


def _amendments(reading: Reading, query: Query, document: Document) -> Iterator[Evidence]:
    """What says in its title that it amends, suspends or replaces a document."""
    number = match_form(document.metadata.number or "")
    for each in reading.documents(kind=document.metadata.kind).documents if number else ():
        said = match_form(each.metadata.title)
        changes = number in said and any(cue in said for cue in _CHANGES)
        if changes and in_scope(each.metadata, each.id, query.scope):
            yield from naming(reading.document(each.id))


def _names_of(query: Query, about: Metadata) -> tuple[str, ...]:
    """How the document is named, in match form."""
    written = [mention.text for mention in query.mentions if mention.documents]
    return tuple(match_form(name) for name in (*written, about.number) if name)


def _find(
    document: Document,
    sentences: Sequence[Range],
    asked: Intent,
    names: Sequence[str],
    question: str,
) -> Range | None:
    """The sentence, line or part that tells a particular best, the first of equals."""
    part = next(_parts(document, asked), None)
    if part is not None:
        return part
    best, place = 0, None
    for sentence in sentences:
        text = document.text[sentence.start : sentence.end]
        form = match_form(text)
        own = any(name in form for name in names) or _ITSELF.search(form) is not None
        cue = _has_cue(asked, form)
        value = _holds(document.metadata, asked, text, form)
        said = _tells(asked, question, text, form)
        told = value or (value is None and own and cue and said)
        rank = (1 + own + 2 * cue) if told else 0
        if rank > best:
            best, place = rank, sentence
    return place


def _tells(asked: Intent, question: str, text: str, form: str) -> bool:
    """Whether a sentence holds what a particular is, where its value is not known."""
    if asked is Intent.SIZE:
        kinds = _CUE_WORDS.intersection(words_of(question))
        return any(one.isdigit() and other in kinds for one, other in pairwise(words_of(form)))
    if asked in _DAYS:
        return bool(find_dates(text))
    return asked is not Intent.STANDING and fits_question(question, text)


def _parts(document: Document, asked: Intent) -> Iterator[Range]:
    """The parts of a document's own that hold what is asked for."""
    kind = _PARTS.get(asked)
    for each in document.sections:
        if each.kind is kind and each.parent is None:
            yield Range(each.start, each.start + len(document.text[each.start : each.end].rstrip()))


def _has_cue(asked: Intent, form: str) -> bool:
    if asked is Intent.PREDECESSOR:
        return _FOLLOWING.search(form) is not None
    return any(cue in form for cue in _CUE[asked])


def _holds(about: Metadata, asked: Intent, text: str, form: str) -> bool | None:
    """Whether a sentence holds the value; None when the value is not known."""
    days: dict[Intent, date | None] = {
        Intent.ISSUED_ON: about.issued_on,
        Intent.IN_EFFECT_FROM: about.effective_on,
        Intent.EXPIRES_ON: about.expires_on,
    }
    if asked in days:
        day = days[asked]
        return None if day is None else any(d.iso == day.isoformat() for d in find_dates(text))
    if asked is Intent.STANDING:
        following = [each.partition(" ")[0] for each in (*about.replaced_by, *about.continued_by)]
        return any(match_form(each) in form for each in following) if following else None
    value = {
        Intent.TITLE: about.title,
        Intent.NUMBER: about.number,
        Intent.ISSUER: about.issuer,
        Intent.SIGNER: about.signer,
    }.get(asked)
    return None if value is None else match_form(value) in form
