"""The words of a provision as they are compared, and which of them differ.

Two provisions say the same when their words are the same in match form with one spelling
of y and i and of figures (``vietnamese.tokens``): letter case, punctuation, quotes, dashes,
spaces and line ends are typography, and so is how a date or a document number is written.
Signs that say something (%, <, ≥, +) count as words.

Words are compared by their longest common subsequence (Hyyrö's bit-parallel algorithm in
rapidfuzz), each word written as one code point.  A rewritten sentence keeps some words by
chance; such short agreements between larger changes are taken for changed as well, after
the *semantic cleanup* of Google's diff-match-patch, so that a reader sees phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq

from hoidap.vietnamese.tokens import tokenise

#: First code point that stands for a word: above what rapidfuzz treats as bytes.
_FIRST: Final = 0x100
_SURROGATES: Final = range(0xD800, 0xE000)
#: Longest run of words, in words, that is taken for changed between two changes.
_CHANCE: Final = 3
#: What numbers a line inside a unit, as it would number a section.
_LINE_LABEL: Final = re.compile(
    r"^[ \t]*[“\"]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)][ \t]+", re.MULTILINE
)
_SIGN: Final = re.compile(r"[^\w\s]")
#: Marks of category S that say nothing.
_NO_SIGNS: Final = frozenset("`´^¨~")


class Word(NamedTuple):
    """A word in the form that is compared, and its range in the document's text."""

    text: str
    start: int
    end: int


class Range(NamedTuple):
    """A half-open range of a document's text."""

    start: int
    end: int


def words_in(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a range of a canonical text, in reading order; none overlap.

    The numbers that lines begin with are none: another number is no other wording.
    """
    piece = text[start:end]
    labels = [label.span() for label in _LINE_LABEL.finditer(piece)]
    found: list[Word] = []
    last = 0  # a date or document number is one word, and so are not its parts
    for token in tokenise(piece):
        if token.start >= last and not any(a <= token.start < b for a, b in labels):
            found.append(Word(token.text, start + token.start, start + token.end))
            last = token.end if token.extra else last
    signs = [
        Word(sign[0], start + sign.start(), start + sign.end())
        for sign in _SIGN.finditer(piece)
        if _says_something(sign[0])
    ]
    whole = [word for word in found if word.end - word.start > 1]
    signs = [each for each in signs if not any(w.start <= each.start < w.end for w in whole)]
    return tuple(sorted([*found, *signs], key=lambda word: word.start))


def _says_something(sign: str) -> bool:
    is_symbol = unicodedata.category(sign)[0] == "S" and sign not in _NO_SIGNS
    return sign == "%" or is_symbol


class Alphabet:
    """Gives every word a code point, so that a provision is a string to compare."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def spell(self, words: Sequence[Word]) -> str:
        """The words as a string, one code point each."""
        return "".join(self._letter(word.text) for word in words)

    def _letter(self, word: str) -> str:
        letter = self._known.get(word)
        if letter is None:
            code = _FIRST + len(self._known)
            if code >= _SURROGATES.start:
                code += len(_SURROGATES)
            letter = self._known[word] = chr(code)
        return letter


class Changed(NamedTuple):
    """Indexes of the words that only one of two provisions has, in order."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def differing(left: str, right: str) -> Changed:
    """The words that differ between two provisions as an ``Alphabet`` spells them."""
    edits = _slid(left, right, _edits(left, right))
    runs = [  # that agree, between one edit and the next
        [one[1], other[0], one[3], other[2]] for one, other in pairwise(edits)
    ]
    gone: list[int] = []
    new: list[int] = []
    by_chance = [run for at, run in enumerate(runs) if _by_chance(edits[at], run, edits[at + 1])]
    for span in (*edits, *by_chance):
        gone += range(span[0], span[1])
        new += range(span[2], span[3])
    return Changed(tuple(sorted(gone)), tuple(sorted(new)))


def _edits(left: str, right: str) -> list[list[int]]:
    """Where the two differ: ranges of both; empty ones at the beginning and the end."""
    edits = [[0, 0, 0, 0]]
    for each in LCSseq.opcodes(left, right):
        if each.tag == "equal":
            edits.append([each.src_end, each.src_end, each.dest_end, each.dest_end])
        else:
            edits[-1][1] = max(edits[-1][1], each.src_end)
            edits[-1][3] = max(edits[-1][3], each.dest_end)
    return edits


def _slid(left: str, right: str, edits: list[list[int]]) -> list[list[int]]:
    """Edits without runs between them that can be told apart only by chance.

    Of "A cấp phép" and "B cấp tỉnh cấp phép" the first "cấp" agrees as well as the second;
    what was put in is slid over it, so that "B cấp tỉnh" comes in place of "A".
    """
    slid = [edits[0]]
    for edit in edits[1:]:
        before = slid[-1]
        run = left[before[1] : edit[0]]
        inserted, deleted = right[edit[2] : edit[3]], left[edit[0] : edit[1]]
        length = len(run)
        if before[0] == before[1] and before[2] == before[3]:
            slid.append(edit)
        elif not deleted and inserted.endswith(run):
            slid[-1] = [before[0], before[1], before[2], edit[3] - length]
        elif not inserted and deleted.endswith(run):
            slid[-1] = [before[0], edit[1] - length, before[2], before[3]]
        else:
            slid.append(edit)
    return slid


def _by_chance(before: Sequence[int], run: Sequence[int], after: Sequence[int]) -> bool:
    """Whether a run of equal words is short and no longer than the changes on both its sides."""
    length = run[1] - run[0]
    smallest = min(max(each[1] - each[0], each[3] - each[2]) for each in (before, after))
    return length <= _CHANCE and length <= smallest


def ranges_of(words: Sequence[Word], changed: Sequence[int]) -> tuple[Range, ...]:
    """The ranges of text that changed words cover; neighbouring words make one range."""
    found: list[Range] = []
    last = -2
    for at in changed:
        word = words[at]
        if at == last + 1 and found:
            found[-1] = Range(found[-1].start, word.end)
        else:
            found.append(Range(word.start, word.end))
        last = at
    return tuple(found)
