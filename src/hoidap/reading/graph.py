"""The reader as an ONNX graph in 8 bits.

Inputs: ``ids`` (1, length) int64, one pair of question and passage; ``passage`` (2,) int64,
where the passage's pieces begin and end in it.  Outputs: ``answers`` (1, 1) float32, the logit
of "this passage answers"; ``pieces`` (1, length, 3) float32, the logits of evidence, of the
answer's first and of its last piece.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import onnx
from onnx import TensorProto, helper

from hoidap.embedding.onnx_encoder import GraphBuilder, encode
from hoidap.embedding.prepared_files import GRAPH_INPUT
from hoidap.embedding.weights import Floats
from hoidap.reading.artefact import ReaderWeights
from hoidap.reading.graph_names import ANSWERS_OUTPUT, PASSAGE_INPUT, PIECES_OUTPUT

_PIECE_OUTPUTS: Final = 3


def write(weights: ReaderWeights, path: Path) -> None:
    """Write the graph of ``weights`` to ``path``, one file with its weights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights), str(path))


def build(weights: ReaderWeights) -> onnx.ModelProto:
    """The whole graph with its weights."""
    builder = GraphBuilder(weights.words, weights)
    states = encode(builder)
    zero = builder.constant("first", np.array([0], np.int64))
    one = builder.constant("second", np.array([1], np.int64))
    two = builder.constant("behind", np.array([2], np.int64))
    start = builder.node("Slice", PASSAGE_INPUT, zero, one)
    end = builder.node("Slice", PASSAGE_INPUT, one, two)
    passage = builder.node("Slice", states, start, end, one)
    mean = builder.node("ReduceMean", passage, "sequence_axis", keepdims=0)
    whole = builder.node("Slice", states, zero, one, one)
    first = builder.node("Squeeze", whole, one)
    both = builder.node("Concat", first, mean, axis=1)
    inner = builder.node("Tanh", _linear(builder, both, "answers.0"))
    builder.node("Identity", _linear(builder, inner, "answers.2"), output=ANSWERS_OUTPUT)
    builder.node("Identity", _linear(builder, states, "pieces"), output=PIECES_OUTPUT)
    return builder.model(
        "hoidap-reader",
        [
            helper.make_tensor_value_info(GRAPH_INPUT, TensorProto.INT64, [1, "length"]),
            helper.make_tensor_value_info(PASSAGE_INPUT, TensorProto.INT64, [2]),
        ],
        [
            helper.make_tensor_value_info(ANSWERS_OUTPUT, TensorProto.FLOAT, [1, 1]),
            helper.make_tensor_value_info(
                PIECES_OUTPUT, TensorProto.FLOAT, [1, "length", _PIECE_OUTPUTS]
            ),
        ],
    )


def _linear(builder: GraphBuilder, x: str, name: str) -> str:
    """A head's linear layer in float32."""
    bias: Floats = builder.tensors.floats(f"{name}.bias")
    matrix = builder.tensors.floats(f"{name}.weight").reshape(len(bias), -1).T
    product = builder.node("MatMul", x, builder.constant(f"{name}.weight", matrix))
    return builder.node("Add", product, builder.constant(f"{name}.bias", bias))
