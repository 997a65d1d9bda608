"""A BEIR collection gives one document a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hoidap.errors import DuplicateIdError, UnreadableFileError
from ingest.extraction.jsonl import extract_jsonl


def test_each_line_is_a_document_with_its_id_and_title() -> None:
    lines = [
        {"_id": "luat-1", "title": "Luật Mẫu,  Điều 1", "text": "Phạm vi\n\nLuật này."},
        {"_id": 2, "text": "Chỉ có chữ."},
        {"_id": "3", "title": "Chỉ có tên", "text": ""},
    ]
    data = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    documents = extract_jsonl(data, "corpus.jsonl")
    assert [(d.id_hint, d.title_hint, d.text) for d in documents] == [
        ("luat-1", "Luật Mẫu, Điều 1", "Phạm vi\n\nLuật này."),
        ("2", None, "Chỉ có chữ."),
        ("3", "Chỉ có tên", "Chỉ có tên"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not valid JSON"),
        ("[1]", "line 2: list, not an object"),
        ('{"text": "a"}', "line 2: the key _id is missing"),
        ('{"_id": "b", "text": ["a"]}', "line 2: text is list"),
        ('{"_id": true, "text": "a"}', "line 2: _id is bool"),
        ('{"_id": "b", "text": "  "}', "line 2: the file is empty"),
        ("[" * 100_000, "line 2: not valid JSON"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    data = f'{{"_id": "a", "text": "chữ"}}\n{line}\n'.encode()
    with pytest.raises(UnreadableFileError, match=message):
        extract_jsonl(data, "c.jsonl")


def test_one_id_twice_is_refused_with_both_lines() -> None:
    data = b'{"_id": "a", "text": "x"}\n{"_id": "a", "text": "y"}\n'
    with pytest.raises(DuplicateIdError, match="lines 1 and 2"):
        extract_jsonl(data, "c.jsonl")


def test_a_published_collection_is_read_whole(shared: Path) -> None:
    collection = shared / "bench" / "alqac-dev" / "corpus.jsonl"
    documents = extract_jsonl(collection.read_bytes(), collection.name)
    expected = collection.read_text(encoding="utf-8").count("\n")
    assert len(documents) == expected
    assert all(document.title_hint for document in documents)
