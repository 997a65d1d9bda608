"""Interviews in the layouts of many newspapers, read in place and counted.

No weight learned from these articles, but labels, names and papers were first read in them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap.index.generation import GenerationStore
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.fakes import FakeEmbedder
from tests.ingest.structure.interview_scores import Scores, read_truths, score

FOLDER = Path("interview-layouts")


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    folder = shared / FOLDER
    return score(
        folder / "docs", read_truths(folder / "EXPECTED.jsonl"), tmp_path_factory.mktemp("layouts")
    )


def test_papers_of_a_folder(shared: Path, tmp_path: Path) -> None:
    """As a user sees them: a site's name is spelt as the other articles spell the paper."""
    truths = read_truths(shared / FOLDER / "EXPECTED.jsonl")
    data = tmp_path / "data"
    ingest([shared / FOLDER / "docs"], Settings(data=data), FakeEmbedder(), Silent())
    with GenerationStore(data).catalogue() as catalogue:
        found = {Path(each.paths[0]).name: each.metadata.issuer for each in catalogue.documents()}
    interviews = [truth for truth in truths if truth["kind"] == "interview"]
    wrong = [t["file"] for t in interviews if found[t["file"]] != t["paper"]]
    assert len(wrong) <= 0.05 * len(interviews), wrong


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("kind", 1.0),
        ("news without turns", 1.0),
        ("turns apart", 0.97),
        ("speakers", 0.97),
        ("date", 0.95),
        ("interviewer", 0.95),
        ("title", 0.95),
        ("no leak", 1.0),
    ],
)
def test_shares(scores: Scores, what: str, least: float) -> None:
    assert scores.share(what) >= least, str(scores)
