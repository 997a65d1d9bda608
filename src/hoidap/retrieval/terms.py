"""The words of a question, how much each says, and where a text holds them.

A term's weight is its inverse document frequency (Robertson & Walker 1994, as
in BM25) times what ``question_words`` leaves of it; a pair of syllables counts
half, because its syllables count too.  A text's *coverage* is the share of the
question's weight whose terms it holds.  Texts are read in one pass that looks
at every word once, 0.2 ms for a law article: dozens of candidates are compared
anew for every question, and indexing them again would take five times as long.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.question_words import is_question_word, term_weight
from hoidap.vietnamese.syllables import Y_FOR_I
from hoidap.vietnamese.tokens import PAIR, bigrams, figure, tokenise

#: A pair repeats what its syllables say, and adds that they stand together.
PAIR_WEIGHT: Final = 0.5

_WORD: Final = re.compile(r"[^\W_]+")
#: What may stand between the syllables of a pair.
_JOINTS: Final = frozenset({" ", "-", " - ", "/"})


class Hit(NamedTuple):
    """A term of the question found in a text, and where it begins."""

    term: str
    start: int


@dataclass(frozen=True)
class QuestionTerms:
    """Terms (syllables and pairs) with their weights; ``total`` is their sum.

    ``asked`` holds all syllables of the whole question, also those without weight.
    """

    weights: Mapping[str, float]
    total: float
    asked: frozenset[str]

    def share(self, terms: Iterable[str]) -> float:
        """Coverage by these terms, 0 to 1; each counts once."""
        if not self.total:
            return 0.0
        held = sum(self.weights.get(term, 0.0) for term in set(terms))
        return min(1.0, held / self.total)  # summed in another order it can exceed the total


def inverse_document_frequency(passages: int, holding: int) -> float:
    """How much a term held by ``holding`` of ``passages`` passages says, in nats."""
    return math.log(1 + (passages - min(holding, passages) + 0.5) / (holding + 0.5))


def question_terms(
    question: str, asked: str, frequency: Callable[[str], int], passages: int
) -> QuestionTerms:
    """The weighted terms of the ``asked`` part of a question.

    ``frequency`` gives the number of passages that hold a term, ``passages``
    how many there are.
    """
    weights: dict[str, float] = {}
    for term in dict.fromkeys(terms_of(asked)):
        weight = inverse_document_frequency(passages, frequency(term)) * term_weight(term)
        if PAIR in term:
            parts = term.split(PAIR)
            weight *= 0.1 if any(map(is_question_word, parts)) else PAIR_WEIGHT
        weights[term] = weight
    return QuestionTerms(weights, sum(weights.values()), frozenset(words_of(question)))


def terms_of(text: str) -> list[str]:
    """Base terms and pairs of a short text, as the index has them."""
    tokens = [token for token in tokenise(text) if not token.extra]
    return [token.text for token in tokens] + bigrams(tokens)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order, spelt as in the index."""
    return tuple(_spelling(found[0]) for found in _WORD.finditer(match_form(text)))


def find_terms(text: str, terms: QuestionTerms) -> list[Hit]:
    """Where a canonical text holds terms of the question, in reading order."""
    hits: list[Hit] = []
    before, end = "", 0
    weights = terms.weights
    match = remembered_match_form(text)
    for found in _WORD.finditer(match):
        word = found[0]
        word = figure(word) if word[0] <= "9" else Y_FOR_I.get(word, word)
        if word not in weights:  # nearly all are: nothing more is done for them
            before = ""
            continue
        start = found.start()
        hits.append(Hit(word, start))
        if before and match[end:start] in _JOINTS:
            pair = f"{before}{PAIR}{word}"
            if pair in weights:
                hits.append(Hit(pair, start))
        before, end = word, found.end()
    return hits


#: The same passages are candidates of many questions; 8,192 take about 30 MB.
remembered_match_form: Final = lru_cache(maxsize=8192)(match_form)


def _spelling(word: str) -> str:
    return figure(word) if word[0] <= "9" else Y_FOR_I.get(word, word)
