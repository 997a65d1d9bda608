"""Generations are published whole, found by readers, and never changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap.errors import NoGenerationError
from hoidap.index.generation import GenerationStore
from hoidap.index.lexical import Field, Term
from tests.index import samples


def test_a_published_document_is_found_in_every_part(tmp_path: Path) -> None:
    document = samples.document("chi-thi-05")
    record = samples.publish(tmp_path, document)
    held = samples.passages(document)
    with GenerationStore(tmp_path).open() as generation:
        assert generation.id == record.id == "000001"
        assert (record.documents, record.passages) == (1, 3)
        assert generation.catalogue.document("chi-thi-05") == document
        assert list(generation.catalogue.passages(p.id for p in held).values()) == held
        nearest = generation.vectors.query(samples.vectors(held), 1, ["public"])
        assert [hits[0][0] for hits in nearest] == [p.id for p in held]
        assert nearest[0][0][1] == pytest.approx(1.0, abs=1e-5)
        words = generation.lexical.query([Term(Field.TEXT, "2")], 5, ["public"])
        assert [passage_id for passage_id, _ in words] == [held[1].id]


def test_the_next_generation_carries_over_what_it_does_not_touch(tmp_path: Path) -> None:
    first, second = samples.document("a"), samples.document("b")
    samples.publish(tmp_path, first, second)
    changed = samples.document("b", articles=2, words="Đã sửa.")
    record = samples.publish(tmp_path, changed)
    assert (record.documents, record.passages, record.parent) == (2, 5, "000001")
    with GenerationStore(tmp_path).open() as generation:
        assert generation.catalogue.document("a") == first
        assert generation.catalogue.document("b") == changed
        held = samples.passages(changed)
        nearest = generation.vectors.query(samples.vectors(held), 5, ["public"])[0]
        expected = {p.id for p in samples.passages(first)} | {p.id for p in held}
        assert {passage_id for passage_id, _ in nearest} == expected
        assert generation.lexical.query([Term(Field.TEXT, "sửa")], 9, ["public"])
    with GenerationStore(tmp_path).open("000001") as generation:
        assert generation.catalogue.document("b") == second
        assert not generation.lexical.query([Term(Field.TEXT, "sửa")], 9, ["public"])


def test_before_the_first_ingest_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoGenerationError, match="hoidap-ingest PATH"):
        GenerationStore(tmp_path).open()
