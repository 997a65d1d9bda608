"""What a model writes, cut into sentences while it comes, without its markup.

A sentence is complete when the next one has begun, so the markers behind its
full stop ("... năm 2016. [1]") are still its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from hoidap.vietnamese.normalisation import canonical_text
from hoidap.vietnamese.sentences import split_sentences

#: A longer sentence is no sentence: a model that does not stop.
LONGEST: Final = 800

_THINKING: Final = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_MARKER: Final = re.compile(
    r"\s*\[(?:đoạn |nguồn |số )?(\d{1,3}(?:\s*[,;và]+\s*(?:đoạn )?\d{1,3})*)\]", re.IGNORECASE
)
_BEHIND: Final = re.compile(rf"([.!?…;:]+)((?:{_MARKER.pattern})+)", re.IGNORECASE)
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_TAG: Final = re.compile(
    r"<(script|style)\b.*?(?:</\1>|\Z)|</?[a-zA-Z!][^<>]*>|<\|[^|]*\|>", re.DOTALL | re.IGNORECASE
)
_LINE_MARK: Final = re.compile(r"^[ \t]*(?:#{1,6} |[-*+•–] |>+ ?|\d{1,2}[.)] |\|)", re.MULTILINE)
#: The prompt's own lines, which small models repeat.
_ECHO: Final = re.compile(r"^\W*(?:ĐOẠN \d+ ?:|Câu hỏi ?:).*$", re.MULTILINE | re.IGNORECASE)
_MARKS: Final = re.compile(r"[*_`~|<>⟦⟧]+")
_OPENING: Final = re.compile(r"\A\s*(?:trả lời|đáp|câu trả lời|tóm tắt|câu viết lại)\s*:\s*", re.I)
_END: Final = re.compile(r"[.!?…]\Z")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as the model wrote it, and the passages it says it rests on (1-based)."""

    text: str
    cited: tuple[int, ...]


def drafts(pieces: Iterable[str]) -> Iterator[Draft]:
    """The sentences of a stream, each as soon as it is complete; an unfinished end is dropped."""
    buffer, given = "", 0
    for piece in pieces:
        buffer += piece
        if not _may_end(piece) and len(buffer) < LONGEST * (given + 2):
            continue
        complete = _complete(buffer)
        for text in complete[given:]:
            draft = _draft(text)
            if draft is not None:
                yield draft
        given = max(given, len(complete))
    whole = _sentences(buffer)
    for text in whole[given:]:
        draft = _draft(text)
        if draft is not None and (draft.cited or _END.search(draft.text)):
            yield draft


def _may_end(piece: str) -> bool:
    """Whether a piece can complete a sentence; most tokens cannot, which saves reading again."""
    return any(character in ".!?…;:\n]" or character.isspace() for character in piece)


def _complete(buffer: str) -> list[str]:
    """The sentences behind which another has begun with a whole word.

    Less says nothing yet: "15.5." may go on with the year, "thể." with its marker.
    """
    sentences = _sentences(buffer)
    if not sentences:
        return []
    begun = sentences[-1]
    whole = " " in begun or buffer[-1:].isspace()
    is_marker = begun.startswith("[") and "]" not in begun
    return sentences[:-1] if whole and not is_marker else sentences[:-2]


def _sentences(buffer: str) -> list[str]:
    """The sentences so far, with their markers, the last perhaps unfinished."""
    text = _THINKING.sub(" ", buffer)
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    text = _LINE_MARK.sub("", _ECHO.sub("", _OPENING.sub("", text)))
    text = canonical_text(_BEHIND.sub(r"\2\1", text))
    return [text[start:end] for start, end in split_sentences(text)]


def _draft(text: str) -> Draft | None:
    numbers = [int(n) for found in _MARKER.finditer(text) for n in re.findall(r"\d+", found[1])]
    plain = _MARKS.sub("", _MARKER.sub("", text))
    plain = re.sub(r"\[[^\[\]]*\]", "", plain)
    plain = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(plain.split())).strip(" -–•;:")
    if not any(map(str.isalnum, plain)) or len(plain) > LONGEST:
        return None
    return Draft(plain, tuple(dict.fromkeys(numbers)))
