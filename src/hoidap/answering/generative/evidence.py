"""The numbered passages that a model is given, made harmless and cut to its window.

Passages are data.  What looks like an instruction to a model (its own control
marks, "bỏ qua hướng dẫn", "hãy trả lời rằng") is blanked out, in what the model
sees and in what its sentences are checked against: an order that a document
holds can neither be followed nor be quoted as if it were content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hoidap.answering.generative import prompts
from hoidap.domain import Answer, Document, Metadata
from hoidap.retrieval.ranked import RankedPassage
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

#: Characters that one token stands for at least: Vietnamese in vocabularies made for English
#: takes a token for two characters; others take fewer tokens, so the window is never overrun.
CHARACTERS_A_TOKEN: Final = 2
#: Passages given at most: small models lose track of more.
MOST_PASSAGES: Final = 6
#: A shorter piece of a passage is not worth its heading.
SHORTEST: Final = 80

OPEN, CLOSE = "⟦", "⟧"
_BLANK: Final = "·"

_CONTROL: Final = re.compile(
    r"<\|[^|<>]{0,40}\|>|</?(?:s|system|assistant|user|think|start_of_turn|end_of_turn)>"
    r"|\[/?INST\]|<</?SYS>>|[⟦⟧]|```",
    re.IGNORECASE,
)
#: Orders to a model, folded: no official paper speaks so to its readers.
_ORDER: Final = re.compile(
    r"\b(?:bo qua|phot lo|quen|khong can tuan theo|ignore|disregard|forget)\b.{0,40}"
    r"\b(?:huong dan|chi dan|quy tac|yeu cau truoc|lenh|instructions?|prompts?|rules)\b"
    r"|\b(?:hay|phai|chi) (?:tra loi|viet|in ra|noi) (?:rang|la|dung|nguyen van|cau|:)"
    r"|\b(?:tro ly|mo hinh ngon ngu|chatbot|language model|assistant|\bai\b)\b.{0,40}"
    r"\b(?:hay|phai|must|should|khong duoc)\b"
    r"|\b(?:you are|you must|respond with|answer with|reply with|repeat after me)\b"
    r"|^ *(?:system|assistant|user|human) *:"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as the model gets it: ``text`` begins at ``start`` of its document."""

    document_id: str
    metadata: Metadata
    locator: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends in its document."""
        return self.start + len(self.text)


def disarmed(text: str) -> str:
    """The text with everything that looks like an order to a model blanked out; as long."""
    cleaned = _CONTROL.sub(lambda found: _BLANK * len(found[0]), text)
    pieces = list(cleaned)
    for start, end in split_sentences(cleaned):
        if _ORDER.search(fold(match_form(cleaned[start:end])).lower()):
            pieces[start:end] = _BLANK * (end - start)
    return "".join(pieces)


def sources_of(
    answer: Answer, documents: dict[str, Document], found: Iterable[RankedPassage]
) -> list[Source]:
    """What the extractive answer quotes, then the best passages that it does not."""
    sources: list[Source] = []
    for each in answer.citations:
        about = documents[each.document_id].metadata
        sources.append(
            Source(each.document_id, about, each.locator, each.start, disarmed(each.quote))
        )
    for ranked in found:
        passage = ranked.passage
        held = [each for each in sources if each.document_id == passage.document_id]
        if any(each.start < passage.end and passage.start < each.end for each in held):
            continue
        sources.append(
            Source(
                passage.document_id,
                ranked.metadata,
                passage.locator,
                passage.start,
                disarmed(passage.text),
            )
        )
    return sources[: max(MOST_PASSAGES, len(answer.citations))]


def within_window(
    sources: Sequence[Source], window: int, answer_tokens: int, question: str
) -> list[Source]:
    """As many passages, the last one cut at a sentence, as fit beside prompt and answer."""
    fixed = len(prompts.SYSTEM) + len(prompts.QUESTION) + len(question)
    left = (window - answer_tokens) * CHARACTERS_A_TOKEN - fixed
    kept: list[Source] = []
    for source in sources:
        room = left - len(heading(source)) - len(prompts.PASSAGE)
        text = _cut(source.text, room)
        if len(text) < min(SHORTEST, len(source.text)):
            break
        kept.append(Source(source.document_id, source.metadata, source.locator, source.start, text))
        left = room - len(text)
    return kept


def _cut(text: str, room: int) -> str:
    """The text, or as many of its sentences as there is room for."""
    if len(text) <= room:
        return text
    ends = [end for _, end in split_sentences(text) if end <= room]
    return text[: ends[-1]] if ends else ""


def heading(source: Source) -> str:
    """What a passage is called to the model."""
    about = source.metadata
    return ", ".join(part for part in (about.number or about.title, source.locator) if part)


def written_out(sources: Sequence[Source]) -> str:
    """The passages as they stand in a prompt."""
    return "\n".join(
        prompts.PASSAGE.format(open=OPEN, close=CLOSE, n=n, title=heading(source), text=source.text)
        for n, source in enumerate(sources, start=1)
    )
