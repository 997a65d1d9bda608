"""Networks on disk: an artefact as the start of a training, and the mean of several."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from hoidap.embedding.preparation import source_file
from hoidap.embedding.weights import PackedModel
from hoidap.reading import artefact
from hoidap.reading.checkpoints import load, mean_of, tensors_of
from hoidap.reading.loading import artefact_path


@pytest.fixture(scope="module")
def packed() -> PackedModel:
    return PackedModel.open(source_file())


def test_a_training_begins_at_what_the_artefact_says(packed: PackedModel) -> None:
    weights = artefact.ReaderWeights(packed, artefact.read(artefact_path())[1])
    state = load(artefact_path(), packed)
    found = state["encoder.encoder.layer.11.output.dense.weight"]
    assert found.shape == (packed.architecture.hidden, packed.architecture.feed_forward)
    assert np.array_equal(found.numpy().reshape(-1), weights.floats("l11.fo.w"))
    assert len(state) == 16 * packed.architecture.layers + 6


def test_what_was_not_trained_is_not_stored_again(packed: PackedModel) -> None:
    stored = artefact.read(artefact_path())[1]
    names = {name for name in stored if not name.endswith(".steps")}
    assert set(tensors_of(load(artefact_path(), packed), packed)) <= names


def test_networks_are_averaged_by_their_shares(tmp_path: Path, packed: PackedModel) -> None:
    for name, value in (("a", 1.0), ("b", 5.0)):
        torch.save({"pieces.bias": torch.full((3,), value)}, tmp_path / f"{name}.pt")
    mean = mean_of([(tmp_path / "a.pt", 3.0), (tmp_path / "b.pt", 1.0)], packed)
    assert mean["pieces.bias"].tolist() == [2.0, 2.0, 2.0]
