"""The passages of a search as the reader orders them, read no further than it pays.

Reading a passage costs some 0.1 s of a processor, more than everything else about a
question.  The best few by rank are read first, and a few more only while none of those read
answers so clearly that the next could hardly stand above it: each rank costs some of a
passage's score, so what is far down the list must be read as much clearer an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from hoidap.reading.reader import PassageRead, PassageToRead, Reader
from hoidap.retrieval.ranked import RankedPassage, SearchResult

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
#: Characters read at most, but for the first passages, with the question before each of them and
#: the headings above: some 0.2 s of a quiet processor.
LONGEST_READ: Final = 2_100
#: Of a longer question that is what is read of it; of one twice as long the reader would judge a
#: fragment, so what answers it is chosen by rank.
QUESTION_READ: Final = 200


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage, what the reader says to it, and its score: logit less the cost of its rank."""

    ranked: RankedPassage
    read: PassageRead
    score: float


def read_passages(
    reader: Reader, found: SearchResult, most: int = READ_AT_MOST
) -> list[ReadPassage]:
    """The best passages of a search, at most ``most`` of them, as the reader orders them.

    None where the question is too long to be read.
    """
    question = found.query.asked_text
    if len(question) > 2 * QUESTION_READ:
        return []
    ranked = _affordable(question, found.passages[:most])
    read: list[ReadPassage] = []
    while len(read) < len(ranked) and not _is_clear(read):
        at = len(read)
        step = ranked[at : at + (READ_NEXT if read else READ_FIRST)]
        said = reader.read(question, [_to_read(each) for each in step])
        for rank, (each, one) in enumerate(zip(step, said, strict=True), start=at):
            read.append(ReadPassage(each, one, one.logit - RANK_COST * rank))
    return sorted(read, key=lambda each: -each.score)


def _affordable(question: str, ranked: Sequence[RankedPassage]) -> Sequence[RankedPassage]:
    """The passages that are read if none of them is clear: the first few, then what is short."""
    asked = min(len(question), QUESTION_READ)
    texts = ((each.passage.context, each.passage.text) for each in ranked)
    lengths = accumulate(asked + len(above) + len(text) for above, text in texts)
    return ranked[: max(READ_FIRST, sum(length <= LONGEST_READ for length in lengths))]


def _is_clear(read: Sequence[ReadPassage]) -> bool:
    return max((each.score for each in read), default=-1.0) >= CLEAR


def _to_read(ranked: RankedPassage) -> PassageToRead:
    """A passage with the headings above it, without its document's title."""
    _, _, headings = ranked.passage.context.partition("\n")
    return PassageToRead(headings.replace("\n", " › "), ranked.passage.text)
