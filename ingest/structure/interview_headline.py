"""Which line of an article's head is its headline.

Above a headline stand the paper's name, its sections, a kicker or the site's menu; below it
the day, the author and the sapo.  None of these has a form of its own, so every line of the
head is weighed by what it looks like and by what stands around it, and the heaviest wins.
Where the format itself marks a heading there is nothing to weigh.

The weights stand in ``interview_weights.json`` and are learned by ``interview_learning``
from ``headline_examples.txt``: heads of articles parted by blank lines, the headline behind
"= ".  All of them were invented for this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import canonical_text
from ingest.structure.interview_lines import InterviewLine, article_lines
from ingest.structure.interview_people import find_newspaper, looks_like_name

#: A headline stands within this many lines of the head.
_HEAD: Final = 8
#: A headline is a line of a newspaper's type, not a paragraph.
_LONGEST: Final = 250
#: Characters from which a line is a paragraph: a sapo has more, few headlines do.
_PARAGRAPH: Final = 130
#: Words of a section's name or of an author's, and of most headlines.
_FEW, _MANY = 3, 6
#: Share of single letters among the words of a line whose letters are set apart.
_SPACED: Final = 0.8
_MENU: Final = re.compile(r"\s[>»›|/]\s|\.vn\b")
_NAME: Final = re.compile(r"^(?:[\w ]+ của|Bài:|Theo) ")
_SPOKEN: Final = re.compile(r"[:?\"“”…]")


def find_headline(
    lead: Sequence[InterviewLine], weights: Mapping[str, float], heading: str | None = None
) -> str | None:
    """The headline among the lines before the first question; None where there is none.

    ``heading`` is what the format marks as the page's heading.
    """
    if heading is not None and (given := _as_printed(lead, heading)) is not None:
        return given
    seen = headline_features(lead)
    if not seen:
        return None
    best = max(seen, key=lambda index: weigh(seen[index], weights))
    return _closed_up(lead[best].text)


def _closed_up(headline: str) -> str:
    """A headline without the spaces that set its letters apart: "T I N  V U I"."""
    letters = headline.split()
    if sum(len(letter) == 1 for letter in letters) < _SPACED * len(letters):
        return headline
    return " ".join("".join(word.split()) for word in re.split(r" {2,}", headline))


def weigh(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """How much speaks for a line with these features."""
    return sum(weights.get(feature, 0.0) for feature in features)


def headline_features(lead: Sequence[InterviewLine]) -> dict[int, tuple[str, ...]]:
    """The lines that could be the headline, by index, with what is seen of each."""
    return {
        index: tuple(f"headline|{name}" for name, holds in _seen(lead, index).items() if holds)
        for index, line in enumerate(lead[:_HEAD])
        if len(line.text) <= _LONGEST and not line.text.startswith("(")
    }


def _seen(lead: Sequence[InterviewLine], index: int) -> dict[str, bool]:
    line = lead[index]
    above = lead[index - 1] if index else None
    below = lead[index + 1] if index + 1 < len(lead) else None
    words = len(line.text.split())
    return {
        "first": index == 0,
        "second": index == 1,
        "third or fourth": index in (2, 3),
        "few words": words <= _FEW,
        "many words": words >= _MANY,
        "paragraph": len(line.text) > _PARAGRAPH,
        "paper": _names_paper(line),
        "question or item": line.form.startswith(("-", "+", "*")) or line.form.endswith("?"),
        "dated": bool(find_dates(line.text)),
        "menu": _MENU.search(line.text) is not None,
        "capitals": line.text.isupper(),
        "spoken": _SPOKEN.search(line.text) is not None,
        "a sentence": line.text.endswith((".", ";", ",", ":")),
        "a name": _is_name(line),
        "bold": line.style.bold,
        "below furniture": above is not None and above.run != line.run,
        "above furniture": below is not None and below.run != line.run,
        "above a paragraph": below is not None and len(below.text) > _PARAGRAPH,
        "below a paragraph": above is not None and len(above.text) > _PARAGRAPH,
        "above a name": below is not None and _is_name(below),
        "below a day": above is not None and bool(find_dates(above.text)),
        "below a paper": above is not None and _names_paper(above),
        "below capitals": above is not None and above.text.isupper(),
        "below few words": above is not None and len(above.text.split()) <= _FEW,
        "above many words": below is not None and len(below.text.split()) >= _MANY,
    }


def _names_paper(line: InterviewLine) -> bool:
    return len(line.text) <= _PARAGRAPH and find_newspaper([line.text]) is not None


def _is_name(line: InterviewLine) -> bool:
    """Whether a line is the author's: "Mai Hoa", "THANH UYÊN (ghi)", "Ký sự của Lê Hiến"."""
    words = _NAME.split(line.text)[-1].split(" - ")[0].split("(")[0].split()
    named = all(word[0].isupper() for word in words)
    return named and 1 < len(words) <= _FEW + 1 and looks_like_name(" ".join(words))


def _as_printed(lead: Sequence[InterviewLine], heading: str) -> str | None:
    """The heading as a line of the head has it; None where none does."""
    wanted = " ".join(heading.split()).casefold()
    return next((line.text for line in lead if line.text.casefold() == wanted), None)


def read_heads(path: Path) -> list[tuple[list[InterviewLine], str]]:
    """The heads of a file of examples, each with its headline."""
    heads = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        written = canonical_text(block.strip()).splitlines()
        headline = next(line for line in written if line.startswith("= "))[2:]
        text = "\n".join(line.removeprefix("= ") for line in written)
        heads.append((article_lines(text)[0], headline))
    return heads
