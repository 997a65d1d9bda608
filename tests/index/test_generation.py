"""Generations are published whole, found by readers, and never changed."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from hoidap.domain import Passage
from hoidap.errors import (
    CorruptIndexError,
    DocumentError,
    LockedError,
    ModelMismatchError,
    NoGenerationError,
    NotFoundError,
)
from hoidap.index.generation import GenerationStore
from hoidap.index.lexical import Field, LexicalEntry, Term
from hoidap.index.verification import verify
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


def test_a_document_that_changes_its_readers_moves_to_their_partition(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"), samples.document("b"))
    hidden = samples.document("a", access=("Ban Tổ chức", "internal"))
    samples.publish(tmp_path, hidden)
    with GenerationStore(tmp_path).open() as generation:
        ids = {p.id for p in samples.passages(hidden)}
        asked = samples.vectors(samples.passages(hidden))
        public = {i for hits in generation.vectors.query(asked, 99, ["public"]) for i, _ in hits}
        assert len(public) == 3
        assert not public & ids
        words = [Term(Field.TEXT, "a"), Term(Field.TEXT, "cơ")]
        assert not {i for i, _ in generation.lexical.query(words, 99, ["public"])} & ids
        group = ["groups:Ban Tổ chức|internal"]
        assert {i for i, _ in generation.vectors.query(asked, 99, group)[0]} == ids
        assert {i for i, _ in generation.lexical.query(words, 99, group)} == ids
        assert verify(generation) == []


def test_a_removed_document_is_gone_from_every_part(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"), samples.document("b", access=("internal",)))
    with GenerationStore(tmp_path).begin(samples.MODEL, samples.DIMENSION) as draft:
        draft.remove("b")
        draft.remove("never there")
        draft.publish()
    with GenerationStore(tmp_path).open() as generation:
        assert (generation.catalogue.count_documents(), generation.vectors.count()) == (1, 3)
        assert generation.lexical.count() == 3
        assert generation.vectors.partitions() == ["public"]
        assert verify(generation) == []


def test_an_empty_index_can_be_published_and_searched(tmp_path: Path) -> None:
    record = samples.publish(tmp_path)
    assert (record.documents, record.passages) == (0, 0)
    with GenerationStore(tmp_path).open() as generation:
        asked = np.ones((1, samples.DIMENSION), dtype=np.float32)
        assert generation.vectors.query(asked, 5, ["public"]) == [[]]
        assert generation.lexical.query([Term(Field.TEXT, "a")], 5, ["public"]) == []
        assert verify(generation) == []


def test_a_draft_that_is_not_published_leaves_nothing(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"))
    store = GenerationStore(tmp_path)

    def fail_halfway() -> None:
        with store.begin(samples.MODEL, samples.DIMENSION) as draft:
            samples.put(draft, samples.document("b"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_halfway()
    assert store.current_id() == "000001"
    assert [path.name for path in store.layout.generations.iterdir()] == ["000001"]
    samples.publish(tmp_path, samples.document("c"))
    assert store.current_id() == "000002"


def test_parts_that_disagree_are_not_published(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"))
    store = GenerationStore(tmp_path)
    with store.begin(samples.MODEL, samples.DIMENSION) as draft:
        document = samples.document("b")
        draft.catalogue.put_document(document, samples.passages(document))
        with pytest.raises(CorruptIndexError, match=r"6 passages, there are 3 vectors and 3 lex"):
            draft.publish()
    assert store.current_id() == "000001"
    with store.begin(samples.MODEL, samples.DIMENSION):
        pass


@pytest.mark.parametrize("step", ["write_manifest", "sync_folder", "write_record", "sync_name"])
def test_a_full_disk_while_publishing_leaves_the_current_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    samples.publish(tmp_path, samples.document("a"))
    store = GenerationStore(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(f"hoidap.index.draft.{step}", full)
        with pytest.raises(OSError, match="No space"):
            samples.publish(tmp_path, samples.document("b"))
    assert store.current_id() == "000001"
    record = samples.publish(tmp_path, samples.document("c"))
    assert (record.parent, record.documents) == ("000001", 2)
    with store.open() as generation:
        assert verify(generation) == []


def test_only_one_draft_exists_at_a_time(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    with store.begin(samples.MODEL, samples.DIMENSION) as draft:
        with pytest.raises(LockedError, match="process"):
            GenerationStore(tmp_path).begin(samples.MODEL, samples.DIMENSION)
        with pytest.raises(LockedError):
            store.gc(1)
        samples.put(draft, samples.document("a"))
        draft.publish()
        store.begin(samples.MODEL, samples.DIMENSION).discard()


def test_another_model_starts_an_empty_draft_and_cannot_search_the_old_one(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"))
    store = GenerationStore(tmp_path)
    with pytest.raises(ModelMismatchError) as refused:
        store.record().check_model("other-model", samples.DIMENSION)
    for said in (samples.MODEL, "other-model", "hoidap-ingest --rebuild PATH"):
        assert said in str(refused.value)
    for model, dimension in (("other-model", samples.DIMENSION), (samples.MODEL, 8)):
        with store.begin(model, dimension) as draft:
            assert draft.base is None
            assert draft.catalogue.count_documents() == draft.vectors.count() == 0
    with store.begin(samples.MODEL, samples.DIMENSION, rebuild=True) as draft:
        assert draft.base is None
    with store.begin(samples.MODEL, samples.DIMENSION) as draft:
        assert draft.base is not None
        assert draft.base.id == "000001"


def test_what_a_record_says_survives_the_disk(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    with store.begin("mô hình", samples.DIMENSION) as draft:
        samples.put(draft, samples.document("a"))
        (draft.statistics / "syllables.bin").write_bytes(b"123")
        published = draft.publish({"splitter": "3", "seconds": 1.5, "full": True})
    assert store.record() == published == store.records()[0]
    assert published.created_at.utcoffset() is not None
    assert published.extra == {"splitter": "3", "seconds": 1.5, "full": True}
    with store.open() as generation:
        assert (generation.statistics / "syllables.bin").read_bytes() == b"123"
        assert published.corpus_hash == generation.catalogue.corpus_hash()


def test_an_earlier_generation_can_be_made_current_again(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        samples.publish(tmp_path, samples.document(name))
    store = GenerationStore(tmp_path)
    assert store.rollback("000001").documents == 1
    assert store.current_id() == "000001"
    with pytest.raises(NotFoundError, match="000001, 000002, 000003"):
        store.rollback("000009")
    with pytest.raises(NotFoundError):
        store.rollback("../generations/000002")
    record = samples.publish(tmp_path, samples.document("d"))
    assert (record.id, record.parent, record.documents) == ("000004", "000001", 2)


def test_old_generations_are_removed_but_for_those_in_use(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d", "e"):
        samples.publish(tmp_path, samples.document(name))
    store = GenerationStore(tmp_path)
    store.rollback("000002")
    with store.open("000001") as held:
        assert store.gc(keep=2) == ["000003"]
        assert held.catalogue.count_documents() == 1
    assert store.gc(keep=0) == ["000001", "000004"]
    assert [record.id for record in store.records()] == ["000002", "000005"]
    assert store.current_id() == "000002"
    assert samples.publish(tmp_path).id == "000006"


def test_remains_of_a_crash_are_cleared_by_the_next_draft(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"))
    store = GenerationStore(tmp_path)
    for name in ("000002.building", "000000.removed"):
        (store.layout.generations / name / "chroma").mkdir(parents=True)
    (store.layout.index / "CURRENT.new").write_text("0000")
    samples.publish(tmp_path, samples.document("b"))
    assert sorted(p.name for p in store.layout.generations.iterdir()) == ["000001", "000002"]
    assert sorted(p.name for p in store.layout.index.iterdir()) == [
        "CURRENT",
        "LOCK",
        "generations",
    ]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 99}'])
def test_a_damaged_record_is_refused_and_not_built_upon(tmp_path: Path, content: str) -> None:
    samples.publish(tmp_path, samples.document("a"))
    samples.publish(tmp_path, samples.document("b"))
    store = GenerationStore(tmp_path)
    (store.layout.folder("000002") / "record.json").write_text(content)
    with pytest.raises(CorruptIndexError, match="hoidap-ingest --rebuild PATH"):
        store.open()
    with pytest.raises(CorruptIndexError):
        store.begin(samples.MODEL, samples.DIMENSION)
    assert [record.id for record in store.records()] == ["000001"]
    store.rollback("000001")
    with store.open() as generation:
        assert generation.id == "000001"
    with store.begin(samples.MODEL, samples.DIMENSION, rebuild=True) as draft:
        assert draft.publish().id == "000003"


@pytest.mark.parametrize("content", ["", "000009\n", "../000001", "x" * 9999, "000001\n000001"])
def test_a_damaged_pointer_is_refused_with_the_generations_there_are(
    tmp_path: Path, content: str
) -> None:
    samples.publish(tmp_path, samples.document("a"))
    store = GenerationStore(tmp_path)
    store.layout.current.write_text(content)
    with pytest.raises(CorruptIndexError, match="Generations on disk: 000001"):
        store.open()
    store.rollback("000001")
    assert store.current_id() == "000001"


@pytest.mark.parametrize(
    "name", ["catalogue.sqlite", "data_level0.bin", "chroma.sqlite3", "meta.json", "manifest.json"]
)
@pytest.mark.parametrize("damage", ["cut", "lost"])
def test_a_damaged_file_is_noticed_before_it_is_used(
    tmp_path: Path, name: str, damage: str
) -> None:
    samples.publish(tmp_path, samples.document("a"))
    path = next(tmp_path.rglob(name))
    if damage == "cut":
        os.truncate(path, path.stat().st_size // 2)
    else:
        path.unlink()
    with pytest.raises(CorruptIndexError, match=r"(Roll back|rebuild)"):
        GenerationStore(tmp_path).open()


def test_a_record_that_does_not_fit_its_parts_is_refused(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"))
    record = next(tmp_path.rglob("record.json"))
    record.write_text(record.read_text().replace('"passages": 3', '"passages": 4'))
    with pytest.raises(CorruptIndexError, match="3 passages instead of 4, 3 vectors instead of 4"):
        GenerationStore(tmp_path).open()


def test_a_draft_refuses_passages_vectors_and_words_that_do_not_fit(tmp_path: Path) -> None:
    document = samples.document("a")
    held = samples.passages(document)
    with GenerationStore(tmp_path).begin(samples.MODEL, samples.DIMENSION) as draft:
        with pytest.raises(ValueError, match="words differ"):
            draft.put(document, held, samples.vectors(held), samples.entries(held[:2]))
        with pytest.raises(ValueError, match="shape"):
            draft.put(document, held, samples.vectors(held[:2]), samples.entries(held))
        with pytest.raises(DocumentError):
            samples.put(draft, samples.document("a", access=()))
        assert draft.publish().documents == 0


def test_words_are_written_anew_when_deletions_burden_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def words(passage: Passage) -> LexicalEntry:
        return samples.entries([passage])[0]

    samples.publish(
        tmp_path,
        samples.document("a", articles=40),
        samples.document("b"),
        samples.document("c", access=("internal",)),
    )
    with GenerationStore(tmp_path).begin(samples.MODEL, samples.DIMENSION) as draft:
        assert not draft.refresh_words(words), "nothing was deleted"
        samples.put(draft, samples.document("a", articles=2))
        assert not draft.refresh_words(words), "too little was deleted to matter"
        draft.lexical.commit()
        assert draft.lexical.removed() == 40
        assert draft.lexical.document_frequency(Field.TEXT, "điều", ["public"]) == 45
        monkeypatch.setattr("hoidap.index.draft.LEAST", 10)
        assert draft.refresh_words(words)
        draft.publish()
    with GenerationStore(tmp_path).open() as generation:
        assert generation.lexical.removed() == 0
        assert generation.lexical.document_frequency(Field.TEXT, "điều", ["public"]) == 5
        assert verify(generation) == []
