"""Asks a question file's questions as a reader would, and judges each answer by its gold strings.

An answer is *right* when every gold string, or one of its alternatives, stands in it
word for word, whatever the case, spaces and punctuation, and it is no longer than
``LONGEST`` characters; *part* when some do, or all in a longer one; else *wrong*.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from hoidap.answering.assistant import Assistant
from hoidap.domain import Answer, Engine, Status
from hoidap.evaluation.metrics import auroc
from hoidap.evaluation.question_file import ListedQuestion
from hoidap.retrieval.query import Turn
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import composed

#: Characters of an answer that somebody still reads through.
LONGEST: Final = 1500
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


class Verdict(StrEnum):
    """What became of a question: the first four of those to be answered, then the others."""

    RIGHT = "right"
    PART = "part"
    WRONG = "wrong"
    REFUSED = "refused"
    REFUSED_RIGHTLY = "refused_rightly"
    ANSWERED_WRONGLY = "answered_wrongly"


#: The counts that tell most about a few questions.
COUNTS: Final = ("questions", *(verdict.value for verdict in Verdict))
#: What nobody need look at.
GOOD: Final = frozenset({Verdict.RIGHT, Verdict.REFUSED_RIGHTLY})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, its answer, what it is worth and how long it took."""

    question: ListedQuestion
    answer: Answer
    verdict: Verdict
    milliseconds: float  # without the conversation before it

    @property
    def confidence(self) -> float:
        """The answer's confidence as the API gives it: 0 to 1, however a sum was rounded."""
        return min(max(self.answer.confidence, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """Counts of the verdicts and shares; None where no question carries what it needs."""

    questions: int
    answerable: int
    right: int
    part: int
    wrong: int
    refused: int
    unanswerable: int
    refused_rightly: int
    answered_wrongly: int
    right_share: float | None
    wrongly_refused_share: float | None
    unanswerable_refused_share: float | None
    auroc: float | None  # of the confidence, answerable against unanswerable
    latency_ms_p50: float
    latency_ms_p95: float

    def as_json(self) -> dict[str, float | int | None]:
        """The scores by name."""
        return asdict(self)


def ask_all(
    assistant: Assistant,
    questions: Sequence[ListedQuestion],
    *,
    folded: bool = False,
    engine: Engine | None = None,
) -> list[Asked]:
    """Ask every question after its conversation, as written or all without diacritics."""
    assistant.warm_up()
    return [_ask(assistant, each, folded=folded, engine=engine) for each in questions]


def _ask(
    assistant: Assistant, question: ListedQuestion, *, folded: bool, engine: Engine | None
) -> Asked:
    earlier = [fold(each) for each in question.history] if folded else question.history
    history = conversation(assistant, earlier, engine)
    text = fold(question.text) if folded else question.text
    started = time.perf_counter()
    answer = assistant.ask(text, history=history, engine=engine)
    elapsed = (time.perf_counter() - started) * 1000
    return Asked(question, answer, judge(question, answer), elapsed)


def conversation(
    assistant: Assistant, questions: Sequence[str], engine: Engine | None = None
) -> tuple[Turn, ...]:
    """Questions asked one after the other, each with what was said before it."""
    said: tuple[Turn, ...] = ()
    for question in questions:
        answer = assistant.ask(question, history=said, engine=engine)
        cited = tuple(dict.fromkeys(each.document_id for each in answer.citations))
        said = (*said, Turn(answer.understood_as or question, answer.answer, cited))
    return said


def judge(question: ListedQuestion, answer: Answer) -> Verdict:
    """What an answer to a question is worth."""
    found = answer.status is not Status.NOT_FOUND
    if not question.answerable:
        return Verdict.ANSWERED_WRONGLY if found else Verdict.REFUSED_RIGHTLY
    if not found:
        return Verdict.REFUSED
    said = _words(answer.answer)
    hits = [any(_words(choice) in said for choice in choices) for choices in question.gold]
    if hits and all(hits) and len(answer.answer) <= LONGEST:
        return Verdict.RIGHT
    return Verdict.PART if any(hits) else Verdict.WRONG


def _words(text: str) -> str:
    """The words of a text with one space before, between and after them."""
    return f" {_BETWEEN_WORDS.sub(' ', composed(text).lower()).strip()} "


def score_answers(asked: Sequence[Asked]) -> AnswerScores:
    """The figures of one run; at least one question."""
    counts = Counter(each.verdict for each in asked)
    answerable = [each.question.answerable for each in asked]
    wanted, unwanted = sum(answerable), len(asked) - sum(answerable)
    times = [each.milliseconds for each in asked]
    return AnswerScores(
        questions=len(asked),
        answerable=wanted,
        right=counts[Verdict.RIGHT],
        part=counts[Verdict.PART],
        wrong=counts[Verdict.WRONG],
        refused=counts[Verdict.REFUSED],
        unanswerable=unwanted,
        refused_rightly=counts[Verdict.REFUSED_RIGHTLY],
        answered_wrongly=counts[Verdict.ANSWERED_WRONGLY],
        right_share=_share(counts[Verdict.RIGHT], wanted),
        wrongly_refused_share=_share(counts[Verdict.REFUSED], wanted),
        unanswerable_refused_share=_share(counts[Verdict.REFUSED_RIGHTLY], unwanted),
        auroc=auroc([each.confidence for each in asked], answerable),
        latency_ms_p50=float(np.percentile(times, 50)),
        latency_ms_p95=float(np.percentile(times, 95)),
    )


def scores_by_kind(asked: Sequence[Asked]) -> dict[str, AnswerScores]:
    """The same for each kind, in the order of the file; nothing where no question has one."""
    kinds = dict.fromkeys(each.question.kind for each in asked if each.question.kind)
    return {
        kind: score_answers([each for each in asked if each.question.kind == kind])
        for kind in kinds
    }


def _share(count: int, of: int) -> float | None:
    return count / of if of else None
