"""Learn the weights of ``interview_roles`` from articles whose lines have their roles.

``python -m ingest.structure.interview_learning EXAMPLES`` reads a file of labelled articles
and writes ``interview_weights.json``.  Articles are parted by blank lines; a line is a
letter for its role (h q c a b n e), letters for its type (B bold, I italic), a bar and the
text.  The weights are those of an averaged perceptron: wherever the best sequence of roles
is wrong, what it rests on loses and what the right one rests on gains.

The shipped weights learned from the examples of the tests and from articles that are not
part of the project, so this command alone, over those examples, gives others.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hoidap.vietnamese.normalisation import canonical_text, match_form_of_canonical
from ingest.extraction.extracted_text import Style
from ingest.structure.interview_lines import InterviewLine
from ingest.structure.interview_roles import Article, Role, Scheme, Weights, decode, scheme_features

LETTERS: Final = dict(zip("hqcabne", Role, strict=True))
#: Passes over the examples; more change nothing.
_PASSES: Final = 25

Example = tuple[list[InterviewLine], list[Role]]


def read_examples(path: Path) -> list[Example]:
    """The labelled articles of a file."""
    written = path.read_text(encoding="utf-8").split("\n\n")
    return [_example(block.splitlines()) for block in written if block.strip()]


def _example(written: Sequence[str]) -> Example:
    lines, roles, position = [], [], 0
    for entry in written:
        signs, _, words = entry.partition("|")
        text = canonical_text(words).strip()
        style = Style(bold="B" in signs, italic="I" in signs)
        form = match_form_of_canonical(text)
        lines.append(InterviewLine(position, position + len(text), text, form, style=style))
        roles.append(LETTERS[signs[0]])
        position += len(text) + 1
    return lines, roles


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


def _correct(article: Article, roles: list[Role], weights: Counter[str]) -> None:
    schemes = article.schemes()
    if not schemes:
        return
    guesses = [(*decode(article, scheme, weights), scheme) for scheme in schemes]
    gain, guess, scheme = max(guesses, key=lambda found: found[0])
    if gain <= 0:
        guess = [Role.HEAD] * len(roles)
    if guess == roles:
        return
    right = max(schemes, key=lambda one: _score(article, one, roles, weights))
    if Role.QUESTION not in roles:
        right = scheme
    weights.update(_evidence(article, right, roles))
    weights.subtract(_evidence(article, scheme if gain > 0 else right, guess))


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
    return counts


def main() -> None:
    """Learn from the file named on the command line."""
    weights = learn(read_examples(Path(sys.argv[1])))
    path = Path(__file__).with_name("interview_weights.json")
    path.write_text(
        json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
