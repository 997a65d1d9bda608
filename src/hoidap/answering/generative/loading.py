"""The chat model that the settings name, through LangChain's ``init_chat_model``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hoidap.errors import ModelError
from hoidap.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

#: Servers without keys still want something in the header; the client refuses an empty one.
_NO_KEY: Final = "none"


def load_chat_model(settings: Settings) -> BaseChatModel:
    """The model named ``provider:name``.

    Raises ModelError when the provider's package is missing or does not know the name.
    """
    # LangChain takes a second to import and is needed only where a model is configured.
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    provider, _, name = settings.llm.partition(":")
    options: dict[str, Any] = {
        "temperature": 0,
        "max_retries": 0,  # connection.py retries, within the answer's own time limit
        "timeout": settings.llm_seconds,
    }
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if provider == "openai" and settings.llm_base_url:
        # The client would write max_completion_tokens, which most other servers ignore.
        options["extra_body"] = {"max_tokens": settings.llm_answer_tokens}
    else:
        options["max_tokens"] = settings.llm_answer_tokens
    key = settings.llm_api_key.get_secret_value()
    if key or settings.llm_base_url:
        options["api_key"] = key or _NO_KEY
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    except ImportError as error:
        raise ModelError(
            f"HOIDAP_LLM={settings.llm} needs a package that is not installed: {error}",
            "For OpenAI-compatible servers (Ollama, vLLM, llama.cpp) run: "
            "pip install 'hoidap[llm]'; for others install LangChain's package of the provider.",
        ) from error
    except Exception as error:
        raise ModelError(
            f"HOIDAP_LLM={settings.llm} cannot be used: {str(error).splitlines()[0]}",
            "Write provider:name, as in openai:qwen3-4b with HOIDAP_LLM_BASE_URL.",
        ) from error
    return model


def window_of(model: BaseChatModel, settings: Settings) -> int:
    """How many tokens the model reads: as set, else as LangChain knows it, else a small window."""
    if settings.llm_window:
        return settings.llm_window
    profile = getattr(model, "profile", None) or {}
    return int(profile.get("max_input_tokens") or SMALL_WINDOW)


#: What local servers give when nothing else is set (Ollama's default); a larger guess would cut
#: off the passages silently.
SMALL_WINDOW: Final = 4096
