"""Newspapers by the names of their sites: ``baohagiang.vn``, ``toasoan@baohagiang.vn``.

A site writes its paper's name without marks and without spaces.  The spelling is taken from
words that stand somewhere with marks and spaces: the names in the article itself, or the
papers that other documents name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from hoidap.vietnamese.folding import fold

#: The word for a paper as sites begin with it, and as it is spelt.
_KINDS: Final = {"bao": "Báo", "tapchi": "Tạp chí"}
_SITE: Final = re.compile(
    rf"(?<![^\W_])(?<!-)(?P<kind>{'|'.join(_KINDS)})(?P<name>[a-z]{{4,30}}?)(?:online|dientu)?"
    r"(?:\.[a-z]{2,10}){0,3}(?![\w-])(?!\.[a-z])"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Syllables of a paper's name behind its kind: "Quân đội nhân dân" has four.
_MOST_SYLLABLES: Final = 5


def find_site(text: str) -> str | None:
    """The first site of a paper that a text names, without its domain: ``baohagiang``."""
    found = _SITE.search(text)
    return found["kind"] + found["name"] if found else None


def spelt_in(site: str, text: str) -> str | None:
    """The paper of a site, its name as the words of ``text`` spell it most often."""
    kind = next(each for each in _KINDS if site.startswith(each))
    wanted = site.removeprefix(kind)
    spellings = Counter(_runs_that_fold_to(wanted, text))
    return f"{_KINDS[kind]} {spellings.most_common(1)[0][0]}" if spellings else None


def among(site: str, papers: Iterable[str]) -> str | None:
    """The one of ``papers`` whose site it is: "Báo Hạ Giang" for ``baohagiang``."""
    return next((paper for paper in papers if paper != site == _joined(paper)), None)


def _joined(words: str) -> str:
    return re.sub(r"[\W_]", "", fold(words).lower())


def _runs_that_fold_to(wanted: str, text: str) -> Iterable[str]:
    """The runs of words, the first with a capital, that a site would write as ``wanted``."""
    words = list(_WORD.finditer(text))
    folded = [fold(word[0]).lower() for word in words]
    for at, word in enumerate(words):
        if not word[0][0].isupper() or not wanted.startswith(folded[at]):
            continue
        for size in range(1, _MOST_SYLLABLES + 1):
            run = text[word.start() : words[min(at + size, len(words)) - 1].end()]
            if "".join(folded[at : at + size]) == wanted and not run.isupper():
                yield " ".join(run.split())
