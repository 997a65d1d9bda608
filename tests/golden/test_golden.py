"""The golden questions can be trusted: every expected answer stands in the shipped documents."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("golden.jsonl")

REQUIRED_KEYS = {"id", "question", "type", "expected", "documents", "answerable"}
OPTIONAL_KEYS = {"locator", "history"}

#: How many questions of each type there must be at least.
LEAST = {
    "factual": 30,
    "list": 15,
    "definition": 10,
    "locator": 12,
    "comparison": 10,
    "follow_up": 12,
    "no_diacritics": 20,
    "abbreviation": 12,
    "yes_no": 8,
    "everyday": 14,
    "library": 8,
    "unanswerable": 25,
    "injection": 3,
}

#: Facts that no document states; an answer holding one of them is made up.
WITHHELD = ("Nông Đức Mạnh", "Nguyễn Tấn Dũng", "Lê Hồng Anh", "80 điều", "28 điều")


@cache
def questions() -> list[dict[str, Any]]:
    """All golden questions in file order."""
    return [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


@cache
def bodies() -> dict[str, str]:
    """The text of every shipped document, without front matter and markup."""
    return {
        path.stem: re.sub(
            r"^#+ |\*\*",
            "",
            path.read_text(encoding="utf-8").split("---\n", 2)[2],
            flags=re.MULTILINE,
        )
        for path in (ROOT / "corpus").glob("*/*.md")
    }


def alternatives(expected: str | list[str]) -> list[str]:
    """The wordings of which one must stand in the answer."""
    return [expected] if isinstance(expected, str) else expected


def of_type(kind: str) -> list[dict[str, Any]]:
    """The golden questions of one type."""
    return [question for question in questions() if question["type"] == kind]


def ids(question: dict[str, Any]) -> str:
    """Name of a question in test output."""
    return str(question["id"])


def test_there_are_enough_questions_of_every_type() -> None:
    counts = Counter(question["type"] for question in questions())
    assert set(counts) == set(LEAST)
    assert {kind: counts[kind] for kind in LEAST if counts[kind] < LEAST[kind]} == {}
    assert len(questions()) >= 150


def test_ids_and_questions_are_unique() -> None:
    assert len({question["id"] for question in questions()}) == len(questions())
    asked = Counter(
        (question["question"], tuple(question.get("history", ()))) for question in questions()
    )
    assert [question for question, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("question", questions(), ids=ids)
def test_a_question_is_well_formed(question: dict[str, Any]) -> None:
    assert REQUIRED_KEYS <= set(question) <= REQUIRED_KEYS | OPTIONAL_KEYS
    text = question["question"]
    assert text == text.strip() == unicodedata.normalize("NFC", text)
    assert question["answerable"] == bool(question["expected"]) == bool(question["documents"])
    assert set(question["documents"]) <= set(bodies())


@pytest.mark.parametrize("question", questions(), ids=ids)
def test_every_expected_string_stands_in_a_named_document(question: dict[str, Any]) -> None:
    for expected in question["expected"]:
        for wording in alternatives(expected):
            assert any(wording in bodies()[name] for name in question["documents"]), wording


def test_every_document_is_asked_about() -> None:
    asked = {name for question in questions() for name in question["documents"]}
    assert asked == set(bodies())


def test_questions_without_diacritics_have_none() -> None:
    assert all(question["question"].isascii() for question in of_type("no_diacritics"))


def test_follow_ups_cannot_be_understood_without_what_was_asked_before() -> None:
    for question in of_type("follow_up"):
        assert question["history"]
        assert not re.search(r"\d+[-/]\w|Hải Hà|khoá", question["question"]), question["id"]


def test_a_locator_names_a_place_that_exists_in_the_document() -> None:
    for question in questions():
        if "locator" not in question:
            assert question["type"] != "locator", question["id"]
            continue
        (name,) = question["documents"]
        text = bodies()[name]
        clause, article = re.fullmatch(
            r"(?:khoản (\d+) )?(Điều \d+|Hỏi–đáp \d+)", question["locator"]
        ).groups()  # type: ignore[union-attr]
        if article.startswith("Hỏi–đáp"):
            assert int(article.split()[1]) <= text.count("Phóng viên:")
        else:
            section = text.split(f"\n{article}. ", 1)[1].split("\n\nĐiều ", 1)[0]
            assert clause is None or f"\n{clause}. " in section


def test_no_document_answers_the_unanswerable_by_a_withheld_fact() -> None:
    everything = "\n".join(bodies().values())
    assert [fact for fact in WITHHELD if fact in everything] == []
