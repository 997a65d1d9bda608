"""Articles of many papers' layouts that no weight has learned from: interviews, and news with
dialogue, questions or quotations.  All papers, places and people are invented.

They were written before it was seen what the program does with them; kinds of fault that
showed here were mended since, so articles to come may be read less well than these.  See
``python -m ingest.structure.interview_learning --leave-one-out`` for more figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.structure.interview_examples import read_articles
from ingest.structure.interview_learning import EXAMPLES
from tests.ingest.structure.interview_scores import Scores
from tests.ingest.structure.labelled_scores import score_articles

UNSEEN = Path(__file__).with_name("unseen_articles.txt")


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score_articles(read_articles(UNSEEN))


def test_no_unseen_article_is_learned_from() -> None:
    learned = {article.text for article in read_articles(EXAMPLES)}
    assert not learned & {article.text for article in read_articles(UNSEEN)}


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("kind", 0.92),
        ("news without turns", 0.85),
        ("turns apart", 0.92),
        ("speakers", 0.96),
        ("date", 1.0),
        ("paper", 1.0),
        ("interviewer", 1.0),
        ("no leak", 0.94),
    ],
)
def test_shares(scores: Scores, what: str, least: float) -> None:
    assert scores.share(what) >= least, str(scores)
