"""What many tests share: the real model and the shipped corpus, ingested once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.loading import load_embedder
from hoidap.settings import Settings
from hoidap.web import pages
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.once import made_once

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is read in place and never committed; skips when absent."""
    folder = Path(os.environ.get("SHARED_FOLDER", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: seeds and benchmarks are not part of this repository")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled model."""
    return load_embedder(Settings())


@pytest.fixture(scope="session")
def ingested_corpus(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A data folder that holds the shipped corpus; copy it before writing to it."""

    def make(data: Path) -> None:
        report = ingest([CORPUS], Settings(data=data), embedder, Silent())
        assert report.exit_code == 0, report.files

    return made_once(tmp_path_factory, "ingested-corpus", make)


@pytest.fixture(scope="session")
def corpus_settings(ingested_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder that holds the shipped corpus."""
    data = tmp_path_factory.mktemp("corpus") / "data"
    shutil.copytree(ingested_corpus, data)
    return Settings(data=data)


@pytest.fixture(scope="session")
def assistant(corpus_settings: Settings, embedder: Embedder) -> Iterator[Assistant]:
    """An assistant over the shipped corpus."""
    with Assistant.open(corpus_settings, embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(assistant: Assistant) -> TestClient:
    """The whole application, over the shipped corpus."""
    app = create_app(assistant)
    pages.install(app)
    return local_client(app)


def local_client(app: FastAPI, **options: Any) -> TestClient:
    """A client on this machine: it needs no key as long as the server listens here only."""
    return TestClient(
        app,
        base_url="http://127.0.0.1:8000",
        client=("127.0.0.1", 50000),
        raise_server_exceptions=False,
        **options,
    )
