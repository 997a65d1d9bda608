"""A question and a passage as one input of the reader.

``<s> query: question </s> headings </s> passage </s>``, in the pieces of the bundled
model's vocabulary.  Passages are cut into words (runs without white space), each word
into its pieces, so that every piece knows the word it comes from: evidence is marked in
whole words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from hoidap.embedding.prepared_files import PROMPTS

#: Most pieces of each part; headings are cut at their start, where they are most general.
QUESTION_PIECES: Final = 64
HEADING_PIECES: Final = 48
#: Most pieces of a whole input.
PAIR_PIECES: Final = 384

#: Words that an input shares with the one before it, where a passage takes several.
SHARED_WORDS: Final = 40

#: ``<s>`` and three ``</s>``.
_SPECIAL: Final = 4


class Pieces(Protocol):
    """A tokenizer of the embedding model's vocabulary."""

    def encode(self, text: str, limit: int | None = None) -> list[int]:
        """Ids of ``text`` between ``<s>`` and ``</s>``."""


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """One input; ``words`` are those of the passage that fitted in.

    ``ids``: (length,).  ``start``: where the passage's pieces begin in ``ids``.
    ``words``: range of each word in the passage's text.  ``pieces``: for each word how
    many pieces it takes; together they are the passage's pieces.
    """

    ids: tuple[int, ...]
    start: int
    words: tuple[tuple[int, int], ...]
    pieces: tuple[int, ...]

    @property
    def end(self) -> int:
        """Behind the passage's last piece in ``ids``."""
        return self.start + sum(self.pieces)


def encode_pair(
    tokenizer: Pieces,
    question: str,
    headings: str,
    text: str,
    limit: int = PAIR_PIECES,
    first_word: int = 0,
) -> EncodedPair:
    """One input of at most ``limit`` pieces; what is too long is cut from the passage's end.

    ``first_word`` of the passage is where it begins.
    """
    bos, *_, eos = tokenizer.encode("")
    asked = _plain(tokenizer, PROMPTS["query"] + question)[:QUESTION_PIECES]
    above = _plain(tokenizer, headings)[-HEADING_PIECES:] if headings.strip() else []
    room = limit - len(asked) - len(above) - _SPECIAL
    words, pieces, ids = [], [], list[int]()
    for start, end in word_ranges(text)[first_word:]:
        of_word = _plain(tokenizer, text[start:end])[:room]
        if len(ids) + len(of_word) > room:
            break
        ids += of_word
        words.append((start, end))
        pieces.append(len(of_word))
    before = [bos, *asked, eos, *above, eos]
    return EncodedPair((*before, *ids, eos), len(before), tuple(words), tuple(pieces))


def is_read_whole(tokenizer: Pieces, question: str) -> bool:
    """Whether a question, or a claim, fits into the input to its last word."""
    return len(_plain(tokenizer, PROMPTS["query"] + question)) <= QUESTION_PIECES


def encode_windows(
    tokenizer: Pieces, question: str, headings: str, text: str, most: int
) -> list[EncodedPair]:
    """The whole passage in at most ``most`` inputs, each beginning inside the one before it."""
    pairs = [encode_pair(tokenizer, question, headings, text)]
    first, count = 0, len(word_ranges(text))
    while first + len(pairs[-1].words) < count and len(pairs) < most:
        first += max(1, len(pairs[-1].words) - SHARED_WORDS)
        pairs.append(encode_pair(tokenizer, question, headings, text, first_word=first))
    return pairs


def word_ranges(text: str) -> list[tuple[int, int]]:
    """The runs of ``text`` without white space."""
    ranges = []
    start = -1
    for at, character in enumerate(text):
        if character.isspace():
            if start >= 0:
                ranges.append((start, at))
                start = -1
        elif start < 0:
            start = at
    if start >= 0:
        ranges.append((start, len(text)))
    return ranges


def _plain(tokenizer: Pieces, text: str) -> list[int]:
    return tokenizer.encode(text)[1:-1]
