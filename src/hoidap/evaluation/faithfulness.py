"""How faithful a language model's answers are, before and after verification.

Every question is answered as a reader would get it.  *Before* counts what the
model wrote first against the passages it cited; *after* counts what was shown
against its citations.  A fact is a number, date, document number or word of a
name; it is unsupported when it stands in none of these passages in any form.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from hoidap.answering.assistant import Assistant
from hoidap.answering.generative.composition import Record
from hoidap.answering.verification.faults import Fault
from hoidap.answering.verification.lacking import lacking_facts
from hoidap.domain import Answer, Engine
from hoidap.errors import ModelError
from hoidap.evaluation.benchmark_folder import BenchmarkQuestion
from hoidap.evaluation.metrics import holds_answer


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """One question's answer, what became of the model's draft, and how long it took."""

    question: str
    answer: Answer
    record: Record
    shown_lacking: tuple[Fault, ...]  # facts shown that the sentence's citations lack
    holds_gold: bool | None  # a gold answer stands in it, word for word; None without any
    first_milliseconds: float | None  # until the first sentence; None when there was none
    milliseconds: float


@dataclass(frozen=True, slots=True)
class FaithfulnessScores:
    """The comparison of what the model wrote with what was shown."""

    answers: int
    written_by_model: int  # answers with at least one sentence of the model
    sentences_drafted: int
    supported_share: float | None  # of drafted sentences, as the model wrote them
    repaired: int
    replaced: int
    dropped: int
    unsupported_facts_before_per_100: float
    unsupported_facts_after_per_100: float
    invented_before: dict[str, int]  # by kind of fact
    holds_gold_answer: float | None  # share of answers that hold a gold answer
    silent: int  # answers for which the model failed or was too slow
    first_sentence_ms_p50: float | None
    latency_ms_p50: float
    latency_ms_p95: float

    def as_json(self) -> dict[str, object]:
        """The scores by name."""
        return asdict(self)


def write_all(assistant: Assistant, questions: Iterable[BenchmarkQuestion]) -> list[WrittenAnswer]:
    """Have the model answer every question.  Raises ModelError when none is configured."""
    return [_write(assistant, question) for question in questions]


def _write(assistant: Assistant, question: BenchmarkQuestion) -> WrittenAnswer:
    started = time.perf_counter()
    first: float | None = None
    writing = assistant.write(question.text, Engine.GENERATIVE)
    if writing is None:
        raise ModelError(
            "No language model is configured.", "Set HOIDAP_LLM, as in openai:qwen3-4b."
        )
    answer: Answer | None = None
    for part in writing.parts():
        if first is None:
            first = (time.perf_counter() - started) * 1000
        if isinstance(part, Answer):
            answer = part
    assert answer is not None, "the parts end with the answer"
    elapsed = (time.perf_counter() - started) * 1000
    return WrittenAnswer(
        question=question.text,
        answer=answer,
        record=writing.record,
        shown_lacking=tuple(lacking_in(answer)),
        holds_gold=holds_answer(answer.answer, question.answers) if question.answers else None,
        first_milliseconds=first,
        milliseconds=elapsed,
    )


def lacking_in(answer: Answer) -> list[Fault]:
    """Facts of an answer's sentences that the passages they cite do not hold."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    return [
        fault
        for sentence in answer.sentences
        for fault in lacking_facts(sentence.text, [quotes[n] for n in sentence.citations])
    ]


def faithfulness(written: Sequence[WrittenAnswer]) -> FaithfulnessScores:
    """Counts and shares over all answers."""
    judged = [each for one in written for each in one.record.judged]
    lacking = [fault for each in judged for fault in each.lacking]
    times = [one.milliseconds for one in written]
    firsts = [one.first_milliseconds for one in written if one.first_milliseconds is not None]
    per_100 = 100 / len(written) if written else 0.0
    return FaithfulnessScores(
        answers=len(written),
        written_by_model=sum(one.answer.engine is Engine.GENERATIVE for one in written),
        sentences_drafted=len(judged),
        supported_share=_share([not each.faults for each in judged]),
        repaired=sum(one.record.repaired for one in written),
        replaced=sum(one.record.replaced for one in written),
        dropped=sum(one.record.dropped for one in written),
        unsupported_facts_before_per_100=len(lacking) * per_100,
        unsupported_facts_after_per_100=sum(len(one.shown_lacking) for one in written) * per_100,
        invented_before=dict(Counter(fault.kind.value for fault in lacking)),
        holds_gold_answer=_share([one.holds_gold for one in written if one.holds_gold is not None]),
        silent=sum(bool(one.record.silent) for one in written),
        first_sentence_ms_p50=float(np.percentile(firsts, 50)) if firsts else None,
        latency_ms_p50=float(np.percentile(times, 50)) if times else 0.0,
        latency_ms_p95=float(np.percentile(times, 95)) if times else 0.0,
    )


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
