"""The weights of interviews are what their one command learns from the examples shipped."""

from __future__ import annotations

from ingest.structure.interview_examples import read_articles
from ingest.structure.interview_learning import EXAMPLES, learn
from ingest.structure.interview_roles import shipped_weights


def test_the_shipped_weights_are_learned_from_the_shipped_examples() -> None:
    examples = [article.read() for article in read_articles(EXAMPLES)]
    assert learn(examples) == shipped_weights()
