"""Any sentence-transformers model, run by torch, without network.

torch and sentence-transformers are imported when a model is loaded, not with
this module: they take seconds, and must not look for a hub on the network.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hoidap.embedding.embedder import Vectors
from hoidap.embedding.sealed_folder import sha256
from hoidap.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: Read by huggingface_hub and transformers when they are imported.
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TQDM_DISABLE": "1",  # no progress bar of loading weights in a server's log
    "TOKENIZERS_PARALLELISM": "false",  # a forked worker would only warn about it
}

#: Models of the E5 family need these prompts (their model cards), but their
#: folders do not name them.  The instruct variants use other ones.
_E5 = re.compile(r"(?:^|[/_-])e5-(?:small|base|large)(?:-v2)?(?:$|[/@_-])(?!instruct)")
_E5_PROMPTS = ("query: ", "passage: ")

#: Files of a model folder that its vectors depend on.
_CONTENT = frozenset({".json", ".safetensors", ".bin", ".model", ".txt"})

#: Used when a model states no limit: what nearly all encoders were trained with.
_USUAL_LIMIT = 512

#: Texts given to the model at once: more does not raise throughput on CPUs (sentence-transformers'
#: own default).
_BATCH = 32


class SentenceTransformerEmbedder:
    """An ``Embedder`` over a sentence-transformers model on the CPU, in float32."""

    def __init__(self, model: str | Path, name: str | None = None) -> None:
        """Load ``model``, a folder or a name found in the local hub cache.

        ``name`` is the vector space's identity; without it, the model's name
        and its revision or the hash of its weights.  Raises ModelError.
        """
        self._model = _load(str(model))
        self._name = name or _identity(str(model), self._model)
        self._query_prompt, self._passage_prompt = prompts_for(str(model), self._model.prompts)
        dimension = self._model.get_embedding_dimension()
        if not isinstance(dimension, int):
            raise ModelError(
                f"The model {model} does not give one vector per text.",
                "Set HOIDAP_MODEL to a sentence-transformers model with a pooling module.",
            )
        self._dimension = dimension

    @property
    def name(self) -> str:
        """Identity stored with an index: two embedders of one name give one vector space."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens and prompt included; the rest is cut off."""
        return self._model.get_max_seq_length() or _USUAL_LIMIT

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: (n, dimension) float32, L2-normalised."""
        return self._embed(texts, self._query_prompt)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: (n, dimension) float32, L2-normalised."""
        return self._embed(texts, self._passage_prompt)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens each text takes as a passage, special tokens and prompt included, uncut."""
        if not texts:
            return []
        prompted = [self._passage_prompt + text for text in texts]
        encoded = self._model.tokenizer(prompted, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.encode(
            list(texts),
            prompt=prompt,
            batch_size=_BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32)


def _load(model: str) -> SentenceTransformer:
    os.environ.update(_OFFLINE)
    # Here and not above: importing takes seconds and reads the environment just set.
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    try:
        return SentenceTransformer(model, device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, ImportError) as error:
        # The libraries speak of the network then, which is never tried.
        absent = isinstance(error, OSError) and not Path(model).expanduser().is_dir()
        reason = "it is no folder, nor in the local hub cache." if absent else str(error)
        raise ModelError(
            f"The embedding model {model} cannot be loaded: {reason}",
            "Set HOIDAP_MODEL to the path of a sentence-transformers folder on this machine; "
            "a model is never downloaded.",
        ) from error


def prompts_for(model: str, stated: Mapping[str, str | None]) -> tuple[str, str]:
    """Query and passage prompt: those the model states, else those its family needs."""
    query = stated.get("query") or ""
    passage = stated.get("document") or stated.get("passage") or ""
    if not query and not passage and _E5.search(model.lower()):
        return _E5_PROMPTS
    return query, passage


def content_name(folder: Path) -> str:
    """``name@hash`` of a model folder: the same again only for the same content."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _CONTENT and path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()} {sha256(path)}\n".encode())
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"


def _identity(model: str, loaded: SentenceTransformer) -> str:
    """A local folder's content name; a hub model's name and revision."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return content_name(folder)
    config = getattr(loaded[0], "config", None)
    return f"{model}@{str(getattr(config, '_commit_hash', None))[:12]}"
