"""Articles whose heading is what a question asks for.

"Tội giết người bị phạt bao nhiêu năm tù?" is for the article of that heading, though
"Tội giết người trong trạng thái tinh thần bị kích động mạnh" has all these words too and
its sentence more of them.  Of headings that stand in the question the longest counts.
The words may also come in another order: "Ai có quyền khởi tố vụ án hình sự?" is what
"Thẩm quyền khởi tố vụ án hình sự" lays down.  What a crime is, the clause says that
begins with who commits it.

The gains were set by hand; they change the first unit of none of 132 law questions for
the worse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoidap.answering.selection import ScoredUnit
from hoidap.answering.unit_features import UnitSource
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.retrieval.features import AskedQuestion, article_heading
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.question_words import term_weight

#: One word alone ("Lệ phí") stands in questions about anything.
_LEAST_WORDS: Final = 2
_BY_HEADING: Final = 1.5
#: "1. Người nào lợi dụng chức vụ ..." under "Tội tham ô tài sản".
_CRIME: Final = "tội"
_WHOEVER: Final = re.compile(r"(?:1\. )?Người nào\b")
_BY_DEFINITION: Final = 4.0
#: How people ask for what the first articles of a law are called.
_ASKED_AS: Final = {
    r"\báp dụng (?:cho|với|đối với)(?: (?:những )?(?:ai|đối tượng))?(?=\W*\Z)": "đối tượng áp dụng",
    r"\bđiều chỉnh(?: (?:những|các))?(?: (?:gì|việc|vấn đề))?(?=\W*\Z)": "phạm vi điều chỉnh",
}
#: Words of headings that questions leave out, beside those that only join others.
_FORMAL: Final = frozenset(words_of("thẩm quy định việc khái niệm tội"))
_LEAST_WEIGHT: Final = 0.5


def favouring_headings(
    question: AskedQuestion,
    core: AskedQuestion,
    scored: Sequence[ScoredUnit],
    sources: Sequence[UnitSource],
) -> list[ScoredUnit]:
    """The units, best first, those of the article whose heading is asked for favoured.

    ``core`` is the question without the words that only ask.
    """
    asked = f" {' '.join(words_of(question.text))} "
    headings = [article_heading(each.passage_text, each.context) for each in sources]
    lengths = [
        len(words_of(heading))
        if is_heading_asked(core.text, heading) or _stands_in(asked, heading)
        else 0
        for heading in headings
    ]
    longest = max(lengths, default=0)
    if longest < _LEAST_WORDS:
        return list(scored)
    defines = QuestionKind.DEFINITION in question_kinds(question.text)
    weighed = []
    for each in scored:
        gain = _BY_HEADING if lengths[each.source] == longest else 0.0
        crime = words_of(headings[each.source])[:1] == (_CRIME,)
        if gain and defines and crime and _begins_crime(each, sources[each.source]):
            gain += _BY_DEFINITION
        weighed.append(replace(each, score=each.score + gain))
    return sorted(weighed, key=lambda each: -each.score)


def is_heading_asked(core_text: str, heading: str) -> bool:
    """Whether a question, without the words that ask, says what a heading says."""
    gist = _gist(heading)
    return len(gist) >= _LEAST_WORDS and gist == _gist(core_text)


def _gist(text: str) -> frozenset[str]:
    for asked, heading in _ASKED_AS.items():
        text = re.sub(asked, heading, text, flags=re.IGNORECASE)
    return frozenset(w for w in words_of(text) if term_weight(w) >= _LEAST_WEIGHT) - _FORMAL


def _stands_in(asked: str, heading: str) -> bool:
    """Whether a heading stands in the question word for word, a crime's without "Tội"."""
    words = words_of(heading)
    words = words[1:] if words[:1] == (_CRIME,) and len(words) > _LEAST_WORDS else words
    return bool(words) and f" {' '.join(words)} " in asked


def _begins_crime(scored: ScoredUnit, source: UnitSource) -> bool:
    return _WHOEVER.match(source.document_text, scored.unit.core.start) is not None
