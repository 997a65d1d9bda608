"""The bundled model's tokenizer in plain Python, for a quick start.

Gives exactly the ids of ``tokenization.build_tokenizer``, which holds the
explanation; tests compare the two on all of Unicode and on arbitrary texts.
The ``tokenizers`` library needs 0.7 s and 250 MB to load the 250,002 pieces of
this vocabulary; a dictionary of them takes 0.15 s and 50 MB.  It is slower per
new word, but Vietnamese words are one of some ten thousand syllables, and the
split of each is remembered: 2,131 law articles take 0.25 s here, 0.84 s there.
Only words of a million characters are slow (7 s against 1 s).

The most probable split is found by dynamic programming over the positions of
a word (Viterbi; Kudo 2018, "Subword Regularization", section 3.2).
"""

from __future__ import annotations

import math
import re
import unicodedata
from pathlib import Path

import numpy as np

from hoidap.embedding.weights import Vocabulary

#: Nmt: control characters vanish, other blanks and separators become spaces.
_CONTROLS = [*range(0x01, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0x8F, 0x9F]
_BLANKS = [
    *(0x09, 0x0A, 0x0C, 0x0D, 0x1680, *range(0x200B, 0x2010)),
    *(0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD),
]
_NMT = dict.fromkeys(_CONTROLS, "") | dict.fromkeys(_BLANKS, " ")
_SPACES = re.compile(" {2,}")

#: An unknown character costs this much more than the least probable piece (SentencePiece).
_UNKNOWN_PENALTY = 10.0

#: Words remembered before starting anew: all Vietnamese syllables and their punctuation fit
#: several times; about 20 MB.
_REMEMBERED = 100_000
#: Longer words (addresses, base64) hardly come again.
_REMEMBERED_LENGTH = 32


class UnigramTokenizer:
    """Texts to ids, without prompts or padding.  Threads may share one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._scores = vocabulary.scores
        self._ids = dict(zip(vocabulary.pieces, range(len(vocabulary.pieces)), strict=True))
        self._bos, self._eos, self._unk = vocabulary.bos, vocabulary.eos, vocabulary.unk
        self._longest = max(map(len, vocabulary.pieces))
        self._unknown = min(vocabulary.scores) - _UNKNOWN_PENALTY
        self._remembered: dict[str, list[int]] = {}

    def encode(self, text: str, limit: int | None = None) -> list[int]:
        """Ids of ``text`` between ``<s>`` and ``</s>``; at most ``limit`` with these two."""
        ids: list[int] = []
        normalised = normalise(text)
        # A blank at the start is the first word's own, not one more word.
        for word in normalised.removeprefix(" ").split(" ") if normalised else ():
            ids += self._remembered.get(word) or self._remember(word)
        if limit is not None:
            del ids[max(0, limit - 2) :]
        return [self._bos, *ids, self._eos]

    def _remember(self, word: str) -> list[int]:
        ids = self._split("▁" + word)
        if len(word) <= _REMEMBERED_LENGTH:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered = {}
            self._remembered[word] = ids
        return ids

    def _split(self, word: str) -> list[int]:
        """The most probable pieces of ``word``; neighbouring unknown characters become one."""
        best = [0.0] + [-math.inf] * len(word)  # log-probability of the first n characters
        piece = [self._unk] * (len(word) + 1)  # the last piece of that split
        origin = [0] * (len(word) + 1)  # and where it begins
        for start in range(len(word)):
            score = best[start]
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                found = self._ids.get(word[start:end])
                if found is not None:
                    total = score + self._scores[found]
                elif end == start + 1:
                    found, total = self._unk, score + self._unknown
                else:
                    continue
                if total > best[end]:
                    best[end], piece[end], origin[end] = total, found, start
        ids: list[int] = []
        end = len(word)
        while end:
            if not (ids and ids[-1] == piece[end] == self._unk):
                ids.append(piece[end])
            end = origin[end]
        return ids[::-1]


def normalise(text: str) -> str:
    """``text`` as the vocabulary spells it: Nmt, NFKC, no two spaces in a row."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text.translate(_NMT)))


def save(vocabulary: Vocabulary, path: Path) -> None:
    """Write ``vocabulary`` to ``path`` (.npz) for ``load``.  No piece holds a line break."""
    special = [vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk]
    text = "\n".join(vocabulary.pieces).encode()
    np.savez(
        path,
        text=np.frombuffer(text, np.uint8),
        scores=np.array(vocabulary.scores, np.float32),
        special=np.array(special, np.int64),
    )


def load(path: Path) -> UnigramTokenizer:
    """The tokenizer of a vocabulary written by ``save``.  Raises OSError, ValueError, KeyError."""
    with np.load(path) as arrays:
        pieces = arrays["text"].tobytes().decode().split("\n")
        scores, special = arrays["scores"].tolist(), arrays["special"].tolist()
    return UnigramTokenizer(Vocabulary(tuple(pieces), tuple(scores), *special))
