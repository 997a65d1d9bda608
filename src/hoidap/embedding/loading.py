"""From the setting ``model`` to an embedder that works."""

from __future__ import annotations

from hoidap.embedding.embedder import Embedder
from hoidap.embedding.preparation import BUNDLED_NAME, prepare
from hoidap.embedding.sentence_transformer import SentenceTransformerEmbedder
from hoidap.settings import BUNDLED_MODEL, Settings


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that ``settings.model`` names.  Raises ModelError.

    The bundled model is prepared under ``settings.model_cache`` on first use.
    """
    if settings.model == BUNDLED_MODEL:
        return SentenceTransformerEmbedder(prepare(settings.model_cache), BUNDLED_NAME)
    return SentenceTransformerEmbedder(settings.model)
