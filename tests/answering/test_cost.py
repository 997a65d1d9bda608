"""No question and no conversation stalls: half a second of the processor, what is read included.

``FUZZ_QUESTIONS`` and ``FUZZ_CONVERSATIONS`` ask for more (``make fuzz``).  The cost is the
processor's time, so that a busy machine matters little; only what else runs on the same core
does, so these run alone.  Reading costs what is read, so that is counted as well: the inputs of
the network in pieces, some 0.3 ms each.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Sequence
from typing import Any

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.reading import reader
from hoidap.reading.pair_encoding import PAIR_PIECES, EncodedPair, encode_windows
from hoidap.retrieval.query import Turn
from tests.answering.hostile_questions import LIMIT, PIECES, conversation, question

pytestmark = pytest.mark.serial

ENOUGH = 0.5
#: Pieces read for a question.  A follow-up is read twice where it may stand alone.
READ = 3 * PAIR_PIECES
READ_OF_FOLLOW_UP = 2 * READ
#: Of several documents together, however many are named.
READ_OF_COMPARED = 2 * PAIR_PIECES
#: Of every so many of the questions what is read is counted.
SAMPLED = 8
QUESTIONS = int(os.environ.get("FUZZ_QUESTIONS", "400"))
CONVERSATIONS = int(os.environ.get("FUZZ_CONVERSATIONS", "40"))


def cost(assistant: Assistant, asked: str, history: Sequence[Turn] = ()) -> float:
    """Seconds of the processor that an answer takes."""
    started = time.process_time()
    assistant.ask(asked, history=history)
    return time.process_time() - started


@pytest.fixture
def pieces_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of what the reader's network is given, in the order it is given."""
    lengths: list[int] = []

    def counted(*arguments: Any) -> list[EncodedPair]:
        windows = encode_windows(*arguments)
        lengths.extend(len(each.ids) for each in windows)
        return windows

    monkeypatch.setattr(reader, "encode_windows", counted)
    return lengths


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


def test_what_is_read_for_a_question_is_bounded(
    assistant: Assistant, pieces_read: list[int]
) -> None:
    random_ = random.Random(20)
    for asked in [question(random_) for _ in range(QUESTIONS)][::SAMPLED]:
        pieces_read.clear()
        assistant.ask(asked)
        assert sum(pieces_read) <= READ, asked
    random_ = random.Random(21)
    for asked, history in [conversation(random_) for _ in range(CONVERSATIONS)][::SAMPLED]:
        pieces_read.clear()
        assistant.ask(asked, history=history)
        assert sum(pieces_read) <= READ_OF_FOLLOW_UP, asked
    pieces_read.clear()
    assistant.ask("Chi bộ được khen thưởng những gì?")
    assert pieces_read, "the reader reads"


def test_documents_that_are_compared_share_what_is_read(
    assistant: Assistant, pieces_read: list[int]
) -> None:
    named = "Chỉ thị 05-CT/TW, Chỉ thị 03-CT/TW, Quy định 37-QĐ/TW, Quy định 08-QĐi/TW"
    for asked in (
        f"So sánh {named} về trách nhiệm nêu gương của người đứng đầu",
        f"{named}, Quy định 55-QĐ/TW, Quy định 144-QĐ/TW và Quy định 101-QĐ/TW khác nhau thế nào?",
    ):
        pieces_read.clear()
        assistant.ask(asked)
        assert 0 < sum(pieces_read) <= READ_OF_COMPARED, asked


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
