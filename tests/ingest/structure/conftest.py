"""Data that is read in place and never part of the repository."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from hoidap.vietnamese.normalisation import canonical_text
from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.registry import extract_file
from tests.once import made_once

ROOT = Path(__file__).resolve().parents[3]
#: Bytes of the largest file that is read.
LARGEST = 100_000_000


@pytest.fixture
def shared_seed() -> str:
    """The canonical text of the seed interview; skips when the shared folder is absent."""
    folder = Path(os.environ.get("SHARED_FOLDER", ROOT.parent / "shared"))
    path = folder / "seed" / "phong-van-huyen-hai-ha.txt"
    if not path.is_file():
        pytest.skip(f"{path} is absent: the seed interview is not part of this repository")
    return canonical_text(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def real_texts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ExtractedText]:
    """The texts of the real documents by file name, extracted once; some need LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")

    def make(folder: Path) -> None:
        conditions = Conditions(scratch=tmp_path_factory.mktemp("real"))
        texts = {
            path.name: next(iter(extract_file(path, path.name, LARGEST, conditions)))
            for path in sorted((shared / "real-dev/docs").iterdir())
        }
        (folder / "texts").write_bytes(pickle.dumps(texts))

    made = made_once(tmp_path_factory, "real-texts", make)
    found: dict[str, ExtractedText] = pickle.loads((made / "texts").read_bytes())
    return found
