"""A scripted model's server and an assistant that uses it, over the shipped corpus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from tests.answering.generative.scripted_server import Scripted, scripted_server

#: Time for the model where it does answer, however busy the machine is.
SECONDS = 20.0
#: Time for a model that hangs: short, so that the test is.
HURRIED_SECONDS = 2.0
AUTO_SECONDS = 1.0


@pytest.fixture
def model() -> Iterator[Scripted]:
    """A server whose model does what the test says."""
    with scripted_server() as server:
        yield server


def with_model(settings: Settings, server: Scripted, seconds: float) -> Settings:
    """Settings whose language model is the scripted one."""
    changed = {
        "llm": "openai:scripted",
        "llm_base_url": server.address,
        "llm_seconds": seconds,
        "llm_auto_seconds": AUTO_SECONDS,
    }
    return settings.model_copy(update=changed)


@pytest.fixture
def writer(model: Scripted, corpus_settings: Settings, embedder: Embedder) -> Iterator[Assistant]:
    """An assistant whose language model is the scripted one."""
    with Assistant.open(with_model(corpus_settings, model, SECONDS), embedder) as assistant:
        assistant.warm_up()
        yield assistant


@pytest.fixture
def hurried(model: Scripted, corpus_settings: Settings, embedder: Embedder) -> Iterator[Assistant]:
    """The same with little time for the model."""
    settings = with_model(corpus_settings, model, HURRIED_SECONDS)
    with Assistant.open(settings, embedder) as assistant:
        assistant.warm_up()
        yield assistant
