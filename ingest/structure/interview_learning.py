"""Learn the weights of ``interview_roles`` from articles whose lines have their roles.

``python -m ingest.structure.interview_learning`` reads ``interview_examples.txt`` and, for
``interview_headline``, ``headline_examples.txt``, writes ``interview_weights.json`` from
them, the same for the same examples, and prints how well the examples it learned from are
read.  With ``--leave-one-out`` it writes nothing and prints how well every article is read
by weights that learned from all the others, which says more about articles to come.

The weights are those of an averaged perceptron: wherever the best sequence of roles is
wrong, what it rests on loses and what the right one rests on gains.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ingest.structure.interview_article import (
    Article,
    Role,
    Scheme,
    dialogue_features,
    scheme_features,
)
from ingest.structure.interview_examples import LabelledArticle, read_articles
from ingest.structure.interview_headline import (
    find_headline,
    headline_features,
    read_heads,
    weigh,
)
from ingest.structure.interview_lines import InterviewLine
from ingest.structure.interview_roles import Weights, decode, read_roles

EXAMPLES: Final = Path(__file__).with_name("interview_examples.txt")
HEADS: Final = Path(__file__).with_name("headline_examples.txt")
WEIGHTS: Final = Path(__file__).with_name("interview_weights.json")

#: Passes over the examples; more change nothing.
_PASSES: Final = 12

#: How much better than a wrong role the right one of a line should be.
_MARGIN: Final = 3.0

#: The same between a headline and any other line of the head.
_HEADLINE_MARGIN: Final = 1.0

Example = tuple[list[InterviewLine], list[Role]]
Head = tuple[list[InterviewLine], str]


def learn(examples: Sequence[Example], passes: int = _PASSES) -> dict[str, float]:
    """The averaged weights; the same for the same examples."""
    weights: Counter[str] = Counter()
    total: Counter[str] = Counter()
    steps = 0
    articles = [(Article(lines), roles) for lines, roles in examples]
    order = random.Random(0)
    for _ in range(passes):
        order.shuffle(articles)
        for article, roles in articles:
            _correct(article, roles, weights)
            total.update(weights)
            steps += 1
    return {name: round(value / steps, 3) for name, value in sorted(total.items()) if value}


def learn_headlines(heads: Sequence[Head], passes: int = _PASSES) -> dict[str, float]:
    """The averaged weights by which a headline is told from the lines around it."""
    weights: Counter[str] = Counter()
    total: Counter[str] = Counter()
    order = random.Random(0)
    known = [(lines, headline_features(lines), headline) for lines, headline in heads]
    for _ in range(passes):
        order.shuffle(known)
        for lines, seen, headline in known:
            right = next(index for index in seen if lines[index].text == headline)
            others = [index for index in seen if index != right]
            if others:
                rival = max(others, key=lambda index: weigh(seen[index], weights))
                gain = weigh(seen[right], weights) - weigh(seen[rival], weights)
                if gain < _HEADLINE_MARGIN:
                    weights.update(seen[right])
                    weights.subtract(seen[rival])
            total.update(weights)
    steps = passes * len(known)
    return {name: round(value / steps, 3) for name, value in sorted(total.items()) if value}


def all_heads(articles: Iterable[LabelledArticle]) -> list[Head]:
    """The heads of ``headline_examples.txt`` and those labelled in ``articles``."""
    labelled = (article.head() for article in articles)
    return [*read_heads(HEADS), *(head for head in labelled if head is not None)]


def _correct(article: Article, roles: list[Role], weights: Counter[str]) -> None:
    """Move the weights where a wrong sequence comes nearer to the right one than it should."""
    schemes = article.schemes()
    if not schemes:
        return
    wrong = [{role: _MARGIN for role in Role if role is not right} for right in roles]
    guesses = [(*decode(article, scheme, weights, favours=wrong), scheme) for scheme in schemes]
    gain, guess, scheme = max(guesses, key=lambda found: found[0])
    if Role.QUESTION not in roles:
        if gain > 0 and guess != roles:
            weights.update(_evidence(article, scheme, roles))
            weights.subtract(_evidence(article, scheme, guess))
        return
    right = max(schemes, key=lambda one: _score(article, one, roles, weights))
    if gain <= 0:
        scheme, guess = right, [Role.HEAD] * len(roles)
    if guess != roles:
        weights.update(_evidence(article, right, roles))
        weights.subtract(_evidence(article, scheme, guess))


def _score(article: Article, scheme: Scheme, roles: list[Role], weights: Weights) -> float:
    found = _evidence(article, scheme, roles)
    head = _evidence(article, scheme, [Role.HEAD] * len(roles))
    return sum((n - head[f]) * weights.get(f, 0.0) for f, n in (found | head).items())


def _evidence(article: Article, scheme: Scheme, roles: list[Role]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for index, role in enumerate(roles):
        for feature in (*article.seen[index], *scheme_features(article, scheme, index)):
            counts[f"{role}|{feature}"] += 1
        if index:
            counts[f"{roles[index - 1]}>{role}"] += 1
    if Role.QUESTION in roles:
        counts.update(dialogue_features(article, scheme, roles))
    return counts


def _figures(judged: Iterable[tuple[Example, Weights]]) -> str:
    """How many articles, and how many of their lines, the weights given with them read right."""
    counts: Counter[str] = Counter()
    for (lines, roles), weights in judged:
        found = list(read_roles(lines, weights).roles)
        counts["articles"] += 1
        counts["kinds right"] += (Role.QUESTION in found) is (Role.QUESTION in roles)
        counts["articles right in every line"] += found == roles
        counts["lines"] += len(roles)
        counts["lines right"] += sum(a is b for a, b in zip(found, roles, strict=True))
    return ", ".join(f"{what} {number}" for what, number in counts.items())


def _headlines(judged: Iterable[tuple[Head, Weights]]) -> str:
    """How many headlines the weights given with their heads find."""
    found = [find_headline(lines, weights) == right for (lines, right), weights in judged]
    return f"heads {len(found)}, headlines right {sum(found)}"


def main() -> None:
    """Learn and write the weights, or judge the learning with ``--leave-one-out``."""
    articles = read_articles(EXAMPLES)
    examples = [article.read() for article in articles]
    heads = all_heads(articles)
    if sys.argv[1:] == ["--leave-one-out"]:
        left = (
            (one, learn([*examples[:at], *examples[at + 1 :]])) for at, one in enumerate(examples)
        )
        headed = (
            (one, learn_headlines([*heads[:at], *heads[at + 1 :]])) for at, one in enumerate(heads)
        )
        sys.stdout.write(f"left out of learning: {_figures(left)}, {_headlines(headed)}\n")
        return
    headlines = learn_headlines(heads)
    weights = {**learn(examples), **headlines}
    written = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    WEIGHTS.write_text(written, encoding="utf-8")
    told = f"{_figures((one, weights) for one in examples)}, "
    told += _headlines((one, weights) for one in heads)
    sys.stdout.write(f"learned from: {told}\n")


if __name__ == "__main__":
    main()
