"""A server notices a new generation, and requests end with the one they began with."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hoidap.errors import ModelMismatchError, NoGenerationError
from hoidap.index import holder as holding
from hoidap.index.generation import Generation, GenerationStore
from hoidap.index.holder import GenerationHolder
from hoidap.index.lexical import Field, Term
from tests.index import samples


def serving(holder: GenerationHolder) -> str:
    with holder.acquire() as generation:
        return generation.id


def eventually(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def finds(generation: Generation, name: str) -> bool:
    held = samples.passages(samples.document(name))
    ids = [passage.id for passage in held]
    nearest = generation.vectors.query(samples.vectors(held), 1, ["public"])
    words = generation.lexical.query([Term(Field.TEXT, name)], 99, ["public"])
    by_vector = [hits[0][0] for hits in nearest if hits] == ids
    by_word = sorted(passage_id for passage_id, _ in words) == sorted(ids)
    assert by_vector == by_word
    return by_vector


@pytest.mark.serial
def test_a_published_generation_is_served_within_a_second(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"))
    holder = GenerationHolder(GenerationStore(tmp_path))
    assert serving(holder) == "000001"
    samples.publish(tmp_path, samples.document("b"))
    began = time.monotonic()
    assert eventually(lambda: serving(holder) == "000002", 10)
    # The time to open it (a tenth of a second when the machine is idle) comes on top.
    assert time.monotonic() - began < 1 + 2
    GenerationStore(tmp_path).rollback("000001")
    assert eventually(lambda: serving(holder) == "000001", 10)
    holder.close()


def test_a_request_keeps_the_generation_it_began_with(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("a"))
    holder = GenerationHolder(GenerationStore(tmp_path))
    with holder.acquire() as old:
        with GenerationStore(tmp_path).begin(samples.MODEL, samples.DIMENSION) as draft:
            draft.remove("a")
            samples.put(draft, samples.document("b"))
            draft.publish()
        assert eventually(lambda: serving(holder) == "000002", 10)
        assert finds(old, "a")
        assert old.catalogue.document("a") == samples.document("a")
        with holder.acquire() as new:
            assert finds(new, "b")
            assert not finds(new, "a")
        assert GenerationStore(tmp_path).gc(1) == [], "the old one is still held"
    assert GenerationStore(tmp_path).gc(1) == ["000001"], "closed when its last user was done"
    holder.close()


def test_many_threads_are_served_while_generations_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "LOOK_EVERY", 0.01)
    samples.publish(tmp_path, samples.document("a"))
    holder = GenerationHolder(GenerationStore(tmp_path))
    stop = threading.Event()

    seen = set()

    def ask() -> None:
        while not stop.is_set():
            with holder.acquire() as generation:
                assert finds(generation, "a")
                assert generation.catalogue.count_documents() == generation.record.documents
                seen.add(generation.id)

    with ThreadPoolExecutor(6) as threads:
        asking = [threads.submit(ask) for _ in range(6)]
        for name in ("b", "c", "d"):
            samples.publish(tmp_path, samples.document(name))
        noticed = eventually(lambda: "000004" in seen, 20)
        stop.set()
        for each in asking:
            each.result()
    assert noticed
    assert GenerationStore(tmp_path).gc(1) == ["000001", "000002", "000003"], "all are closed"
    holder.close()


def test_a_generation_that_cannot_be_opened_does_not_end_service(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "LOOK_EVERY", 0.0)
    samples.publish(tmp_path, samples.document("a"))
    store = GenerationStore(tmp_path)
    holder = GenerationHolder(store)
    assert serving(holder) == "000001"
    samples.publish(tmp_path, samples.document("b"))
    (store.layout.folder("000002") / "record.json").write_text("{")
    with caplog.at_level(logging.WARNING):
        assert [serving(holder) for _ in range(5)] == ["000001"] * 5
    assert caplog.text.count("The previous index generation stays in use") == 1
    store.rollback("000001")
    samples.publish(tmp_path, samples.document("c"))
    assert serving(holder) == "000003"
    holder.close()


def test_a_check_can_refuse_a_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "LOOK_EVERY", 0.0)

    def check(generation: Generation) -> None:
        generation.record.check_model(samples.MODEL, samples.DIMENSION)

    samples.publish(tmp_path, samples.document("a"), model="other-model")
    holder = GenerationHolder(GenerationStore(tmp_path), check)
    with pytest.raises(ModelMismatchError):
        serving(holder)
    samples.publish(tmp_path, samples.document("a"))
    assert serving(holder) == "000002"
    samples.publish(tmp_path, samples.document("a"), model="other-model")
    assert serving(holder) == "000002"
    holder.close()
    assert GenerationStore(tmp_path).gc(1) == ["000001", "000002"], "refused ones are closed"


def test_before_the_first_ingest_requests_fail_and_after_it_they_do_not(tmp_path: Path) -> None:
    holder = GenerationHolder(GenerationStore(tmp_path))
    with pytest.raises(NoGenerationError):
        serving(holder)
    samples.publish(tmp_path, samples.document("a"))
    assert serving(holder) == "000001"
    holder.close()
    assert serving(holder) == "000001", "a closed holder opens again"
    holder.close()
