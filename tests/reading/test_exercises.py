"""The project's own training questions: sound ranges, both answers, documents held out."""

from __future__ import annotations

import json
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


def test_claims_are_about_passages_that_are_there() -> None:
    texts = {each.passage: each.text for each in (*TRAINED, *HELD_OUT)}
    labels: Counter[str] = Counter()
    for path in EXERCISES.glob("claims/*.jsonl"):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            text = texts[f"{path.stem}/{line['document']}/{line['passage']}"]
            for each in line["claims"]:
                labels[each["label"]] += 1
                assert bool(each["evidence"]) is (each["label"] != "not_in_passage"), each
                assert all(0 <= start < end <= len(text) for start, end in each["evidence"]), each
    assert set(labels) == {"supported", "contradicted", "not_in_passage"}
    assert min(labels.values()) >= 0.5 * max(labels.values())
