"""From a trained network to the artefact that is shipped.

``python -m hoidap.reading.export NETWORK ARTEFACT [--figure NAME=VALUE ...]``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch

from hoidap.embedding.preparation import BUNDLED_NAME, source_file
from hoidap.embedding.weights import PackedModel
from hoidap.reading import artefact
from hoidap.reading.artefact import HEADS, Calibration, Record

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


def tensors_of(state: Mapping[str, Any], packed: PackedModel) -> dict[str, npt.NDArray[Any]]:
    """What a network's state holds beyond the packed model, by the names of the artefact."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name, value in state.items():
        values = value.float().numpy()
        if name.startswith(HEADS):
            found[name] = values
        elif name.startswith(_LAYER):
            layer, _, rest = name.removeprefix(_LAYER).partition(".")
            part, _, kind = rest.rpartition(".")
            packed_name = f"l{layer}.{_PARTS[part]}.{_KINDS[kind]}"
            base = packed.floats(packed_name)
            # Half precision rounds what was not trained, too.
            if not np.allclose(values.reshape(-1), base, rtol=1e-3, atol=1e-4):
                found[packed_name] = values
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the artefact and print its size; 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("network", type=Path, help="what training wrote")
    parser.add_argument("artefact", type=Path, help="the file to write")
    parser.add_argument("--scale", type=float, default=1.0, help="calibration of the logit")
    parser.add_argument("--bias", type=float, default=0.0)
    parser.add_argument("--figure", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args(arguments)
    packed = PackedModel.open(source_file())
    state = torch.load(given.network, map_location="cpu", weights_only=True)
    figures = dict(each.split("=", 1) for each in given.figure)
    record = Record(
        artefact.VERSION,
        BUNDLED_NAME,
        Calibration(given.scale, given.bias),
        {name: float(value) for name, value in figures.items()},
    )
    artefact.write(given.artefact, packed, tensors_of(state, packed), record)
    size = given.artefact.stat().st_size / 1_000_000
    sys.stdout.write(f"{given.artefact}: {size:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
