"""No question and no conversation costs more than half a second of the processor.

``FUZZ_QUESTIONS`` and ``FUZZ_CONVERSATIONS`` ask for more of them (``make fuzz``); the cost
is the processor's time, so that a busy machine matters little; only what else runs on the
same core does, so these run alone.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Sequence

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.retrieval.query import Turn
from tests.answering.hostile_questions import LIMIT, PIECES, conversation, question

pytestmark = pytest.mark.serial

ENOUGH = 0.5
QUESTIONS = int(os.environ.get("FUZZ_QUESTIONS", "400"))
CONVERSATIONS = int(os.environ.get("FUZZ_CONVERSATIONS", "40"))


def cost(assistant: Assistant, asked: str, history: Sequence[Turn] = ()) -> float:
    """Seconds of the processor that an answer takes."""
    started = time.process_time()
    assistant.ask(asked, history=history)
    return time.process_time() - started


@pytest.fixture(scope="module", autouse=True)
def warm(assistant: Assistant) -> None:
    assistant.warm_up()
    assistant.ask("Bao nhiêu tập thể và cá nhân được khen thưởng?")


def judged(costs: Sequence[tuple[float, str]]) -> None:
    dearest, asked = max(costs)
    sys.stdout.write(f"{len(costs)} asked, the dearest {dearest:.3f} s: {asked[:60]!r}\n")
    assert dearest < ENOUGH, asked


def test_no_question_costs_more_than_half_a_second(assistant: Assistant) -> None:
    random_ = random.Random(20)
    asked = [question(random_) for _ in range(QUESTIONS)]
    judged([(cost(assistant, each), each) for each in asked])


def test_no_conversation_costs_more_than_half_a_second(assistant: Assistant) -> None:
    random_ = random.Random(21)
    talks = [conversation(random_) for _ in range(CONVERSATIONS)]
    judged([(cost(assistant, each, history), each) for each, history in talks])


def test_one_piece_over_and_over_costs_no_more(assistant: Assistant) -> None:
    repeated = [(f"{piece} " * LIMIT)[:LIMIT] for piece in PIECES[::3]]
    judged([(cost(assistant, each), each) for each in repeated if any(map(str.isalnum, each))])


def test_of_long_earlier_turns_the_last_are_read(assistant: Assistant) -> None:
    long, short = "Điều 1 quy định gì? " * 45, "Điều 2 quy định gì?"
    turns = [Turn(f"{number}. {long}") for number in range(9)]
    assert [each.question[0] for each in assistant.last_turns(turns)] == ["7", "8"]
    assert len(assistant.last_turns([Turn(short)] * 9)) == 9
    assert len(assistant.last_turns([*turns, Turn(short)])) == 3


def test_a_long_earlier_turn_is_not_read(assistant: Assistant) -> None:
    turns = [Turn("CT1 " * 60_000, "NQ 4 " * 50_000), Turn("\u0316\u0301" * 60_000)]
    judged([(cost(assistant, "Thế còn cá nhân?", turns), "turns of 250,000 characters")])
