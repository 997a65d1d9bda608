"""Articles whose heading stands in the question, word for word.

"Tội giết người bị phạt bao nhiêu năm tù?" is for the article of that heading, though
"Tội giết người trong trạng thái tinh thần bị kích động mạnh" has all these words too and
its sentence more of them.  Of headings that stand in the question the longest counts.

The gain was set by hand; it changes the first unit of none of 132 law questions for the
worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoidap.answering.selection import ScoredUnit
from hoidap.answering.unit_features import UnitSource
from hoidap.retrieval.features import AskedQuestion, article_heading
from hoidap.retrieval.terms import words_of

#: One word alone ("Lệ phí") stands in questions about anything.
_LEAST_WORDS: Final = 2
_BY_HEADING: Final = 1.5


def favouring_headings(
    question: AskedQuestion, scored: Sequence[ScoredUnit], sources: Sequence[UnitSource]
) -> list[ScoredUnit]:
    """The units, best first, those of the article whose heading is asked for favoured."""
    asked = f" {' '.join(words_of(question.text))} "
    lengths = [
        _words_asked(asked, article_heading(each.passage_text, each.context)) for each in sources
    ]
    longest = max(lengths, default=0)
    if longest < _LEAST_WORDS or min(lengths) == longest:
        return list(scored)
    weighed = [
        replace(each, score=each.score + _BY_HEADING * (lengths[each.source] == longest))
        for each in scored
    ]
    return sorted(weighed, key=lambda each: -each.score)


def _words_asked(asked: str, heading: str) -> int:
    """How many words a heading has that stands in the question; 0 when it does not."""
    words = words_of(heading)
    return len(words) if words and f" {' '.join(words)} " in asked else 0
