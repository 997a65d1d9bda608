"""What a provision fixes, as values that can be compared: figures, times, bodies, duties.

The readers are those of the rest of the house: dates, quantities and references from
``vietnamese``, the words that oblige, permit and forbid from the table of ``verification``,
the names of bodies from ``answering.fitting``.  A fact has a value, so that "30 ngày" and
"ba mươi ngày", "UBND" and "Ủy ban nhân dân" are the same fact however they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from hoidap.answering.fitting import BODIES
from hoidap.answering.verification.lexicon import lexicon, phrase
from hoidap.answering.verification.reading import Sort, Token, number_key, read
from hoidap.vietnamese.abbreviations import expand
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form, match_form_of_canonical
from hoidap.vietnamese.provision import find_provisions
from hoidap.vietnamese.quantities import find_quantities
from hoidap.vietnamese.references import find_references


class FactKind(StrEnum):
    """What kind of thing a fact is."""

    NUMBER = "number"
    DEADLINE = "deadline"
    BODY = "body"
    MODALITY = "modality"
    REFERENCE = "reference"


class Fact(NamedTuple):
    """A value and the range of the text that states it."""

    kind: FactKind
    value: str
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a range has a character in common with it."""
        return self.start < end and start < self.end


#: Units of time: a quantity of these is a span or a deadline.
_TIMES: Final = frozenset({"ngày", "tháng", "năm", "giờ", "phút", "tuần", "quý"})
#: Marks that bound a number, and those that make a duty, a right, a ban or a condition.
_BOUNDS: Final = frozenset({"!least", "!most-of-all", "!above", "!below", "!about"})
_MODALITY: Final = frozenset({"!not", "!may", "!must", "!only", "!except", "!if"})
#: Characters between a bound and its number: "không quá 30", "từ đủ 18".
_BESIDE: Final = 4
#: The level of a local body, behind its name.
_LEVEL: Final = re.compile(r"(?: nhân dân)?(?: các)? cấp \w+| nhân dân \w+")
_WORD: Final = re.compile(r" ([^\W\d_]+)")
#: Words that BODIES takes for the beginning of a body and that name none by themselves.
_NO_BODY: Final = frozenset({"tổ chức", "người"})
_AND: Final = "và"


def facts_of(text: str) -> list[Fact]:
    """The facts of a canonical text; those of one kind do not overlap."""
    tokens = read(text)
    references = list(_references(text))
    taken = [(fact.start, fact.end) for fact in references]
    return [
        *references,
        *(fact for fact in _times_and_numbers(text, tokens) if not _inside(fact, taken)),
        *(
            Fact(FactKind.MODALITY, token.key, token.start, token.end)
            for token in tokens
            if token.sort is Sort.MARK and token.key in _MODALITY
        ),
        *(fact for fact in _bodies(text) if not _inside(fact, taken)),
    ]


def _inside(fact: Fact, ranges: list[tuple[int, int]]) -> bool:
    return any(fact.overlaps(start, end) for start, end in ranges)


def _references(text: str) -> Iterator[Fact]:
    """Provisions and documents that the text names."""
    spans = [(each.start, each.end) for each in find_document_numbers(text)]
    spans += [(each.start, each.end) for each in find_provisions(text)]
    spans += [(each.start, each.end) for each in find_references(text)]
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            value = " ".join(match_form(text[start:end]).split())
            yield Fact(FactKind.REFERENCE, value, start, end)
            last = end


def _times_and_numbers(text: str, tokens: tuple[Token, ...]) -> Iterator[Fact]:
    days = find_dates(text)
    for day in days:
        yield Fact(FactKind.DEADLINE, day.iso, day.start, day.end)
    bounds = [token for token in tokens if token.key in _BOUNDS]
    for each in find_quantities(text):
        bound = next((b for b in bounds if 0 <= each.start - b.end <= _BESIDE), None)
        value = f"{bound.key if bound else ''}{number_key(each.value)} {each.unit or ''}"
        kind = FactKind.DEADLINE if each.unit in _TIMES else FactKind.NUMBER
        yield Fact(kind, value, bound.start if bound else each.start, each.end)


def _bodies(text: str) -> Iterator[Fact]:
    """Bodies and offices with what their names go on with."""
    form = match_form_of_canonical(text)
    spans = [(found.start(), found.end()) for found in BODIES.finditer(form)]
    short = {each.start: each for each in expand(text)}
    spans += [
        (each.start, each.end)
        for each in short.values()
        if any(BODIES.match(match_form(meaning)) for meaning in each.meanings)
    ]
    plain = lexicon().plain
    last = -1
    for start, inside in sorted(spans):
        end = _syllable_end(form, inside)
        named = form[start:end]
        if start < last or named in _NO_BODY or phrase(named) in plain:
            continue
        if form[start - 1 : start].isalpha():
            continue
        whole = _name_end(text, form, start, end)
        said = short[start].meanings[0] if start in short else text[start:end]
        value = " ".join(match_form(said + text[end:whole]).split())
        yield Fact(FactKind.BODY, value, start, whole)
        last = whole


def _name_end(text: str, form: str, start: int, end: int) -> int:
    """Where the name of a body ends that begins with a range.

    It goes on with words in capitals, each with its second syllable, and "và" between such
    ("Bộ Tài nguyên và Môi trường"), and ends with its level ("cấp xã").
    """
    end = _level_end(form, end)
    inside = text[start:end].rsplit(maxsplit=1)[-1]
    at, last, opened = end, end, _opens_word(inside)
    while word := _WORD.match(text, at):
        at = word.end()
        if word[1][0].isupper():
            last, opened = at, _opens_word(word[1])
        elif opened:
            last, opened = at, False
        elif word[1] != _AND or not text[at + 1 : at + 2].isupper():
            break
    return _level_end(form, last)


def _syllable_end(form: str, at: int) -> int:
    """The end of the syllable at an offset: some patterns end inside one."""
    while at < len(form) and form[at].isalpha():
        at += 1
    return at


def _opens_word(syllable: str) -> bool:
    """Whether a syllable is the first of a word in capitals, not an abbreviation."""
    return syllable[0].isupper() and (len(syllable) == 1 or not syllable.isupper())


def _level_end(form: str, end: int) -> int:
    found = _LEVEL.match(form, end)
    return found.end() if found else end
