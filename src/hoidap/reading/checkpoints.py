"""Networks on disk: what training writes, what the artefact holds, and the mean of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from hoidap.embedding.weights import PackedModel
from hoidap.reading import artefact
from hoidap.reading.artefact import HEADS, ReaderWeights
from hoidap.reading.network import ReaderNetwork

#: Parts of a layer: names of the network -> names of the packed model.
_PARTS: Final = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}
_LAYER: Final = "encoder.encoder.layer."
_KINDS: Final = {"weight": "w", "bias": "b"}
_ARTEFACT_SUFFIX: Final = ".npz"

State = dict[str, Tensor]


def save(network: ReaderNetwork, path: Path) -> None:
    """Write what was trained, without the word embeddings, in half precision."""
    state = {
        name: value.half().cpu()
        for name, value in network.state_dict().items()
        if name.startswith((_LAYER, *HEADS))
    }
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


def restore(network: ReaderNetwork, path: Path, packed: PackedModel) -> None:
    """Read what ``save`` wrote, or an artefact.  Raises OSError, RuntimeError, ModelError."""
    network.load_state_dict(load(path, packed), strict=False)


def load(path: Path, packed: PackedModel) -> State:
    """The weights of a network that ``save`` wrote, or of an artefact, in full precision."""
    if path.suffix == _ARTEFACT_SUFFIX:
        return _of_artefact(path, packed)
    state = torch.load(path, map_location="cpu", weights_only=True)
    return {name: value.float() for name, value in state.items()}


def mean_of(networks: Sequence[tuple[Path, float]], packed: PackedModel) -> State:
    """The mean of several networks, each with its share; shares need not sum to 1."""
    total = sum(share for _, share in networks)
    mean: State = {}
    for path, share in networks:
        for name, value in load(path, packed).items():
            mean[name] = mean.get(name, torch.zeros(())) + value * (share / total)
    return mean


def tensors_of(state: Mapping[str, Tensor], packed: PackedModel) -> dict[str, npt.NDArray[Any]]:
    """What a network's state holds beyond the packed model, by the names of the artefact."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name, value in state.items():
        values = value.float().numpy()
        if name.startswith(HEADS):
            found[name] = values
        elif name.startswith(_LAYER):
            packed_name = _packed_name(name)
            base = packed.floats(packed_name)
            # Half precision rounds what was not trained, too.
            if not np.allclose(values.reshape(-1), base, rtol=1e-3, atol=1e-4):
                found[packed_name] = values
    return found


def _of_artefact(path: Path, packed: PackedModel) -> State:
    _, arrays = artefact.read(path)
    weights = ReaderWeights(packed, arrays)
    state = {
        name: torch.from_numpy(values.astype(np.float32))
        for name, values in arrays.items()
        if name.startswith(HEADS)
    }
    for layer in range(packed.architecture.layers):
        for part in _PARTS:
            for kind in _KINDS:
                name = f"{_LAYER}{layer}.{part}.{kind}"
                values = torch.from_numpy(weights.floats(_packed_name(name)).copy())
                state[name] = values.reshape(_shape(part, kind, packed))
    return state


def _packed_name(name: str) -> str:
    layer, _, rest = name.removeprefix(_LAYER).partition(".")
    part, _, kind = rest.rpartition(".")
    return f"l{layer}.{_PARTS[part]}.{_KINDS[kind]}"


def _shape(part: str, kind: str, packed: PackedModel) -> tuple[int, ...]:
    """The shape of one tensor of a layer: (outputs, inputs) of a matrix, else (-1,)."""
    if kind == "bias" or part.endswith("LayerNorm"):
        return (-1,)
    return (
        -1,
        packed.architecture.feed_forward if part == "output.dense" else packed.architecture.hidden,
    )
