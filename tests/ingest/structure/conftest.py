"""Data that is read in place and never part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hoidap.vietnamese.normalisation import canonical_text

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def shared_seed() -> str:
    """The canonical text of the seed interview; skips when the shared folder is absent."""
    folder = Path(os.environ.get("SHARED_FOLDER", ROOT.parent / "shared"))
    path = folder / "seed" / "phong-van-huyen-hai-ha.txt"
    if not path.is_file():
        pytest.skip(f"{path} is absent: the seed interview is not part of this repository")
    return canonical_text(path.read_text(encoding="utf-8"))
