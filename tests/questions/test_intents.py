"""What a question asks for is read from its vector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from hoidap.embedding.embedder import Embedder, Vectors
from hoidap.questions.intents import (
    ASKED,
    INTENTS,
    SURE,
    Intent,
    IntentReader,
    Intents,
    exemplars,
    masked,
    read_exemplars,
    shipped_weights,
)
from hoidap.questions.training import as_asked, labels, learn

QUESTIONS = tuple(
    read_exemplars(Path(__file__).with_name("intent_questions.tsv").read_text(encoding="utf-8"))
)


class OtherModel:
    """The bundled model under another name, so that no weights are known for it."""

    name = "other-model"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.dimension, self.max_tokens = embedder.dimension, embedder.max_tokens
        self.embed_passages = embedder.embed_passages
        self.count_tokens = embedder.count_tokens

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_queries(texts)


@pytest.fixture(scope="module")
def vectors(embedder: Embedder) -> Vectors:
    """The vectors of the questions, names masked."""
    return embedder.embed_queries([as_asked(each.question) for each in QUESTIONS])


def test_names_of_documents_are_masked() -> None:
    question = "Quy định 37 khác Quy định 47 ở đâu?"
    both = [(0, len("Quy định 37")), (question.index("Quy định 47"), question.index(" ở đâu"))]
    assert masked(question, both) == "văn bản này khác văn bản kia ở đâu?"


def test_other_names_are_one_name() -> None:
    first = masked("Ai phỏng vấn đồng chí Trần Văn Bảy?", [])
    assert first == masked("Ai phỏng vấn đồng chí Lê Thị Sáu?", []) != ""


def test_every_intent_has_exemplars_and_none_is_a_test_question() -> None:
    counted = Counter(intent for each in exemplars() for intent in each.intents)
    assert min(counted[each] for each in INTENTS) >= 12
    known = {each.question.strip(" ?.").lower() for each in exemplars()}
    assert not [each for each in QUESTIONS if as_asked(each.question).strip(" ?.").lower() in known]


def test_weights_are_those_of_the_bundled_model(embedder: Embedder) -> None:
    weights = shipped_weights()
    assert weights.model == embedder.name
    assert weights.weights.shape == (embedder.dimension, len(INTENTS))


def test_questions_that_nobody_learned_from_are_read(vectors: Vectors) -> None:
    found = shipped_weights().certainties(vectors) >= ASKED
    wanted = labels(QUESTIONS) > 0
    right, content = int((found & wanted).sum()), ~wanted.any(axis=1)
    assert len(QUESTIONS) >= 150
    assert right >= 0.86 * found.sum()
    assert right >= 0.7 * wanted.sum()
    assert found[content].any(axis=1).sum() <= 0.1 * content.sum()


@pytest.mark.parametrize(
    ("question", "intents"),
    [
        ("Văn bản này do ai ký?", {Intent.SIGNER}),
        (
            "văn bản này ban hành ngày nào, thay văn bản nào?",
            {Intent.ISSUED_ON, Intent.PREDECESSOR},
        ),
        ("Ai ký hợp đồng lao động?", set()),
    ],
)
def test_several_things_or_none_may_be_asked(
    embedder: Embedder, question: str, intents: set[Intent]
) -> None:
    read = IntentReader(embedder).read(embedder.embed_queries([question]))
    assert set(read.asked(least=0.4)) == intents


def test_another_model_goes_by_its_nearest_exemplars(embedder: Embedder) -> None:
    reader = IntentReader(OtherModel(embedder))
    assert reader.read(embedder.embed_queries(["Văn bản này do ai ký?"])).asked() == (
        Intent.SIGNER,
    )
    assert not reader.read(embedder.embed_queries(["Nghĩa vụ của bên thuê nhà là gì?"])).asked()


def test_nothing_is_quite_certain() -> None:
    intents = Intents({Intent.SIGNER: 1.0, Intent.TITLE: 0.2})
    assert intents.certainty(Intent.SIGNER) == SURE < 1
    assert intents.asked() == (Intent.SIGNER,)
    assert intents.asked(least=0.1) == (Intent.SIGNER, Intent.TITLE)


def test_learning_separates_what_differs() -> None:
    random = np.random.default_rng(0)
    asked = np.zeros((40, len(INTENTS)))
    asked[::2] = 1.0
    asked[:, 0] = np.arange(40) < 20
    vectors = random.normal(size=(40, 8))
    vectors[:20, 0] += 6.0
    weights = learn("toy", vectors, asked)
    certain = weights.certainties(vectors.astype(np.float32))[:, 0]
    assert (certain[:20] > ASKED).all() and (certain[20:] < ASKED).all()
    assert np.array_equal(weights.weights, learn("toy", vectors, asked).weights)
