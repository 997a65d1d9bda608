"""The passages of a search as the reader orders them, read no further than it pays.

Reading a passage costs some 0.1 s of a processor, more than everything else about a
question.  The best few by rank are read first, and a few more only while none of those read
answers so clearly that the next could hardly stand above it: each rank costs some of a
passage's score, so what is far down the list must be read as much clearer an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from hoidap.reading.reader import PassageRead, PassageToRead, Reader
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.vietnamese.sentences import split_sentences
from hoidap.vietnamese.tokens import index_terms, tokenise

#: Passages read at first, then at a time (two processors read two at once), and in all.  On the
#: real documents, the interviews and the exam questions of development as many answers are right as
#: when ten are read of every search (70 and 71 of 103), for a quarter of the work.
READ_FIRST: Final = 2
READ_NEXT: Final = 2
READ_AT_MOST: Final = 8
#: What a rank costs, in units of the reader's logit.
RANK_COST: Final = 0.5
#: The score from which nothing more is read.
CLEAR: Final = 1.0
#: Characters read at most for a question, with the question before each passage and the headings
#: above it: some 0.35 s of a processor.  Where the first passages are longer, the part of each is
#: read that holds most of the question's words.
LONGEST_READ: Final = 1_850
#: Of a longer question that is what is read of it; of one twice as long the reader would judge a
#: fragment, so what answers it is chosen by rank.
QUESTION_READ: Final = 200
#: What is left of a question without the name of a document must have so many words to be asked.
LEAST_ASKED: Final = 3


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage, what the reader says to it, and its score: logit less the cost of its rank."""

    ranked: RankedPassage
    read: PassageRead
    score: float


def read_passages(
    reader: Reader, found: SearchResult, most: int = READ_AT_MOST, room: int = LONGEST_READ
) -> list[ReadPassage]:
    """The best passages of a search, at most ``most`` of them, as the reader orders them.

    ``room``: characters read at most.  None where the question is too long to be read.
    """
    question = found.query.asked_text
    if len(question) > 2 * QUESTION_READ:
        return []
    parts = _affordable(found, found.passages[:most], room)
    read: list[ReadPassage] = []
    while len(read) < len(parts) and not _is_clear(read):
        at = len(read)
        step = parts[at : at + (READ_NEXT if read else READ_FIRST)]
        said = _read(reader, found.query, step)
        for rank, (part, one) in enumerate(zip(step, said, strict=True), start=at):
            score = one.logit - RANK_COST * rank
            read.append(ReadPassage(part.ranked, one.shifted(part.start), score))
    return sorted(read, key=lambda each: -each.score)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is read of a passage, from ``start`` in its text."""

    ranked: RankedPassage
    to_read: PassageToRead
    start: int = 0

    @property
    def length(self) -> int:
        return len(self.to_read.headings) + len(self.to_read.text)


def _read(reader: Reader, query: Query, parts: Sequence[_Part]) -> list[PassageRead]:
    """What each part says to the question; one of a document that it names, to what is asked of it.

    A passage seldom holds its document's name, and never every name that people use for it.
    """
    named = " ".join(query.bare_text.split()).strip(" ,;:")
    if len(named.split()) < LEAST_ASKED:
        named = query.asked_text
    asked = [
        named if part.ranked.passage.document_id in query.mentioned else query.asked_text
        for part in parts
    ]
    said: dict[int, PassageRead] = {}
    for question in dict.fromkeys(asked):
        which = [index for index, each in enumerate(asked) if each == question]
        read = reader.read(question, [parts[index].to_read for index in which])
        said |= zip(which, read, strict=True)
    return [said[index] for index in range(len(parts))]


def _affordable(found: SearchResult, ranked: Sequence[RankedPassage], room: int) -> list[_Part]:
    """What is read if no passage is clear: parts of the first few, then short passages."""
    asked = min(len(found.query.asked_text), QUESTION_READ)
    parts = [_Part(each, _to_read(each)) for each in ranked]
    first = parts[:READ_FIRST]
    parts[:READ_FIRST] = _fitting(first, room - len(first) * asked, found.query.core_text)
    lengths = accumulate(asked + part.length for part in parts)
    short = sum(length <= room for length in lengths)
    return parts[: max(READ_FIRST, short)]


def _fitting(parts: Sequence[_Part], room: int, question: str) -> list[_Part]:
    """Parts that fit into ``room`` characters together: the shorter whole, the longer cut."""
    cut: dict[int, _Part] = {}
    for index in sorted(range(len(parts)), key=lambda index: parts[index].length):
        share = room // (len(parts) - len(cut)) - len(parts[index].to_read.headings)
        cut[index] = _cut(parts[index], max(0, share), question)
        room -= cut[index].length
    return [cut[index] for index in range(len(parts))]


def _cut(part: _Part, length: int, question: str) -> _Part:
    """The ``length`` characters from a sentence on that hold most words of the question."""
    text = part.to_read.text
    if len(text) <= length:
        return part
    asked = set(index_terms(question))
    told = [token for token in tokenise(text) if token.text in asked]

    def held(start: int) -> int:
        end = start + length
        return len({each.text for each in told if start <= each.start and each.end <= end})

    last = max(0, len(text) - length)
    starts = {start: held(start) for start, _ in split_sentences(text) if start < last}
    starts[last] = held(last)
    most = [start for start, count in starts.items() if count == max(starts.values())]
    best = most[len(most) // 2]  # with as much text before as behind
    return replace(part, to_read=replace(part.to_read, text=text[best : best + length]), start=best)


def _is_clear(read: Sequence[ReadPassage]) -> bool:
    return max((each.score for each in read), default=-1.0) >= CLEAR


def _to_read(ranked: RankedPassage) -> PassageToRead:
    """A passage with the headings above it, without its document's title."""
    _, _, headings = ranked.passage.context.partition("\n")
    return PassageToRead(headings.replace("\n", " › "), ranked.passage.text)
