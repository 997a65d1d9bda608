"""The ingest command with the tests' embedder: the same options, report and exit codes."""

from __future__ import annotations

from unittest.mock import patch

from ingest.command import run
from tests.fakes import FakeEmbedder

if __name__ == "__main__":
    with patch("hoidap.embedding.loading.load_embedder", lambda _: FakeEmbedder()):
        run()
