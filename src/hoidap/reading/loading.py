"""From the settings to a reader that works, or none.

The graph is made once from the artefact and the bundled embedding model, in a folder of its
own beside that model's.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from hoidap.embedding import sealed_folder
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.embedding.preparation import source_file
from hoidap.embedding.weights import PackedModel
from hoidap.reading import artefact
from hoidap.reading.artefact import Record
from hoidap.reading.reader import Reader
from hoidap.settings import Settings

ARTEFACT: Final = "reader.npz"
_GRAPH: Final = "reader-8bit.onnx"
#: Raise when what is written changes.
_PREPARATION_VERSION: Final = 1


def artefact_path() -> Path:
    """Where the package's artefact is; need not exist."""
    return Path(str(resources.files("hoidap.reading").joinpath(ARTEFACT)))


def reader_record(path: Path | None = None) -> Record | None:
    """What the artefact says of itself; None without one.  Raises ModelError when damaged."""
    found = path or artefact_path()
    return artefact.read_record(found) if found.is_file() else None


def load_reader(settings: Settings, embedder: Embedder) -> Reader | None:
    """The reader for an embedder; None where it is not wanted, without an artefact
    or with another embedding model.

    Raises ModelError when the artefact is damaged, OSError when the graph cannot be written.
    """
    path = artefact_path()
    if not settings.reader or not path.is_file() or not isinstance(embedder, OnnxEmbedder):
        return None
    record = artefact.read_record(path)
    if record.version != artefact.VERSION or record.model != embedder.name:
        return None
    graph = prepare(settings.model_cache, path) / _GRAPH
    return Reader(graph, embedder.tokenizer, record.calibration)


def prepare(cache_folder: Path, path: Path) -> Path:
    """The folder with the graph made from the artefact at ``path``, making it if need be."""
    folder = cache_folder.expanduser() / f"hoidap-reader-{_digest(path)}-{_PREPARATION_VERSION}"

    def build(temporary: Path) -> None:
        # Needed once, and importing onnx would slow every start down.
        from hoidap.reading import graph  # noqa: PLC0415

        _, arrays = artefact.read(path)
        weights = artefact.ReaderWeights(PackedModel.open(source_file()), arrays)
        graph.write(weights, temporary / _GRAPH)

    return sealed_folder.ensure(folder, build)


@cache
def _digest(path: Path) -> str:
    return sealed_folder.sha256(path)[:12]
