"""A text as the sequence of what it claims: facts, marks, names and words.

Facts (numbers, dates, document numbers) are read by value, so that "35" and
"ba mươi lăm" or "15/5/2016" and "ngày 15 tháng 5 năm 2016" are the same token;
abbreviations are written out; phrases of the lexicon become one token by their
class.  Labels of items ("1.", "a)") say nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from hoidap.answering.verification.lexicon import Lexicon, Phrase, lexicon, syllable
from hoidap.vietnamese.abbreviations import expand
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import canonical_text, match_form_of_canonical
from hoidap.vietnamese.quantities import find_quantities
from hoidap.vietnamese.question_words import term_weight
from hoidap.vietnamese.roman import VALUES as ROMAN_VALUES
from hoidap.vietnamese.sentences import split_sentences


class Sort(StrEnum):
    """What a token is."""

    WORD = "word"
    GLUE = "glue"  # may be added and left out
    MARK = "mark"  # negation, quantifier, condition
    NUMBER = "number"
    DATE = "date"
    DOCUMENT = "document"
    NAME = "name"  # a word of a proper name, an abbreviation, a code


#: What is never invented: a token of these that the passages lack is a fault by itself.
FACTS: Final = frozenset({Sort.NUMBER, Sort.DATE, Sort.DOCUMENT, Sort.NAME})


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that a text says; ``start`` and ``end`` are a range of the text."""

    key: str
    sort: Sort
    start: int
    end: int
    sentence: int
    breaks: bool  # a comma, bracket or line end stands before it
    actor: bool = False  # a person, body or role begins here
    run: int = -1  # words of one proper name share a number

    @property
    def is_content(self) -> bool:
        """Whether it carries what is said."""
        return self.sort not in (Sort.GLUE, Sort.MARK)


class _Span(NamedTuple):
    """A range and what it says: key, sort and whether an actor begins, of each token."""

    start: int
    end: int
    said: tuple[tuple[str, Sort, bool], ...]


#: Function words weigh less than this in retrieval and may be added and left out here.
_LEAST_WEIGHT: Final = 0.5
_WORD: Final = re.compile(r"\w+")
_LABEL: Final = re.compile(r"\s*(?:[-+*•]\s|\(?\d{1,3}[.)]\s|\(?[a-zđ]\)\s)+", re.IGNORECASE)
_BREAK: Final = re.compile(r"[^\w\s]|\n")
#: After these a roman numeral is a number.
_NUMBERED: Final = re.compile(
    r"(?:khóa|khoá|chương|mục|phần|thứ|hội|kỷ|kỳ|quý|hạng|lục|cấp|loại) ([IVXivx]+)\b",
    re.IGNORECASE,
)


def read(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in reading order; ranges are those of its canonical form."""
    canonical = canonical_text(text)
    tokens: list[Token] = []
    for number, (start, end) in enumerate(split_sentences(canonical)):
        label = _LABEL.match(canonical, start, end)
        begin = label.end() if label else start
        tokens += _sentence(canonical, begin, end, number)
    return tuple(tokens)


def _sentence(text: str, start: int, end: int, number: int) -> Iterator[Token]:
    """The tokens of one sentence."""
    piece = text[start:end]
    facts = _facts(piece)
    words: list[re.Match[str]] = []
    last = 0
    for fact in facts:
        words = list(_WORD.finditer(piece, last, fact.start))
        yield from _words(piece, words, start, number)
        begin, close = start + fact.start, start + fact.end
        breaks = _breaks(piece, fact.start)
        for key, sort, actor in fact.said:
            yield Token(key, sort, begin, close, number, breaks, actor)
        last = fact.end
    yield from _words(piece, list(_WORD.finditer(piece, last)), start, number)


def _facts(piece: str) -> list[_Span]:
    """Document numbers, dates, quantities, numerals and abbreviations; none overlap."""
    spans = [
        _Span(hit.start, hit.end, _fact(f"№{hit.number.canonical.lower()}", Sort.DOCUMENT))
        for hit in find_document_numbers(piece)
    ]
    spans += [_Span(day.start, day.end, _fact(day.iso, Sort.DATE)) for day in find_dates(piece)]
    spans += [
        _Span(each.start, each.number_end, _fact(number_key(each.value), Sort.NUMBER))
        for each in find_quantities(piece)
    ]
    for found in _NUMBERED.finditer(piece):
        value = ROMAN_VALUES.get(found[1].lower())
        if value is not None:
            spans.append(_Span(*found.span(1), _fact(number_key(Decimal(value)), Sort.NUMBER)))
    spans += [_Span(short.start, short.end, _meaning(short.meanings[0])) for short in expand(piece)]
    # "%" is said of a number; as a word it would be lost.
    percent = _fact("=percent", Sort.WORD)
    spans += [_Span(*sign.span(), percent) for sign in re.finditer("%", piece)]
    kept: list[_Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _fact(key: str, sort: Sort) -> tuple[tuple[str, Sort, bool], ...]:
    return ((key, sort, False),)


@lru_cache(maxsize=256)
def _meaning(words: str) -> tuple[tuple[str, Sort, bool], ...]:
    """What an abbreviation says when it is written out."""
    said = _words(words, list(_WORD.finditer(words)), 0, 0)
    return tuple((token.key, token.sort, token.actor) for token in said)


def number_key(value: Decimal) -> str:
    """A value as tokens write it: "#35", "#97.8"."""
    return f"#{value.normalize():f}"


def _words(piece: str, words: list[re.Match[str]], offset: int, number: int) -> Iterator[Token]:
    """The tokens of words between facts."""
    table = lexicon()
    forms = [syllable(match_form_of_canonical(word[0])) for word in words]
    at = 0
    while at < len(words):
        length = _phrase_length(piece, words, forms, at, table)
        found = tuple(forms[at : at + length])
        first, last = words[at], words[at + length - 1]
        actor = found in table.actors
        is_class = found in table.marks or found in table.same or found in table.glue
        if length > 1 and not is_class:
            for position in range(at, at + length):
                yield _plain(
                    piece, words, forms, position, offset, number, actor and position == at
                )
        elif not is_class:
            yield _plain(piece, words, forms, at, offset, number, actor)
        else:
            key, sort = _class_of(found, table)
            if key == "=nation" and piece[first.start()].isupper():
                sort = Sort.NAME
            yield Token(
                key,
                sort,
                offset + first.start(),
                offset + last.end(),
                number,
                _breaks(piece, first.start()),
            )
        at += length


def _phrase_length(
    piece: str, words: list[re.Match[str]], forms: list[str], at: int, table: Lexicon
) -> int:
    """How many words the longest phrase of the lexicon takes here; 1 for none."""
    reach = 1
    while (
        reach < table.longest
        and at + reach < len(words)
        and not piece[words[at + reach - 1].end() : words[at + reach].start()].strip()
    ):
        reach += 1
    for length in range(reach, 1, -1):
        candidate: Phrase = tuple(forms[at : at + length])
        if (
            candidate in table.plain
            or candidate in table.same
            or candidate in table.marks
            or candidate in table.glue
            or candidate in table.actors
        ):
            return length
    return 1


def _class_of(found: Phrase, table: Lexicon) -> tuple[str, Sort]:
    joined = "_".join(found)
    if found in table.marks:
        return f"!{table.marks[found]}", Sort.MARK
    key = f"={table.same[found]}" if found in table.same else joined
    return key, Sort.GLUE if found in table.glue else Sort.WORD


def _plain(
    piece: str,
    words: list[re.Match[str]],
    forms: list[str],
    at: int,
    offset: int,
    number: int,
    actor: bool,
) -> Token:
    """A word that is no phrase of the lexicon."""
    word = words[at]
    run = _run_of(piece, words, at)
    if run is not None:
        sort = Sort.NAME
    elif term_weight(forms[at]) < _LEAST_WEIGHT:
        sort = Sort.GLUE
    else:
        sort = Sort.WORD
    return Token(
        key=forms[at],
        sort=sort,
        start=offset + word.start(),
        end=offset + word.end(),
        sentence=number,
        breaks=_breaks(piece, word.start()),
        actor=actor,
        run=-1 if run is None else offset + words[run].start(),
    )


def _run_of(piece: str, words: list[re.Match[str]], at: int) -> int | None:
    """Index of the first word of the proper name that a word belongs to; None for no name.

    A sentence's first word has a capital anyway, so it is a name only before
    another capital, in capitals throughout, or when a figure stands in it.
    """
    if not _is_capital(words[at][0]):
        return None
    first = at
    while first and _is_capital(words[first - 1][0]) and _adjoin(piece, words, first):
        first -= 1
    begins = words[at].start() == 0 and not words[at][0].isupper()
    named = at + 1 < len(words) and _is_capital(words[at + 1][0]) and _adjoin(piece, words, at + 1)
    return None if begins and not named else first


def _adjoin(piece: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether one space stands between a word and the one before it."""
    return piece[words[at - 1].end() : words[at].start()] == " "


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _breaks(piece: str, start: int) -> bool:
    """Whether a punctuation mark stands between a token and the word before it."""
    before = piece[:start].rstrip(" ")
    return not before or bool(_BREAK.match(before[-1]))
