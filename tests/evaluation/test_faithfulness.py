"""What a model wrote is counted against what its citations hold, and so is what was shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Engine
from hoidap.embedding.embedder import Embedder
from hoidap.errors import ModelError
from hoidap.evaluation.benchmark_folder import BenchmarkQuestion
from hoidap.evaluation.faithfulness import faithfulness, write_all
from hoidap.settings import Settings
from tests.answering.generative.scripted_server import scripted_server

QUESTION = BenchmarkQuestion(
    id="1",
    text="Bao nhiêu tập thể và cá nhân ở huyện Hải Hà được khen thưởng?",
    relevant=frozenset({"phong-van-huyen-hai-ha-2016"}),
    answers=("35 tập thể",),
    answerable=True,
)
SAID = (
    "Trong 5 năm, các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng 35 tập thể và 160 cá nhân "
    "[1]. Huyện Đầm Hà đã khen thưởng 99 tập thể [1]."
)


@pytest.fixture
def writer(corpus_settings: Settings, embedder: Embedder) -> Iterator[Assistant]:
    with scripted_server() as server:
        server.script = lambda messages: [SAID]
        changed = {"llm": "openai:scripted", "llm_base_url": server.address, "llm_seconds": 20}
        settings = corpus_settings.model_copy(update=changed)
        with Assistant.open(settings, embedder) as assistant:
            yield assistant


def test_inventions_are_counted_before_and_after(writer: Assistant) -> None:
    written = write_all(writer, [QUESTION])
    scores = faithfulness(written)

    assert written[0].answer.engine is Engine.GENERATIVE
    assert scores.sentences_drafted == 2
    assert scores.supported_share == 0.5
    assert scores.invented_before == {"name": 1, "number": 1}
    assert scores.unsupported_facts_before_per_100 == 200
    assert scores.unsupported_facts_after_per_100 == 0
    assert scores.holds_gold_answer == 1.0
    assert scores.written_by_model == 1


def test_without_a_model_the_comparison_says_what_to_set(assistant: Assistant) -> None:
    with pytest.raises(ModelError, match="Set HOIDAP_LLM"):
        write_all(assistant, [QUESTION])
