"""Names and prompts of the prepared model's folder, shared by who writes and who reads it."""

from __future__ import annotations

#: The 8-bit graph and the vocabulary of the quick runtime; all else in the folder is
#: sentence-transformers' own layout.
GRAPH = "onnx/model-8bit.onnx"
VOCABULARY = "onnx/vocabulary.npz"

GRAPH_INPUT, GRAPH_OUTPUT = "ids", "vector"  # (1, length) int64 and (1, hidden) float32

#: From the model card of intfloat/multilingual-e5-small: every input starts with one of them.
PROMPTS = {"query": "query: ", "passage": "passage: "}
