"""Summaries and questions for study packs, checked like answers.

A summary is a draft over the pack's passages: every sentence is checked, asked
for again, replaced or dropped as in an answer.  A question claims nothing, so
it may use any words; but every fact in it must stand in the passages, and most
of its content, or it would ask about something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Final

from hoidap.answering.generative import prompts
from hoidap.answering.generative.composition import SENTENCES, Checked, Composition
from hoidap.answering.generative.connection import ModelConnection, SilentModelError
from hoidap.answering.generative.deadline import Deadline
from hoidap.answering.generative.drafts import drafts
from hoidap.answering.generative.evidence import CLOSE, OPEN, Source, written_out
from hoidap.answering.verification.lacking import lacking_facts
from hoidap.answering.verification.reading import read

#: Share of a question's content words that the passages must hold: a question is put in other
#: words than its answer, but about the same things.
ABOUT: Final = 0.7


class StudyMaterial:
    """What a model writes for a study pack; nothing when it is silent."""

    def __init__(self, connection: ModelConnection, seconds: float) -> None:
        self._connection = connection
        self._seconds = seconds

    def summary(self, sources: Sequence[Source]) -> list[Checked]:
        """Checked sentences that sum up the passages, each with what it rests on."""
        composition = Composition(
            self._connection, sources, Deadline(self._seconds), lambda checked: checked.generated
        )
        task = prompts.SUMMARY.format(passages=written_out(sources), sentences=SENTENCES)
        return list(composition.sentences(task))

    def questions(self, sources: Sequence[Source], count: int) -> list[str]:
        """At most ``count`` questions for discussion that are about the passages."""
        system = prompts.SYSTEM.format(sentences=count, open=OPEN, close=CLOSE)
        task = prompts.DISCUSSION.format(passages=written_out(sources), count=count)
        texts = [source.text for source in sources]
        found: list[str] = []
        stream = self._connection.stream(system, task, Deadline(self._seconds))
        with closing(stream) as pieces:
            try:
                for draft in drafts(pieces):
                    if is_about(draft.text, texts) and draft.text not in found:
                        found.append(draft.text)
                    if len(found) == count:
                        break
            except SilentModelError:
                return found
        return found


def is_about(question: str, texts: Sequence[str]) -> bool:
    """Whether it is a question whose facts, and most of its words, stand in the texts."""
    if not question.endswith("?") or lacking_facts(question, texts):
        return False
    held = {token.key for text in texts for token in read(text)}
    content = [token for token in read(question) if token.is_content]
    known = sum(token.key in held for token in content)
    return bool(content) and known >= ABOUT * len(content)
