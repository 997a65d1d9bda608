"""The official OpenAI client and a LangChain chain, against a server on a socket."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import openai
import pytest
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
from openai.types.chat import ChatCompletionMessageParam
from pydantic import SecretStr

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import Permission
from hoidap.api.application import create_app
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from tests.api.conftest import key
from tests.api.live import served

QUESTION = "Bao nhiêu tập thể và cá nhân được khen thưởng?"
PUBLIC_URL = "https://hoidap.example.vn"


@pytest.fixture(scope="module")
def address(
    corpus_settings: Settings, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Address and key of a server over the shipped corpus that asks for a key."""
    data = tmp_path_factory.mktemp("with-key") / "data"
    shutil.copytree(corpus_settings.data, data)
    changes = {"anonymous": "off", "public_url": PUBLIC_URL, "data": data}
    settings = corpus_settings.model_copy(update=changes)
    text = key(settings.data, Permission.ASK)
    with (
        Assistant.open(settings, embedder) as assistant,
        served(create_app(assistant), settings) as port,
    ):
        yield f"http://127.0.0.1:{port}/v1", text


@pytest.fixture(scope="module")
def client(address: tuple[str, str]) -> openai.OpenAI:
    return openai.OpenAI(base_url=address[0], api_key=address[1], max_retries=0)


def asked(*messages: str) -> list[ChatCompletionMessageParam]:
    made: list[ChatCompletionMessageParam] = [{"role": "system", "content": "Trả lời ngắn."}]
    for index, text in enumerate(messages):
        if index % 2:
            made.append({"role": "assistant", "content": text})
        else:
            made.append({"role": "user", "content": text})
    return made


def test_an_answer_has_markers_sources_and_structured_citations(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(model="hoidap", messages=asked(QUESTION))
    message = completion.choices[0].message
    assert message.content is not None
    assert "35 tập thể" in message.content
    assert f"\n{texts.CHAT_SOURCES}\n[1] " in message.content
    assert f"{PUBLIC_URL}/tai-lieu/phong-van-huyen-hai-ha-2016#" in message.content
    assert message.annotations
    for annotation in message.annotations:
        cited = annotation.url_citation
        assert cited.url.startswith(f"{PUBLIC_URL}/tai-lieu/")
        marker = message.content[cited.start_index : cited.end_index]
        assert marker.startswith("[") and marker.endswith("]")
    extra = completion.model_extra
    assert extra is not None
    assert extra["hoidap"]["status"] == "answered"
    quote = extra["hoidap"]["citations"][0]["quote"]
    assert quote in message.content
    assert completion.usage is not None
    assert completion.usage.total_tokens > 0


def test_a_stream_says_the_same_piece_by_piece(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="hoidap", messages=asked(QUESTION))
    stream = client.chat.completions.create(
        model="hoidap",
        messages=asked(QUESTION),
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
    assert "".join(pieces) == whole.choices[0].message.content
    assert len(pieces) > 3
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-2].model_extra is not None
    assert chunks[-2].model_extra["hoidap"]["citations"]
    assert chunks[-1].usage is not None


def test_what_the_documents_do_not_say_is_refused_with_the_nearest_passages(
    client: openai.OpenAI,
) -> None:
    completion = client.chat.completions.create(
        model="hoidap", messages=asked("Giá vàng hôm nay tăng bao nhiêu so với hôm qua?")
    )
    content = completion.choices[0].message.content or ""
    assert content.startswith(texts.REFUSAL)
    assert texts.REFUSAL_SUGGESTIONS in content
    assert completion.choices[0].message.annotations == []


def test_messages_may_come_in_parts_and_with_a_history(client: openai.OpenAI) -> None:
    first = client.chat.completions.create(model="hoidap", messages=asked(QUESTION))
    answer = first.choices[0].message.content or ""
    completion = client.chat.completions.create(
        model="hoidap",
        messages=[
            *asked(QUESTION, answer),
            {"role": "user", "content": [{"type": "text", "text": "Thế còn khó khăn thì sao?"}]},
        ],
        temperature=0,
        max_tokens=100,
    )
    assert completion.choices[0].message.content


def test_the_models_are_listed(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["hoidap"]
    assert client.models.retrieve("hoidap").id == "hoidap"


def test_errors_are_the_clients_own_exceptions(
    client: openai.OpenAI, address: tuple[str, str]
) -> None:
    stranger = openai.OpenAI(base_url=address[0], api_key="wrong", max_retries=0)
    with pytest.raises(openai.AuthenticationError):
        stranger.models.list()
    with pytest.raises(openai.NotFoundError) as missing:
        client.chat.completions.create(model="gpt-none", messages=asked(QUESTION))
    assert missing.value.code == "not_found"
    with pytest.raises(openai.UnprocessableEntityError):
        client.chat.completions.create(model="hoidap", messages=asked(QUESTION, "Xong."))
    with pytest.raises(openai.UnprocessableEntityError):
        client.chat.completions.create(model="hoidap", messages=asked("ạ" * 5000), stream=True)


def test_a_langchain_chain_answers(address: tuple[str, str]) -> None:
    model = ChatOpenAI(
        model="hoidap", base_url=address[0], api_key=SecretStr(address[1]), max_retries=0
    )
    prompt = ChatPromptTemplate.from_messages([("system", "Trợ lý."), ("user", "{question}")])
    chain = prompt | model | StrOutputParser()
    assert "35 tập thể" in chain.invoke({"question": QUESTION})
    streamed = "".join(chain.stream({"question": QUESTION}))
    assert "35 tập thể" in streamed
    assert texts.CHAT_SOURCES in streamed
