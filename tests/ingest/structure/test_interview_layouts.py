"""Interviews in the layouts of many newspapers, read in place and counted.

No weight learned from these articles, but labels, names and papers were first read in them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.structure.interview_scores import Scores, read_truths, score

FOLDER = Path("interview-layouts")


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    folder = shared / FOLDER
    return score(
        folder / "docs", read_truths(folder / "EXPECTED.jsonl"), tmp_path_factory.mktemp("layouts")
    )


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("kind", 1.0),
        ("news without turns", 1.0),
        ("turns apart", 0.97),
        ("speakers", 0.97),
        ("date", 0.95),
        pytest.param(
            "paper",
            0.95,
            marks=pytest.mark.xfail(
                strict=True, reason="a paper named only in a run of small letters without accents"
            ),
        ),
        ("interviewer", 0.95),
        ("no leak", 1.0),
    ],
)
def test_shares(scores: Scores, what: str, least: float) -> None:
    assert scores.share(what) >= least, str(scores)
