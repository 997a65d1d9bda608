"""What makes a passage likely to answer a question, as numbers.

Nine features of a candidate passage, none of which needs the model again:

=================  =========================================================
``dense``          cosine of question and passage, times 20
``cover``          coverage of the question by context and passage
``cover_line``     coverage by the context and the best single line
``title_share``    share of a heading's weight that the question holds
``title_cover``    coverage of the question by that heading
``title_match``    harmonic mean of the two, for the best heading
``defines``        a line begins "X là ..." and the question asks what X is
``document``       share of the document's name that the question holds
``provision``      question and context name the same article, as far as ``document``
=================  =========================================================

Beside them BM25, the passage's length, coverage by a line without its context and
cosines of titles and single units added nothing that cross-validation could see.
Coverage has the same scale in every corpus, which BM25 has not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from hoidap.retrieval.asked import subject
from hoidap.retrieval.terms import (
    Hit,
    QuestionTerms,
    find_terms,
    inverse_document_frequency,
    words_of,
)
from hoidap.vietnamese.normalisation import match_form

FEATURES: Final = (
    "dense",
    "cover",
    "cover_line",
    "title_share",
    "title_cover",
    "title_match",
    "defines",
    "document",
    "provision",
)

FeatureMatrix = npt.NDArray[np.float64]

#: Brings the cosines of e5, which lie between 0.7 and 0.9, to the spread of the others.
DENSE_SCALE: Final = 20.0
#: Coverage lies between 0 and 1; the same.
COVER_SCALE: Final = 3.0
#: A heading is a short line without a sentence's end.
LONGEST_HEADING: Final = 240
#: Between the headings of a context's second line.
_STEP: Final = " › "
#: "Điều 8.", "Chương II", "khoản 2": a heading's label, not its words.
_LABEL: Final = re.compile(
    r"^(?:điều|chương|mục|tiểu mục|phần|khoản|điểm|phụ lục|ý)\s+(?:thứ\s+)?"
    r"(?:\d[\d.]*[a-zđ]?|[ivxlc]+|[a-zđ])(?![^\W_])[.:)]?\s*",
    re.IGNORECASE,
)
_ITEM_LABEL: Final = re.compile(r"^\s*(?:\d{1,3}[.\-)]|[a-zđ]\)|[-–+*•])\s*")
_ARTICLE: Final = re.compile(r"\bđiều (\d+[a-zđ]?)\b")
#: Words between the beginning of a line and the X that it defines: "Trong Luật này, ...".
_BEFORE_SUBJECT: Final = 3
#: Words between X and "là": "Quyền nhân thân được quy định trong Bộ luật này là ...".
_BEFORE_IS: Final = 7
_IS: Final = "là"
#: Weight of a heading's word that no document frequency is known of: those not asked for.
_UNASKED: Final = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to be ranked; ``dense`` is its cosine with the question."""

    text: str
    context: str
    dense: float


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question ready to be compared: its words, its terms and the corpus' size."""

    text: str
    terms: QuestionTerms
    passages: int


def features_of(question: AskedQuestion, candidates: Sequence[Candidate]) -> FeatureMatrix:
    """The features of candidates: (n, len(FEATURES)) float64."""
    rows = [_features(question, candidate) for candidate in candidates]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _features(question: AskedQuestion, candidate: Candidate) -> list[float]:
    terms = question.terms
    hits = find_terms(candidate.text, terms)
    context = {hit.term for hit in find_terms(candidate.context, terms)}
    heading = heading_of(candidate.text)
    if heading:
        context |= {hit.term for hit in hits if hit.start < len(heading)}
    lines = _by_line(candidate.text, hits)
    named = document_share(question, candidate.context)
    share, cover, match = best_title(question, titles_of(candidate))
    return [
        DENSE_SCALE * candidate.dense,
        COVER_SCALE * terms.share(context | {hit.term for hit in hits}),
        COVER_SCALE * max((terms.share(context | line) for line in lines), default=0.0),
        share,
        cover,
        match,
        defining(question.text, candidate.text),
        named,
        named * _same_article(question.text, candidate.context),
    ]


def _by_line(text: str, hits: Sequence[Hit]) -> list[set[str]]:
    """The terms of each line that holds any."""
    lines: dict[int, set[str]] = {}
    end, line = -1, -1
    for hit in hits:
        if hit.start > end:
            line = text.rfind("\n", 0, hit.start)
            found = text.find("\n", hit.start)
            end = found if found >= 0 else len(text)
        lines.setdefault(line, set()).add(hit.term)
    return list(lines.values())


def heading_of(text: str) -> str:
    """The passage's first line when it is a heading of what follows, else ""."""
    line, more, rest = text.partition("\n")
    stops = line.rstrip().endswith((".", ";", ":", "?", "!", ","))
    if not more or not rest.strip() or stops or len(line) > LONGEST_HEADING:
        return ""
    return "" if _ITEM_LABEL.match(line) else line


@lru_cache(maxsize=4096)
def _titles(text_heading: str, context: str) -> tuple[str, ...]:
    lines = context.split("\n")
    path = lines[1].split(_STEP) if len(lines) > 1 else []
    titles = [lines[0], *path[-2:], text_heading]
    return tuple(title for title in (_LABEL.sub("", each) for each in titles) if title.strip())


def article_heading(text: str, context: str) -> str:
    """The heading of the article that a passage stands in, without its label; "" without one.

    The passage's own first line where its headings name no article.
    """
    path = context.partition("\n")[2].split(_STEP)
    articles = [each for each in path if each.startswith("Điều ")]
    return _LABEL.sub("", articles[-1]) if articles else heading_of(text)


def titles_of(candidate: Candidate) -> tuple[str, ...]:
    """The headings a candidate stands under, without labels: document, path, its own first line."""
    return _titles(heading_of(candidate.text), candidate.context)


def best_title(question: AskedQuestion, titles: Sequence[str]) -> tuple[float, float, float]:
    """(share of the title that is asked, coverage by it, harmonic mean) of the best title."""
    best = (0.0, 0.0, 0.0)
    for title in titles:
        held = {hit.term for hit in find_terms(title, question.terms)}
        if not held:
            continue
        weight = sum(question.terms.weights[term] for term in held)
        missing = [word for word in words_of(title) if word not in question.terms.asked]
        middle = inverse_document_frequency(question.passages, max(1, question.passages // 30))
        share = weight / (weight + middle * _UNASKED * len(missing))
        cover = question.terms.share(held)
        best = max(best, (share, cover, 2 * share * cover / (share + cover)), key=lambda x: x[2])
    return best


def defining(question: str, text: str) -> float:
    """1.0 when a line of the text begins with "X là" and X is asked for, 0.7 when nearly so."""
    asked = subject(question)
    if asked is None:
        return 0.0
    best = 0.0
    for line in match_form(text).split("\n"):
        place = line.find(asked)
        if place < 0:
            continue
        after = line[place + len(asked) :].replace('"', " ").split()[: _BEFORE_IS + 1]
        before = len(_ITEM_LABEL.sub("", line[:place]).split())
        if _IS in after and before <= _BEFORE_SUBJECT:
            best = max(best, 1.0 if before == 0 and after[0] == _IS else 0.7)
    return best


def document_share(question: AskedQuestion, context: str) -> float:
    """Share of the words of the document's name that the question holds, 0 to 1."""
    name = context.partition("\n")[0].partition(", Điều ")[0]
    words = set(words_of(name))
    return len(words & question.terms.asked) / len(words) if words else 0.0


def _same_article(question: str, context: str) -> float:
    asked = _articles(question)
    return float(bool(asked) and bool(asked & _articles(context)))


@lru_cache(maxsize=4096)
def _articles(text: str) -> frozenset[str]:
    return frozenset(_ARTICLE.findall(match_form(text)))
