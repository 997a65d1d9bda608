"""What is remembered of a generation, and for how long."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from hoidap.index.generation import GenerationStore
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.understanding import Understanding
from tests.index import samples


def test_what_a_generation_taught_is_read_once_and_forgotten_with_it(tmp_path: Path) -> None:
    samples.publish(tmp_path, samples.document("van-ban"))
    understanding = Understanding()
    generation = GenerationStore(tmp_path).open()
    known = understanding.knowledge(Reading(generation))
    assert understanding.knowledge(Reading(generation)) is known
    remembered = weakref.ref(known.restorer)
    del known
    generation.close()
    del generation
    gc.collect()
    assert remembered() is None, "a server would grow with every ingest"
