"""The weights of interviews are what their one command learns from the examples shipped."""

from __future__ import annotations

from ingest.structure.interview_examples import read_articles
from ingest.structure.interview_headline import find_headline
from ingest.structure.interview_learning import EXAMPLES, all_heads, learn, learn_headlines
from ingest.structure.interview_roles import shipped_weights


def test_the_shipped_weights_are_learned_from_the_shipped_examples() -> None:
    articles = read_articles(EXAMPLES)
    learned = learn([article.read() for article in articles]) | learn_headlines(all_heads(articles))
    assert learned == shipped_weights()


def test_headlines_are_told_from_what_stands_around_them() -> None:
    """Every tenth head is left out of learning in turn; all were invented, none was fitted."""
    heads = all_heads(read_articles(EXAMPLES))
    right = 0
    for turn in range(10):
        weights = learn_headlines([head for at, head in enumerate(heads) if at % 10 != turn])
        right += sum(find_headline(lines, weights) == told for lines, told in heads[turn::10])
    assert right >= 0.85 * len(heads), f"{right} of {len(heads)}"
