"""How far the reader reads: until an answer is clear, by what is short enough, by who waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.answering.passages_read import (
    LONGEST_READ,
    RANK_COST,
    READ_AT_MOST,
    READ_FIRST,
    read_passages,
)
from hoidap.domain import Status
from hoidap.embedding.embedder import Embedder
from hoidap.reading.loading import load_reader
from hoidap.reading.reader import Reader
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.settings import Settings

CLEAR = "Bao nhiêu tập thể và cá nhân được khen thưởng?"
NOWHERE = "Giá vé tham quan hang Sơn Đoòng là bao nhiêu?"


@pytest.fixture(scope="module")
def reader(embedder: Embedder) -> Reader:
    found = load_reader(Settings(), embedder)
    assert found is not None
    return found


@pytest.fixture
def crowd(assistant: Assistant) -> Iterator[list[float]]:
    """How many wait for each one being worked on: the one number of a list, to be changed."""
    waiting = [0.0]
    assistant.effort.depends_on(lambda: waiting[0])
    yield waiting
    assistant.effort.depends_on(lambda: 0.0)


def found_for(assistant: Assistant, question: str) -> SearchResult:
    """What a search finds, each passage cut so that more than the first few may be read."""
    found = assistant.search(question, limit=20)
    return replace(found, passages=tuple(_cut(each) for each in found.passages))


def _cut(ranked: RankedPassage) -> RankedPassage:
    return replace(ranked, passage=replace(ranked.passage, text=ranked.passage.text[:250]))


def test_a_question_that_cannot_be_read_whole_is_answered_by_rank(
    assistant: Assistant, reader: Reader
) -> None:
    long = f"{CLEAR} {'Xin cảm ơn các đồng chí nhiều. ' * 15}"
    assert read_passages(reader, found_for(assistant, CLEAR))
    assert read_passages(reader, found_for(assistant, long)) == []
    assert not assistant.consider(long).passages


def test_nothing_more_is_read_when_the_first_few_answer(
    assistant: Assistant, reader: Reader
) -> None:
    answering = assistant.search(CLEAR).passages[0]
    found = found_for(assistant, CLEAR)
    clear = replace(found, passages=(answering, *found.passages[1:]))
    assert len(read_passages(reader, clear)) == READ_FIRST


def test_more_is_read_while_nothing_answers(assistant: Assistant, reader: Reader) -> None:
    found = found_for(assistant, NOWHERE)
    read = read_passages(reader, found)
    fits = sum(len(each.ranked.passage.text) for each in read)
    assert READ_FIRST < len(read) <= READ_AT_MOST
    assert fits <= LONGEST_READ


def test_an_answer_far_down_is_found_when_those_above_do_not_answer(
    assistant: Assistant, reader: Reader
) -> None:
    answering = assistant.search(CLEAR).passages[0]
    found = found_for(assistant, NOWHERE)
    others = found.passages[:READ_FIRST]
    moved = replace(
        found,
        query=found_for(assistant, CLEAR).query,
        passages=(*others, answering),
    )
    best = read_passages(reader, moved)[0]
    assert best.ranked is answering
    assert best.score == pytest.approx(best.read.logit - RANK_COST * len(others))


def test_long_passages_are_fewer(assistant: Assistant, reader: Reader) -> None:
    found = found_for(assistant, NOWHERE)
    passage = replace(found.passages[0].passage, text="Điều lệ này gồm nhiều mục. " * 80)
    long = tuple(replace(each, passage=passage) for each in found.passages)
    read = read_passages(reader, replace(found, passages=long))
    assert sum(len(each.ranked.passage.text) for each in read) <= max(
        LONGEST_READ, READ_FIRST * len(passage.text)
    )


def test_of_a_passage_too_long_the_part_is_read_that_holds_the_questions_words(
    assistant: Assistant, reader: Reader
) -> None:
    found = assistant.search(CLEAR, limit=2)
    answering = found.passages[0]
    filler = "Các cơ quan họp giao ban hằng tuần để nghe báo cáo tiến độ công trình.\n" * 40
    text = filler + answering.passage.text + "\n" + filler
    long = replace(answering, passage=replace(answering.passage, text=text))
    best = read_passages(reader, replace(found, passages=(long, found.passages[1])))[0]
    assert best.ranked is long
    start, end = best.read.units[max(best.read.chosen, key=lambda each: best.read.marks[each])]
    assert text[start:end] in answering.passage.text
    assert best.read.span is not None
    assert text[slice(*best.read.span)] in answering.passage.text


def test_the_more_wait_the_fewer_are_read(assistant: Assistant, crowd: list[float]) -> None:
    read = []
    for waiting in (0.0, 5.0, 12.0, 40.0):
        crowd[0] = waiting
        read.append(len(assistant.consider(NOWHERE).passages))
    assert read[0] >= read[1] > read[2] > read[3] == 0
    crowd[0] = 0.0
    assert assistant.effort.passages() > read[0]


def test_a_crowd_is_answered_by_rank(assistant: Assistant, crowd: list[float]) -> None:
    crowd[0] = 1000.0
    answer = assistant.ask(CLEAR)
    assert answer.status is Status.ANSWERED
    assert "35 tập thể" in answer.answer
