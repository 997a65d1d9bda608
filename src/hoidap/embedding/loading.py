"""From the setting ``model`` to an embedder that works."""

from __future__ import annotations

from hoidap.embedding.embedder import Embedder
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.embedding.preparation import BUNDLED_NAME, prepare
from hoidap.embedding.sentence_transformer import SentenceTransformerEmbedder
from hoidap.errors import ModelError
from hoidap.settings import BUNDLED_MODEL, Settings


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that ``settings.model`` names.  Raises ModelError.

    The bundled model is prepared under ``settings.model_cache`` on first use
    and run by ONNX Runtime; any other is loaded by sentence-transformers.
    """
    if settings.model != BUNDLED_MODEL:
        return SentenceTransformerEmbedder(settings.model)
    folder = prepare(settings.model_cache)
    try:
        return OnnxEmbedder(folder, BUNDLED_NAME)
    except ModelError:
        # Damage that sizes do not show: look at every byte, make it again, and try once more.
        return OnnxEmbedder(prepare(settings.model_cache, full=True), BUNDLED_NAME)
