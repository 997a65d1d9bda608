"""Small documents, vectors and words for index tests, the same for the same arguments."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from hoidap.domain import Document, Kind, Metadata, Passage, Section, SectionKind, Standing
from hoidap.index.draft import GenerationDraft
from hoidap.index.generation import GenerationStore
from hoidap.index.lexical import LexicalEntry
from hoidap.index.record import GenerationRecord
from hoidap.index.vectors import Vectors

MODEL = "test-model"
DIMENSION = 16

METADATA = Metadata(
    kind=Kind.DIRECTIVE,
    title="Quy định về việc thử nghiệm",
    number="12-QĐ/TW",
    type="Quy định",
    issuer="Bộ Chính trị",
    term="XII",
    issued_on=date(2016, 5, 15),
    standing=Standing.IN_FORCE,
)


def document(
    name: str, *, articles: int = 3, access: tuple[str, ...] = ("public",), words: str = ""
) -> Document:
    """A document of ``articles`` articles, each one section and one passage."""
    text, sections = "", []
    for index in range(articles):
        body = f"Điều {index + 1}. Cơ quan {name} thực hiện nhiệm vụ thứ {index + 1}. {words}"
        body = body.strip() + "\n"
        sections.append(
            Section(
                index=index,
                parent=None,
                kind=SectionKind.ARTICLE,
                label=f"Điều {index + 1}",
                title="",
                locator=f"Điều {index + 1}",
                start=len(text),
                body_start=len(text),
                end=len(text) + len(body),
            )
        )
        text += body
    return Document(
        id=name,
        metadata=replace(METADATA, access=access),
        text=text,
        sections=tuple(sections),
        content_hash=hashlib.sha256(f"{access}{text}".encode()).hexdigest(),
        paths=(f"{name}.md",),
    )


def passages(of: Document) -> list[Passage]:
    """One passage for each section."""
    return [
        Passage(
            id=f"{of.id}:{hashlib.sha256(of.text[s.start : s.end].encode()).hexdigest()[:8]}",
            document_id=of.id,
            section=s.index,
            ordinal=s.index,
            start=s.start,
            end=s.end,
            locator=s.locator,
            context=of.metadata.title,
            text=of.text[s.start : s.end],
        )
        for s in of.sections
    ]


def vectors(of: list[Passage], dimension: int = DIMENSION) -> Vectors:
    """Unit vectors (n, dimension) that depend on the passages' ids alone."""
    rows = []
    for passage in of:
        seed = int(hashlib.sha256(passage.id.encode()).hexdigest()[:8], 16)
        row = np.random.default_rng(seed).standard_normal(dimension)
        rows.append(row / np.linalg.norm(row))
    return np.array(rows, dtype=np.float32).reshape(len(of), dimension)


def entries(of: list[Passage]) -> list[LexicalEntry]:
    """Lower-cased words without punctuation; folding is of no concern here."""
    found = []
    for passage in of:
        text = passage.text.lower().replace(".", " ").split()
        context = passage.context.lower().split()
        found.append(LexicalEntry(passage.id, passage.document_id, text, context, text, context))
    return found


def put(draft: GenerationDraft, of: Document) -> None:
    """Store a document with its passages, vectors and words."""
    held = passages(of)
    draft.put(of, held, vectors(held, draft.dimension), entries(held))


def publish(data: Path, *documents: Document, model: str = MODEL) -> GenerationRecord:
    """Publish a generation that adds ``documents`` to the current one."""
    with GenerationStore(data).begin(model, DIMENSION) as draft:
        for each in documents:
            put(draft, each)
        return draft.publish()
