"""The project's own training questions: sound ranges, both answers, documents held out."""

from __future__ import annotations

import unicodedata
from collections import Counter

from hoidap.reading.examples import EXERCISES, exercises

TRAINED, HELD_OUT = exercises(held_out=False), exercises(held_out=True)


def test_every_range_lies_in_its_passage() -> None:
    for each in (*TRAINED, *HELD_OUT):
        ranges = [*each.evidence, *([each.span] if each.span else [])]
        assert all(0 <= start < end <= len(each.text) for start, end in ranges), each.question
        assert each.answered or each.span is None
        written = f"{each.question}{each.headings}{each.text}"
        assert written == unicodedata.normalize("NFC", written)


def test_every_kind_of_document_has_questions_of_both_answers() -> None:
    groups = Counter((each.group, each.answered) for each in TRAINED)
    assert {group for group, _ in groups} == {path.stem for path in EXERCISES.glob("*.jsonl")}
    assert min(groups.values()) >= 0.45 * max(groups.values())


def test_a_tenth_of_the_documents_is_held_out_whole() -> None:
    held = {each.document for each in HELD_OUT}
    trained = {each.document for each in TRAINED}
    assert not held & trained
    assert 0.1 <= len(held) / len(held | trained) <= 0.15


def test_no_question_is_asked_twice_of_a_passage() -> None:
    asked = Counter((each.passage, each.question) for each in (*TRAINED, *HELD_OUT))
    assert max(asked.values()) == 1
