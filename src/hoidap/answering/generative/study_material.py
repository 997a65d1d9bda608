"""Summaries and questions for study packs, checked like answers.

A summary is a draft over the pack's passages: every sentence is checked, asked
for again, replaced or dropped as in an answer.  A question claims nothing, so
it may use any words; but every fact in it must stand in one of the passages or
in what that passage is called, and most of its content, or it would ask about
something else.  What it takes for granted must be so: "Vì sao X?" is asked only
where the passage says X, and nothing that a question says may be turned round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from typing import Final, NamedTuple

from hoidap.answering.generative import prompts
from hoidap.answering.generative.composition import SENTENCES, Checked, Composition
from hoidap.answering.generative.connection import ModelConnection, SilentModelError
from hoidap.answering.generative.deadline import Deadline
from hoidap.answering.generative.drafts import drafts
from hoidap.answering.generative.engine import Limits
from hoidap.answering.generative.evidence import (
    CLOSE,
    OPEN,
    Source,
    heading,
    within_window,
    written_out,
)
from hoidap.answering.verification.checker import ClaimChecker
from hoidap.answering.verification.faults import FaultKind
from hoidap.answering.verification.lacking import lacking_facts
from hoidap.answering.verification.reading import read
from hoidap.answering.verification.verdict import Evidence
from hoidap.vietnamese.normalisation import match_form

#: "Vì sao X?" takes X for granted.
_WHY: Final = re.compile(r"\A(?:vì sao|tại sao|vì đâu|nhờ đâu|do đâu)(?: mà)?\s+", re.IGNORECASE)
#: Faults that turn round what a passage says.
_TURNED: Final = frozenset({FaultKind.NEGATION, FaultKind.OPPOSITE})
#: Share of a question's content words that its passage must hold: a question is put in other
#: words than its answer, but about the same things.
ABOUT: Final = 0.7


class Asked(NamedTuple):
    """A question for discussion, and the index of the passage that it is about."""

    question: str
    passage: int


class StudyMaterial:
    """What a model writes for a study pack; nothing when it is silent."""

    def __init__(
        self, connection: ModelConnection, limits: Limits, checker: ClaimChecker | None = None
    ) -> None:
        self._connection = connection
        self._limits = limits
        self._checker = checker

    def summary(self, sources: Sequence[Source]) -> list[Checked]:
        """Checked sentences that sum up the passages, as many of them as the model can read."""
        kept = self._within(sources, prompts.SUMMARY)
        composition = Composition(
            self._connection,
            kept,
            Deadline(self._limits.seconds),
            lambda checked: checked.generated,
            self._checker,
        )
        task = prompts.SUMMARY.format(passages=written_out(kept), sentences=SENTENCES)
        return list(composition.sentences(task))

    def questions(self, sources: Sequence[Source], count: int) -> list[Asked]:
        """At most ``count`` questions, each about one of the passages."""
        kept = self._within(sources, prompts.DISCUSSION)
        system = prompts.SYSTEM.format(sentences=count, open=OPEN, close=CLOSE)
        task = prompts.DISCUSSION.format(passages=written_out(kept), count=count)
        found: dict[str, Asked] = {}
        stream = self._connection.stream(system, task, Deadline(self._limits.seconds))
        with closing(stream) as pieces:
            try:
                for draft in drafts(pieces):
                    passage = passage_of(draft.text, kept)
                    if passage is not None:
                        found.setdefault(match_form(draft.text), Asked(draft.text, passage))
                    if len(found) == count:
                        break
            except SilentModelError:
                pass
        return list(found.values())

    def _within(self, sources: Sequence[Source], task: str) -> list[Source]:
        return within_window(sources, self._limits.window, self._limits.answer_tokens, task)


def passage_of(question: str, sources: Sequence[Source]) -> int | None:
    """The passage that holds a question's facts and most of its words; None where none does."""
    content = [token for token in read(question) if token.is_content]
    if not content or not question.endswith("?"):
        return None
    best, most = None, ABOUT * len(content)
    for at, source in enumerate(sources):
        texts = [source.text, heading(source)]
        held = {token.key for text in texts for token in read(text)}
        known = sum(token.key in held for token in content)
        if known >= most and not lacking_facts(question, texts) and _is_fair(question, texts):
            # Of several that hold as much the first one is asked about.
            best, most = at, known + 1
    return best


def _is_fair(question: str, texts: Sequence[str]) -> bool:
    """Whether nothing that the question takes for granted is otherwise in the texts."""
    claim = question.rstrip(" ?")
    why = _WHY.match(claim)
    verdict = Evidence(texts).check(claim[why.end() :] if why else claim)
    if why:
        return verdict.supported
    return not any(fault.kind in _TURNED for fault in verdict.faults)
