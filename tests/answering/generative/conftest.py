"""A scripted model's server and an assistant that uses it, over the shipped corpus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from tests.answering.generative.scripted_server import Scripted, scripted_server

#: Short, so that tests of hanging models are.
SECONDS = 2.0
AUTO_SECONDS = 1.0


@pytest.fixture
def model() -> Iterator[Scripted]:
    """A server whose model does what the test says."""
    with scripted_server() as server:
        yield server


@pytest.fixture
def writer(model: Scripted, corpus_settings: Settings, embedder: Embedder) -> Iterator[Assistant]:
    """An assistant whose language model is the scripted one."""
    settings = corpus_settings.model_copy(
        update={
            "llm": "openai:scripted",
            "llm_base_url": model.address,
            "llm_seconds": SECONDS,
            "llm_auto_seconds": AUTO_SECONDS,
        }
    )
    with Assistant.open(settings, embedder) as assistant:
        assistant.warm_up()
        yield assistant
