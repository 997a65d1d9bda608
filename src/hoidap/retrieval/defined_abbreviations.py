"""Abbreviations written out: those that everybody knows, and those that a document defines.

"Cụm công nghiệp (CCN)" and "cụm công nghiệp (sau đây gọi tắt là CCN)" define one: the words
before the bracket begin with its letters.  Where a question has letters that the table does
not know, the passages that hold them are looked at, those alone that the asker may read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hoidap.index.lexical import Field, Term
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.abbreviations import Expansion, expand
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.tokens import index_terms
from hoidap.vietnamese.typing_errors import unmarked_syllables

#: Abbreviations written out in one question, passages looked at for the meaning of one.
MOST_ABBREVIATIONS: Final = 24
PASSAGES_LOOKED_AT: Final = 40
#: Letters that may be an abbreviation: in capitals, or no syllable that can be spoken.
_SHORT: Final = re.compile(r"(?<![\w/-])[^\W\d_]{2,8}(?![\w/-])")
_SYLLABLE: Final = re.compile(r"[^\W\d_]+")


def written_out(question: str, reading: Reading) -> tuple[str, str]:
    """The question with the meanings of its abbreviations behind it, and in their places.

    An abbreviation itself stays in what is looked for, since documents use it
    too; one with several meanings is left as it is.
    """
    known = expand(question)
    learned = _learned(question, known, reading)
    every = sorted([*known, *learned], key=lambda each: each.start)
    found = [each for each in every if not each.is_ambiguous][:MOST_ABBREVIATIONS]
    behind = " ".join([question, *dict.fromkeys(each.meanings[0] for each in found)])
    in_place, end = [], 0
    for each in found:
        in_place += [question[end : each.start], each.meanings[0]]
        end = each.end
    return behind, "".join([*in_place, question[end:]])


def defined(short: str, text: str) -> str | None:
    """What a text says that ``short`` stands for; None when it does not."""
    named = re.compile(rf"\((?:[^()\d]{{0,40}} )?{re.escape(short)}\)", re.IGNORECASE)
    for found in named.finditer(text):
        words = list(_SYLLABLE.finditer(text, 0, found.start()))[-len(short) :]
        initials = "".join(fold(match_form(word[0]))[:1] for word in words)
        phrase = text[words[0].start() : found.start()].strip() if words else ""
        if initials == fold(match_form(short)) and "\n" not in phrase and "," not in phrase:
            return phrase
    return None


def _learned(question: str, known: Sequence[Expansion], reading: Reading) -> Iterator[Expansion]:
    """Abbreviations that the table does not know and a document defines."""
    taken = [(each.start, each.end) for each in known]
    taken += [(each.start, each.end) for each in find_document_numbers(question)]
    for found in _SHORT.finditer(question):
        short = found[0]
        spoken = fold(match_form(short)) in unmarked_syllables()
        if (spoken and not short.isupper()) or question.isupper():
            continue
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        meaning = _meaning(short, reading)
        if meaning is not None:
            yield Expansion(short, (meaning,), found.start(), found.end())


def _meaning(short: str, reading: Reading) -> str | None:
    terms = [Term(Field.TEXT, term) for term in index_terms(short)]
    best = reading.index.lexical.query(terms, PASSAGES_LOOKED_AT, reading.partitions)
    passages = reading.passages([passage for passage, _ in best])
    meanings = (defined(short, passages[each].text) for each, _ in best if each in passages)
    return next((each for each in meanings if each), None)
