"""Follow-ups completed by the model, believed only when they add nothing.

A rewritten question may use what the conversation said and nothing else: every
fact and every content word in it must stand in the question itself or in an
earlier turn, and what the question itself says must be kept.  Otherwise the
rules of ``retrieval.conversation`` decide alone, as without a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Final

from hoidap.answering.generative import prompts
from hoidap.answering.generative.connection import ModelConnection, SilentModelError
from hoidap.answering.generative.deadline import Deadline
from hoidap.answering.generative.evidence import disarmed
from hoidap.answering.verification.alignment import says
from hoidap.answering.verification.reading import FACTS, Sort, read
from hoidap.retrieval.query import Turn

#: Time for a rewritten question: the answer itself is still to come.
SECONDS: Final = 4.0
#: Turns the model is told of; what came earlier explains no follow-up.
TURNS: Final = 3
#: Characters of an earlier answer that are told.
ANSWER: Final = 600
#: Longest rewritten question believed, in characters.
LONGEST: Final = 300


class FollowUps:
    """Completes questions from their conversation."""

    def __init__(self, connection: ModelConnection) -> None:
        self._connection = connection

    def completed(self, question: str, history: Sequence[Turn]) -> str | None:
        """The question made complete, or None when the model is silent or adds something."""
        turns = history[-TURNS:]
        told = "\n".join(
            prompts.REWRITE_TURN.format(
                question=disarmed(turn.question), answer=disarmed(turn.answer[:ANSWER])
            )
            for turn in turns
        )
        task = prompts.REWRITE.format(turns=told, question=question)
        said = ""
        try:
            with closing(
                self._connection.stream(prompts.REWRITE_SYSTEM, task, Deadline(SECONDS))
            ) as pieces:
                for piece in pieces:
                    said += piece
                    if "\n" in said.strip() or len(said) > LONGEST:
                        break
        except SilentModelError:
            return None
        rewritten = " ".join(said.strip().partition("\n")[0].split()).strip('"“”')
        return rewritten if adds_nothing(rewritten, question, turns) else None


def adds_nothing(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten question says no more than the conversation, and no less than asked."""
    if not rewritten.endswith("?") or len(rewritten) > LONGEST:
        return False
    known = [token for turn in history for token in read(f"{turn.question}\n{turn.answer}")]
    asked = read(question)
    new = read(rewritten)
    for token in new:
        if token.sort is Sort.GLUE:
            continue
        if not any(says(other, token) for other in (*asked, *known)):
            return False
    keys = {token.key for token in new}
    kept = [token for token in asked if token.sort in FACTS or token.sort is Sort.MARK]
    return all(token.key in keys for token in kept)
