"""The table of words that decide what a sentence claims, from ``lexicon.tsv``.

Phrases are kept as tuples of syllables in match form, so that one reading of a
text finds marks, equivalents and glue alike, the longest phrase first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.syllables import Y_FOR_I

Phrase = tuple[str, ...]

#: Classes whose mark may be left out without saying more than the source: "tất cả cán bộ phải"
#: may become "cán bộ".  A mark of these that is added is a fault like any other.
MAY_BE_LEFT_OUT: Final = frozenset(
    {"all", "must", "always", "before", "after", "above", "below", "yearly", "monthly", "daily"}
)
#: Classes that restrict a whole sentence: leaving them out always claims more.
RESTRICTIONS: Final = frozenset({"except", "if"})

_KINDS: Final = ("mark", "same", "contrary", "actor", "plain", "glue")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by what they are; values are class names."""

    marks: Mapping[Phrase, str]
    same: Mapping[Phrase, str]
    glue: frozenset[Phrase]
    actors: frozenset[Phrase]
    plain: frozenset[Phrase]
    contraries: frozenset[tuple[Phrase, Phrase]]
    longest: int

    def contrary(self, one: Phrase, other: Phrase) -> bool:
        """Whether two phrases turn a sentence round when exchanged."""
        return (one, other) in self.contraries or (other, one) in self.contraries


def syllable(word: str) -> str:
    """A word in the one spelling that is compared: match form, y where both are written."""
    return Y_FOR_I.get(word, word)


def phrase(text: str) -> Phrase:
    """A phrase as syllables to compare."""
    return tuple(syllable(word) for word in match_form(text).replace(",", " ").split())


def read_lexicon(text: str) -> Lexicon:
    """A table in the form of ``lexicon.tsv``.  Raises ValueError naming a wrong line."""
    rows: dict[str, list[tuple[str, list[Phrase]]]] = {kind: [] for kind in _KINDS}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3 or parts[0] not in rows:
            raise ValueError(f"line {number}: expected kind, class, phrases: {line!r}")
        rows[parts[0]].append((parts[1], [phrase(each) for each in parts[2].split(";")]))
    phrases = [each for row in rows.values() for _, group in row for each in group]
    return Lexicon(
        marks={each: name for name, group in rows["mark"] for each in group},
        same={each: name for name, group in rows["same"] for each in group},
        glue=frozenset(each for _, group in rows["glue"] for each in group),
        actors=frozenset(each for _, group in rows["actor"] for each in group),
        plain=frozenset(each for _, group in rows["plain"] for each in group),
        contraries=frozenset((group[0], group[1]) for _, group in rows["contrary"]),
        longest=max(map(len, phrases), default=1),
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The table that comes with HoiDap."""
    return read_lexicon((files(__package__) / "lexicon.tsv").read_text(encoding="utf-8"))
