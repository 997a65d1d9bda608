"""The encoder of the bundled model as ONNX nodes in 8 bits, for whatever is built on it.

Linear layers multiply integers.  Each row of the activations (one token) is
divided by its own largest absolute value and rounded to 8 bits around 128;
each column of the weights (one output) is rounded to 7 bits around 0; the
product is scaled back in float32.  Measured on 138-token Vietnamese passages
against float32:

- one scale for a whole tensor, as ONNX Runtime's own dynamic quantisation
  has it: lowest cosine 0.994, and it lets texts of a batch influence each other;
- one scale per token, weights in 8 bits: 0.999; in 7 bits: 0.998, same speed.

7 bits because processors without VNNI add pairs of products in 16 bits, and
255 * 127 * 2 overflows there while 255 * 63 * 2 does not: the same index can
be served by any machine.

Everything else is float32.  The word embeddings stay in the 4 bits they come
in, which is exact and keeps 320 MB out of memory.  Layer norm is written as
additions and ``LayerNormalization``: the fused operator is four times slower.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from hoidap.embedding.prepared_files import GRAPH_INPUT
from hoidap.embedding.weights import BLOCK, Architecture, Floats, PackedModel

_WEIGHT_LEVELS = 63  # 7 bits: -63 to 63
_ACTIVATION_LEVELS = 127  # 8 bits: 1 to 255 around 128
_ZERO_POINT = 128
_TINY = 1e-9  # instead of dividing by zero when a row is all zeros

#: Operators of ONNX Runtime itself: block-wise gather, scaled integer product, attention, GELU.
_CONTRIB = "com.microsoft"

#: What onnxruntime 1.30 reads; newer ones read it too.
_OPSET, _IR_VERSION = 21, 10


class Tensors(Protocol):
    """Weights of an encoder of the bundled model's shape, by the names of its file."""

    @property
    def architecture(self) -> Architecture:
        """The encoder's shape."""

    def floats(self, name: str) -> Floats:
        """Tensor ``name``, flat: (n,) float32."""


class GraphBuilder:
    """Collects nodes and constants; values are known by the names it returns."""

    def __init__(self, packed: PackedModel, tensors: Tensors | None = None) -> None:
        """Word embeddings from ``packed``; the layers from ``tensors`` if they are others."""
        self.packed = packed
        self.tensors: Tensors = tensors or packed
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.constant("sequence_axis", np.array([1], np.int64))
        self.constant("last_axis", np.array([-1], np.int64))
        self.constant("tiny", np.array(_TINY, np.float32))
        self.constant("step", np.array(1 / _ACTIVATION_LEVELS, np.float32))
        self.constant("zero_point", np.array(_ZERO_POINT, np.uint8))

    def model(
        self,
        name: str,
        inputs: list[onnx.ValueInfoProto],
        outputs: list[onnx.ValueInfoProto],
    ) -> onnx.ModelProto:
        """Everything collected, as one model."""
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        """A constant, known by ``name``."""
        self.constants.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def weights(self, name: str) -> str:
        """A float32 vector of the packed model, as a constant of the same name."""
        return self.constant(name, self.tensors.floats(name))

    def node(
        self, op: str, *inputs: str, domain: str = "", output: str = "", **attributes: Any
    ) -> str:
        """The (first) output of one more operation."""
        output = output or f"{op}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(op, list(inputs), [output], output, domain=domain, **attributes)
        )
        return output

    def norm(self, x: str, name: str) -> str:
        """Layer norm ``name`` of ``x``."""
        scale, bias = self.weights(f"{name}.w"), self.weights(f"{name}.b")
        epsilon = self.packed.architecture.epsilon
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)


def encode(builder: GraphBuilder) -> str:
    """All layers over the graph's input: (1, length, hidden) float32."""
    x = embed(builder)
    for layer in range(builder.packed.architecture.layers):
        x = attend(builder, x, f"l{layer}")
        x = feed_forward(builder, x, f"l{layer}")
    return x


def embed(builder: GraphBuilder) -> str:
    """Word, position and token type embeddings, added and normalised: (1, length, hidden)."""
    packed, hidden = builder.packed, builder.packed.architecture.hidden
    blocks = packed.blocks("emb.word")
    shape = (packed.architecture.vocabulary, hidden)
    signed = (blocks.nibbles.astype(np.int8) - 8).reshape(shape) & 0x0F
    pairs = (signed[:, 0::2] | (signed[:, 1::2] << 4)).astype(np.uint8)
    builder.constants.append(
        helper.make_tensor("words", TensorProto.INT4, shape, pairs.tobytes(), raw=True)
    )
    scales = blocks.scales.astype(np.float32).reshape(len(pairs), -1)
    words = builder.node(
        "GatherBlockQuantized",
        "words",
        GRAPH_INPUT,
        builder.constant("word_scales", scales),
        domain=_CONTRIB,
        gather_axis=0,
        quantize_axis=1,
        block_size=BLOCK,
    )
    # Only token type 0 is ever used, so its embedding is part of every position's.
    positions = packed.floats("emb.pos").reshape(-1, hidden) + packed.floats("emb.type")[:hidden]
    builder.constant("positions", positions)
    zero = builder.constant("zero", np.array([0], np.int64))
    length = builder.node("Shape", GRAPH_INPUT, start=1, end=2)
    here = builder.node("Slice", "positions", zero, length, zero)
    return builder.norm(builder.node("Add", words, here), "emb.ln")


def attend(builder: GraphBuilder, x: str, layer: str) -> str:
    """Self-attention with its residual and norm; its three inputs share one rounding."""
    rounded, largest = _round(builder, x)
    projected = [_multiply(builder, rounded, largest, f"{layer}.{part}") for part in "qkv"]
    biases = np.concatenate([builder.tensors.floats(f"{layer}.{part}.b") for part in "qkv"])
    mixed = builder.node(
        "MultiHeadAttention",
        *projected,
        builder.constant(f"{layer}.qkv.b", biases),
        domain=_CONTRIB,
        num_heads=builder.packed.architecture.heads,
    )
    return _close(builder, mixed, x, f"{layer}.ao", f"{layer}.aln")


def feed_forward(builder: GraphBuilder, x: str, layer: str) -> str:
    """The two linear layers behind self-attention, with their residual and norm."""
    inner = _multiply(builder, *_round(builder, x), f"{layer}.fi")
    inner = builder.node("BiasGelu", inner, builder.weights(f"{layer}.fi.b"), domain=_CONTRIB)
    return _close(builder, inner, x, f"{layer}.fo", f"{layer}.oln")


def _close(builder: GraphBuilder, inner: str, residual: str, linear: str, norm: str) -> str:
    """Norm of residual + linear(inner): the end of both halves of a layer."""
    product = _multiply(builder, *_round(builder, inner), linear)
    biased = builder.node("Add", product, builder.weights(f"{linear}.b"))
    return builder.norm(builder.node("Add", biased, residual), norm)


def _round(builder: GraphBuilder, x: str) -> tuple[str, str]:
    """``x`` in 8 bits, and each row's largest absolute value to scale it back by."""
    absolute = builder.node("Abs", x)
    largest = builder.node("ReduceMax", absolute, "last_axis", keepdims=1)
    largest = builder.node("Max", largest, "tiny")
    unit = builder.node("Div", x, largest)
    return builder.node("QuantizeLinear", unit, "step", "zero_point"), largest


def _multiply(builder: GraphBuilder, rounded: str, largest: str, name: str) -> str:
    """Rounded activations times the weights of ``name``, in float32, without the bias."""
    values, steps = quantise(_matrix(builder.tensors, name))
    product = builder.node(
        "MatMulIntegerToFloat",
        rounded,
        builder.constant(f"{name}.values", values),
        "step",
        builder.constant(f"{name}.steps", steps),
        "zero_point",
        domain=_CONTRIB,
    )
    return builder.node("Mul", product, largest)


def _matrix(tensors: Tensors, name: str) -> Floats:
    """The weights of linear layer ``name`` as (in, out)."""
    outputs = len(tensors.floats(f"{name}.b"))
    return tensors.floats(f"{name}.w").reshape(outputs, -1).T


def quantise(matrix: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """7-bit integers and a step per column: ``matrix`` is about values * steps."""
    steps = (np.abs(matrix).max(axis=0) / np.float32(_WEIGHT_LEVELS)).astype(np.float32)
    steps = np.maximum(steps, np.float32(_TINY))
    return np.rint(matrix / steps).astype(np.int8), steps
