from __future__ import annotations

import pytest

from hoidap.answering.generative.loading import SMALL_WINDOW, load_chat_model, window_of
from hoidap.errors import ModelError, SettingsError
from hoidap.settings import Settings, load


def test_a_missing_provider_package_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(ModelError, match=r"langchain-ollama.*pip install 'hoidap\[llm\]'"):
        load_chat_model(Settings(llm="ollama:qwen3"))


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(ModelError, match="HOIDAP_LLM=nobody:x"):
        load_chat_model(Settings(llm="nobody:x"))


def test_the_window_is_the_settings_else_the_models_own_else_small() -> None:
    local = Settings(llm="openai:gemma", llm_base_url="http://127.0.0.1:9/v1")
    known = Settings(llm="openai:gpt-4o", llm_base_url="http://127.0.0.1:9/v1")

    assert window_of(load_chat_model(local), local) == SMALL_WINDOW
    assert window_of(load_chat_model(known), known) == 128_000
    assert window_of(load_chat_model(known), known.model_copy(update={"llm_window": 999})) == 999


def test_an_engine_that_needs_a_model_is_refused_without_one() -> None:
    with pytest.raises(SettingsError, match="HOIDAP_ENGINE=auto needs a model in HOIDAP_LLM"):
        load({"HOIDAP_ENGINE": "auto"})


def test_the_models_time_is_less_than_a_requests() -> None:
    with pytest.raises(SettingsError, match="HOIDAP_LLM_SECONDS=30 leaves no time"):
        load({"HOIDAP_LLM": "openai:x", "HOIDAP_LLM_SECONDS": "30"})


def test_a_model_without_provider_is_refused() -> None:
    with pytest.raises(SettingsError, match="HOIDAP_LLM has the wrong value 'gpt'"):
        load({"HOIDAP_LLM": "gpt"})
