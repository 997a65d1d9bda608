"""What a question says of a document holds only of that document.

When a question names documents, the passages of those documents are all near,
and many of their sentences speak of other documents: "Hướng dẫn 71 ..., Kết luận
21 ... tiếp nối".  So units are weighed by what they speak of:

- one that stands neither in a named document nor names one may not answer;
- one that begins with the named document, or calls it "Chỉ thị này", gains;
- one that begins with another document loses;
- one that names all the documents that are compared gains;
- one that holds the kind of thing asked for gains more than elsewhere.

The amounts are differences of scores as in ``selection``, set by hand: no
benchmark has such questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoidap.answering.fitting import fits_question
from hoidap.answering.selection import ScoredUnit
from hoidap.answering.unit_features import UnitSource
from hoidap.domain import Metadata
from hoidap.retrieval.query import Query
from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.references import find_references
from hoidap.vietnamese.sentences import split_sentences

_SPEAKS_OF_IT: Final = 1.5
_SPEAKS_OF_ANOTHER: Final = -2.0
_FITS: Final = 4.0
_NAMES_ALL: Final = 1.5
_COMPARES: Final = re.compile(
    r"\bkhác\b|so (?:với|sánh)|giống|\bmới\b|thay đổi|bổ sung|quan hệ|liên quan|\bhơn\b"
)

#: "Theo Chỉ thị 05-CT/TW, ...", "Mục đích của ... là": words before a sentence's subject.
_BEFORE_SUBJECT: Final = 18
_ITSELF: Final = re.compile(rf"^(?:\w+ ){{0,4}}(?:{TYPE_WORDS}|văn bản) này\b")


class AboutNamed:
    """Weighs units by the documents that a question names; ``abouts`` are those documents'."""

    def __init__(self, query: Query, abouts: Sequence[Metadata] = ()) -> None:
        self._question = query.bare_text
        self._mentions = query.mentions
        self._documents = frozenset(query.mentioned)
        texts = [each.text for each in query.mentions if each.documents]
        unknown = [each.text for each in query.mentions if not each.documents]
        known = [about.number for about in abouts if about.number]
        self._numbers = _numbers(" ; ".join([*texts, *unknown, *known]))
        self._names = tuple(match_form(text) for text in texts)
        self._only_unknown = not self._documents and bool(_numbers(" ; ".join(unknown)))

    @property
    def named(self) -> bool:
        """Whether the question names any document."""
        return bool(self._documents) or self._only_unknown

    @property
    def compares(self) -> bool:
        """Whether the question sets several documents side by side."""
        return len(self._mentions) > 1 and _COMPARES.search(match_form(self._question)) is not None

    def names_all(self, document_id: str, text: str) -> bool:
        """Whether a text of one of the documents, with its headings, names the others."""
        form, numbers = match_form(text), _numbers(text)
        return all(
            document_id in mention.documents
            or match_form(mention.text) in form
            or bool(_numbers(mention.text) & numbers)
            for mention in self._mentions
        )

    def weighed(
        self, scored: Sequence[ScoredUnit], sources: Sequence[UnitSource], ids: Sequence[str]
    ) -> list[ScoredUnit]:
        """The units that may answer, best first; ``ids`` are the documents of the sources."""
        if not self.named:
            return list(scored)
        kept = []
        for each in scored:
            text = each.unit.text_in(sources[each.source].document_text)
            if self._allows(ids[each.source], text):
                bonus = self._bonus(ids[each.source], text)
                kept.append(replace(each, score=each.score + bonus))
        return sorted(kept, key=lambda each: -each.score)

    def _allows(self, document_id: str, text: str) -> bool:
        return document_id in self._documents or self._named_in(text)

    def _named_in(self, text: str) -> bool:
        form = match_form(text)
        return any(name in form for name in self._names) or bool(self._numbers & _numbers(text))

    def _bonus(self, document_id: str, text: str) -> float:
        bonus = _FITS * fits_question(self._question, text)
        if self.compares and self.names_all(document_id, text):
            bonus += _NAMES_ALL
        subjects = [self._subject(document_id, text[s:e]) for s, e in split_sentences(text)]
        if True in subjects:
            return bonus + _SPEAKS_OF_IT
        return bonus + (_SPEAKS_OF_ANOTHER if False in subjects else 0.0)

    def _subject(self, document_id: str, sentence: str) -> bool | None:
        """Whether a sentence speaks of a named document, of another, or (None) of none."""
        start = sentence[: _BEFORE_SUBJECT * 3]
        references = [each for each in find_references(start) if each.start <= _BEFORE_SUBJECT]
        if references:
            return self._named_in(sentence[references[0].start : references[0].end])
        if document_id in self._documents and _ITSELF.search(match_form(start)):
            return True
        return None


def _numbers(text: str) -> frozenset[str]:
    return frozenset(found.number.canonical for found in find_document_numbers(text))
