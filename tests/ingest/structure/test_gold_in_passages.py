"""What answers a question about real documents stands whole in one passage or two neighbours.

Only texts are looked at: no context, no search.  Passages of one document are neighbours
when their ordinals are, which is how an answer finds what goes before and after.
"""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from hoidap.embedding.embedder import Embedder
from ingest.documents import read_document
from ingest.extraction.extracted_text import ExtractedText
from ingest.passages import split_passages

LEAST = 0.95


def plain(text: str) -> str:
    folded = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text).lower())
    return f" {folded.strip()} "


@pytest.fixture(scope="module")
def stretches(real_texts: dict[str, ExtractedText], embedder: Embedder) -> dict[str, list[str]]:
    """The words of every two neighbouring passages, by file."""
    found = {}
    for name, extracted in real_texts.items():
        document = read_document(extracted, name, None).document
        passages = split_passages(document, embedder.count_tokens, embedder.max_tokens)
        words = [plain(passage.text) for passage in passages]
        found[name] = [f"{a} {b}" for a, b in pairwise(words)] or words
    return found


@pytest.mark.parametrize("name", ["real-dev/questions.jsonl", "party-exam/open.jsonl"])
def test_gold_stands_whole_in_two_neighbours(
    name: str, shared: Path, stretches: dict[str, list[str]]
) -> None:
    lines = (shared / name).read_text(encoding="utf-8").splitlines()
    asked = [each for line in lines if (each := json.loads(line))["expected"] == "answer"]
    missed = []
    for question in asked:
        named = stretches.get(question.get("file", ""))
        places = named or [each for one in stretches.values() for each in one]
        wanted = [[plain(part) for part in gold.split("|")] for gold in question["gold"]]
        whole = any(
            all(any(part in place for part in parts) for parts in wanted) for place in places
        )
        if not whole:
            missed.append(f"{question['id']}: {question['gold']}")
    share = 1 - len(missed) / len(asked)
    assert share >= LEAST, f"{len(asked) - len(missed)}/{len(asked)}\n" + "\n".join(missed)
