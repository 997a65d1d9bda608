"""Every way in which the parts of a generation can disagree is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from hoidap.index.draft import GenerationDraft
from hoidap.index.generation import GenerationStore
from hoidap.index.source import Source, SourceStatus
from hoidap.index.verification import Problem, verify
from tests.index import samples

PUBLIC, INTERNAL = samples.document("a"), samples.document("b", access=("internal",))
FIRST, SECOND = samples.passages(PUBLIC)[:2]


def problems(data: Path, meddle: Callable[[GenerationDraft], None]) -> list[Problem]:
    with GenerationStore(data).begin(samples.MODEL, samples.DIMENSION) as draft:
        samples.put(draft, PUBLIC)
        samples.put(draft, INTERNAL)
        meddle(draft)
        draft.publish()
    with GenerationStore(data).open() as generation:
        return verify(generation)


def sql(statement: str) -> Callable[[GenerationDraft], None]:
    def run(draft: GenerationDraft) -> None:
        with closing(sqlite3.connect(draft.folder / "catalogue.sqlite")) as connection:
            assert connection.execute(statement).rowcount == 1
            connection.commit()

    return run


def exchange_vector(draft: GenerationDraft) -> None:
    draft.vectors.delete("public", [FIRST.id])
    draft.vectors.add("public", ["stranger"], samples.vectors([FIRST]))


def exchange_partition(draft: GenerationDraft) -> None:
    draft.vectors.delete("public", [FIRST.id])
    draft.vectors.add("internal", [FIRST.id], samples.vectors([FIRST]))


def exchange_words(draft: GenerationDraft) -> None:
    draft.lexical.delete("public", "a")
    first, second, _ = samples.entries(samples.passages(PUBLIC))
    draft.lexical.add("public", [first, second, second])


def stray_partition(draft: GenerationDraft) -> None:
    draft.lexical.delete("internal", "b")
    draft.lexical.add("groups:x", samples.entries(samples.passages(INTERNAL)))


def long_vector(draft: GenerationDraft) -> None:
    long = np.full((1, samples.DIMENSION), 2.0, dtype=np.float32)
    draft.vectors.add("public", [FIRST.id], long)


def lost_source(draft: GenerationDraft) -> None:
    draft.catalogue.put_source(Source("x.md", "h", 1, 1, SourceStatus.OK, "1", "nowhere"))
    draft.catalogue.put_source(Source("y.md", "h", 1, 1, SourceStatus.OK, "1", "a"))
    draft.catalogue.put_source(Source("z.md", "h", 1, 1, SourceStatus.FAILED, "1"))
    draft.catalogue.put_source(Source("several.jsonl", "h", 1, 1, SourceStatus.OK, "1"))


def test_an_index_as_it_should_be_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, lambda draft: None) == []


@pytest.mark.parametrize(
    ("meddle", "codes"),
    [
        (exchange_vector, ["vector_missing", "vector_superfluous"]),
        (exchange_partition, ["vector_missing", "vector_superfluous"]),
        (exchange_words, ["words_missing"]),
        (stray_partition, ["words_missing"] * 3 + ["words_superfluous"] * 3),
        (long_vector, ["vector_length"]),
        (lost_source, ["source"]),
        (sql("UPDATE passages SET end = end + 3 WHERE key = 1"), ["passage"]),
        (sql("UPDATE passages SET section = 99 WHERE key = 1"), ["passage"]),
        (sql("UPDATE sections SET start = 9999 WHERE document = 1 AND [index] = 2"), ["section"]),
        (
            sql("UPDATE text_pages SET text = text || char(0x61, 0x301) WHERE document = 1"),
            ["text"],
        ),
    ],
)
def test_a_disagreement_is_found(
    tmp_path: Path, meddle: Callable[[GenerationDraft], None], codes: list[str]
) -> None:
    found = [problem.code for problem in problems(tmp_path, meddle)]
    for code in {*codes}:
        assert found.count(code) == codes.count(code), found


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    samples.publish(tmp_path, PUBLIC)
    graph = next(tmp_path.rglob("length.bin"))
    content = bytearray(graph.read_bytes())
    content[-1] ^= 1
    with GenerationStore(tmp_path).open() as generation:
        graph.write_bytes(content)
        assert [problem.code for problem in verify(generation)] == ["file"]


def test_no_more_problems_are_listed_than_asked_for(tmp_path: Path) -> None:
    found = problems(tmp_path, stray_partition)
    assert len(found) == 6
    with GenerationStore(tmp_path).open() as generation:
        assert verify(generation, limit=2) == found[:2]
