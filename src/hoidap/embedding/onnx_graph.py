"""The bundled model as an ONNX graph in 8 bits, for ONNX Runtime on CPUs.

Input ``ids``: (1, length) int64, the tokens of one text.  Output ``vector``:
(1, hidden) float32, L2-normalised.  One text per run: no padding, no mask,
and a text's vector cannot depend on its neighbours.  The encoder and its
rounding are in ``onnx_encoder``.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto, helper

from hoidap.embedding.onnx_encoder import GraphBuilder, encode
from hoidap.embedding.prepared_files import GRAPH_INPUT, GRAPH_OUTPUT
from hoidap.embedding.weights import PackedModel


def write(packed: PackedModel, path: Path) -> None:
    """Write the graph of ``packed`` to ``path``, one file with its weights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(packed), str(path))


def build(packed: PackedModel) -> onnx.ModelProto:
    """The whole graph with its weights."""
    builder = GraphBuilder(packed)
    mean = builder.node("ReduceMean", encode(builder), "sequence_axis", keepdims=0)
    builder.node("LpNormalization", mean, axis=1, p=2, output=GRAPH_OUTPUT)
    hidden = packed.architecture.hidden
    return builder.model(
        "multilingual-e5-small",
        [helper.make_tensor_value_info(GRAPH_INPUT, TensorProto.INT64, [1, "length"])],
        [helper.make_tensor_value_info(GRAPH_OUTPUT, TensorProto.FLOAT, [1, hidden])],
    )
