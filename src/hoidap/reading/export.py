"""From trained networks to the artefact that is shipped.

``python -m hoidap.reading.export NETWORK[:SHARE] ... --out ARTEFACT [--figure NAME=VALUE ...]``

Several networks are averaged by their shares: the mean of two trainings that began at the same
weights reads unseen documents better than either (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hoidap.embedding.preparation import BUNDLED_NAME, source_file
from hoidap.embedding.weights import PackedModel
from hoidap.reading import artefact
from hoidap.reading.artefact import Calibration, Record
from hoidap.reading.checkpoints import mean_of, tensors_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the artefact and print its size; 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("networks", nargs="+", help="what training wrote, or an artefact")
    parser.add_argument("--out", type=Path, required=True, help="the artefact to write")
    parser.add_argument("--scale", type=float, default=1.0, help="calibration of the logit")
    parser.add_argument("--bias", type=float, default=0.0)
    parser.add_argument("--figure", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args(arguments)
    packed = PackedModel.open(source_file())
    state = mean_of([_with_share(each) for each in given.networks], packed)
    figures = dict(each.split("=", 1) for each in given.figure)
    record = Record(
        artefact.VERSION,
        BUNDLED_NAME,
        Calibration(given.scale, given.bias),
        {name: float(value) for name, value in figures.items()},
    )
    artefact.write(given.out, packed, tensors_of(state, packed), record)
    size = given.out.stat().st_size / 1_000_000
    sys.stdout.write(f"{given.out}: {size:.1f} MB\n")
    return 0


def _with_share(given: str) -> tuple[Path, float]:
    """``PATH:SHARE``; the share is 1 when it is not said."""
    path, colon, share = given.rpartition(":")
    return (Path(path), float(share)) if colon else (Path(given), 1.0)


if __name__ == "__main__":
    sys.exit(main())
