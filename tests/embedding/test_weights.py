"""The packed file is read value by value, and anything else is refused with a remedy."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from hoidap.embedding.preparation import source_file
from hoidap.embedding.weights import PackedModel
from hoidap.errors import ModelError

NIBBLES = list(range(16)) + list(range(15, -1, -1))  # the 32 weights of one block


def packed_file() -> bytes:
    """A model of one float tensor and one 4-bit tensor, written by hand."""
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 2, 64, 3, 8, 2, 1e-12, 32)
    text = "<s></s>ố".encode()
    tokenizer = struct.pack("<5iQ4I3f", 3, 0, 1, 1, 1, len(text), 0, 3, 7, len(text), 0, 0, -2.5)
    tokenizer += text + struct.pack("<iI", 1, 9) + b"\0" * 9
    block = struct.pack("<e", 0.5) + bytes(NIBBLES[i] | NIBBLES[i + 16] << 4 for i in range(16))
    floats = struct.pack("<2f", 1.5, -2.0)
    directory_size = 4 + 2 * (2 + 1 + 21)
    offset = len(head) + len(tokenizer) + directory_size
    directory = struct.pack("<i", 2)
    directory += struct.pack("<H", 1) + b"f" + struct.pack("<BIQQ", 0, 2, offset, 8)
    directory += struct.pack("<H", 1) + b"q" + struct.pack("<BIQQ", 1, 32, offset + 8, 18)
    return head + tokenizer + directory + floats + block


def test_architecture_and_vocabulary_are_read() -> None:
    packed = PackedModel(packed_file())
    assert (packed.architecture.hidden, packed.architecture.token_types) == (32, 2)
    assert packed.architecture.epsilon == pytest.approx(1e-12)
    assert packed.vocabulary.pieces == ("<s>", "</s>", "ố")
    assert packed.vocabulary.scores == (0.0, 0.0, -2.5)
    assert packed.tensor_names == ("f", "q")


def test_four_bit_weights_are_nibble_minus_eight_times_scale() -> None:
    packed = PackedModel(packed_file())
    assert packed.floats("f").tolist() == [1.5, -2.0]
    assert packed.floats("q").tolist() == [(nibble - 8) * 0.5 for nibble in NIBBLES]
    assert packed.blocks("q").nibbles.tolist() == [NIBBLES]


def test_the_bundled_file_is_the_model_it_is_said_to_be() -> None:
    packed = PackedModel.open(source_file())
    shape = packed.architecture
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward) == (384, 12, 12, 1536)
    assert (shape.positions, len(packed.vocabulary.pieces)) == (512, 250_002)
    word = packed.floats("emb.word")
    assert word.size == shape.vocabulary * shape.hidden
    assert np.isfinite(word).all()


@pytest.mark.parametrize("keep", [3, 20, 60, 100, 130])
def test_a_file_cut_short_is_refused(keep: int) -> None:
    with pytest.raises(ModelError, match="pip install"):
        PackedModel(packed_file()[:keep])


def test_a_tensor_cut_short_is_refused() -> None:
    packed = PackedModel(packed_file()[:-1])
    with pytest.raises(ModelError, match="'q' is cut short"):
        packed.floats("q")


def test_another_format_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="GGUF"):
        PackedModel(b"GGUF" + packed_file()[4:])
    with pytest.raises(ModelError, match=r"absent\.bin"):
        PackedModel.open(tmp_path / "absent.bin")
    with pytest.raises(ModelError, match="no tensor 'x'"):
        PackedModel(packed_file()).floats("x")
