"""The reader's artefact: what it differs by from the bundled embedding model.

One ``.npz``: for every trained matrix the difference from the bundled model's, in 5 bits with
a step per output; biases, norms and heads whole, in half precision; and a JSON record with
the version, the model that it belongs to, the calibration and the figures of its training.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from hoidap.embedding.weights import Architecture, Floats, PackedModel
from hoidap.errors import ModelError

#: Raise when the layout of the file or the meaning of its parts changes.
VERSION: Final = 1
#: Differences are whole numbers of steps from -LEVELS to LEVELS.
_LEVELS: Final = 15
_TINY: Final = 1e-12
_RECORD, _STEPS = "record", ".steps"
#: What reading a damaged file raises.
_UNREADABLE: Final = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    zipfile.BadZipFile,
    zlib.error,
)

#: Heads of the network, by the names of the artefact.
HEADS: Final = ("answers.0", "answers.2", "pieces")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Probability that a passage supports a claim: ``1 / (1 + exp(-(scale * logit + bias)))``.

    That a passage answers a question depends on the search as well; see ``answering.certainty``.
    """

    scale: float = 1.0
    bias: float = 0.0


@dataclass(frozen=True, slots=True)
class Record:
    """What the artefact says of itself; ``model`` is the embedding model it belongs to."""

    version: int
    model: str
    calibration: Calibration
    figures: Mapping[str, float]


class ReaderWeights:
    """The bundled model's tensors with the reader's differences, and the reader's heads.

    Takes the place of a ``PackedModel`` where a graph is built.
    """

    def __init__(self, packed: PackedModel, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._packed = packed
        self._arrays = arrays

    @property
    def architecture(self) -> Architecture:
        """The encoder's shape."""
        return self._packed.architecture

    @property
    def words(self) -> PackedModel:
        """Where the word embeddings are: the reader has none of its own."""
        return self._packed

    def floats(self, name: str) -> Floats:
        """Tensor ``name``, flat: (n,) float32."""
        steps = self._arrays.get(f"{name}{_STEPS}")
        if steps is not None:
            difference = self._arrays[name].astype(np.float32) * steps.astype(np.float32)[:, None]
            return np.asarray(self._packed.floats(name) + difference.reshape(-1), np.float32)
        if name in self._arrays:
            return self._arrays[name].astype(np.float32).reshape(-1)
        return self._packed.floats(name)


def write(
    path: Path, packed: PackedModel, trained: Mapping[str, npt.NDArray[Any]], record: Record
) -> None:
    """Write what was ``trained``: tensors by the names of the packed model, and the heads."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, values in trained.items():
        if values.ndim == 2 and not name.startswith(HEADS):
            base = packed.floats(name).reshape(values.shape)
            arrays[name], arrays[f"{name}{_STEPS}"] = _quantised(values - base)
        else:
            arrays[name] = values.astype(np.float16)
    said = json.dumps(asdict(record), ensure_ascii=False, sort_keys=True).encode()
    arrays[_RECORD] = np.frombuffer(said, np.uint8)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def read(path: Path) -> tuple[Record, dict[str, npt.NDArray[Any]]]:
    """The record and the arrays of an artefact.  Raises ModelError when it cannot be read."""
    with _opened(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
        return _record(arrays.pop(_RECORD)), arrays


def read_record(path: Path) -> Record:
    """The record alone.  Raises ModelError as ``read`` does."""
    with _opened(path) as stored:
        return _record(stored[_RECORD])


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The stored arrays by name; what goes wrong while they are read is a ModelError."""
    try:
        with np.load(path) as stored:
            yield stored
    except _UNREADABLE as error:
        raise ModelError(
            f"The reader's artefact {path} cannot be read: {error}",
            "Install the package again; without the artefact answers are ranked, not read.",
        ) from error


def _record(stored: npt.NDArray[Any]) -> Record:
    said = json.loads(stored.tobytes())
    return Record(
        int(said["version"]),
        str(said["model"]),
        Calibration(**said["calibration"]),
        {str(name): float(value) for name, value in said["figures"].items()},
    )


def _quantised(difference: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int8], npt.NDArray[Any]]:
    """Whole numbers of steps, and a step for each row."""
    steps = np.maximum(np.abs(difference).max(axis=1) / _LEVELS, _TINY).astype(np.float16)
    steps = np.where(steps == 0, np.float16(6e-8), steps)
    values = np.rint(difference / steps.astype(np.float32)[:, None])
    return np.clip(values, -_LEVELS, _LEVELS).astype(np.int8), steps
