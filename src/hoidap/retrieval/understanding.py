"""From what was typed to what is looked for.

In order: diacritics are restored where they are missing, a follow-up is
completed from the conversation, documents and provisions that are named are
looked up, abbreviations are written out for the search.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.index.syllables import readable_syllables
from hoidap.retrieval.directory import DocumentDirectory, read_directory
from hoidap.retrieval.query import Mention, Query, Scope, Turn
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.abbreviations import expand
from hoidap.vietnamese.provision import find_provisions
from hoidap.vietnamese.references import find_references
from hoidap.vietnamese.restoration import Restorer

#: Generations remembered, each for every set of partitions that somebody reads.
REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one generation teaches about questions, to one set of readers."""

    directory: DocumentDirectory
    restorer: Restorer


class Understanding:
    """Understands questions; remembers what each generation knows.  Thread-safe."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[str, ...]], Knowledge] = {}
        self._lock = threading.Lock()

    def understand(
        self, question: str, reading: Reading, scope: Scope, history: Sequence[Turn] = ()
    ) -> Query:
        """The query that a question means in one generation and conversation."""
        del history
        known = self.knowledge(reading)
        understood = known.restorer.restore(question).text
        return Query(
            question=question,
            understood_as=understood,
            search_text=written_out(understood),
            scope=scope,
            mentions=_mentions(understood, known.directory),
            provisions=tuple(find_provisions(understood)),
        )

    def knowledge(self, reading: Reading) -> Knowledge:
        """What the generation of ``reading`` teaches, read once."""
        key = (str(reading.index.folder), reading.partitions)
        with self._lock:
            known = self._known.get(key)
            if known is None:
                while len(self._known) >= REMEMBERED:
                    self._known.pop(next(iter(self._known)))
                statistics = readable_syllables(reading.index.statistics, reading.partitions)
                known = Knowledge(read_directory(reading), Restorer(statistics))
                self._known[key] = known
        return known


def written_out(question: str) -> str:
    """The question with the meaning of every unambiguous abbreviation behind it.

    The abbreviation itself stays, since documents use it too.
    """
    meanings = [found.meanings[0] for found in expand(question) if len(found.meanings) == 1]
    return " ".join([question, *meanings])


def _mentions(question: str, directory: DocumentDirectory) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            text=question[reference.start : reference.end],
            documents=tuple(entry.id for entry in directory.resolve(reference)),
            start=reference.start,
            end=reference.end,
        )
        for reference in find_references(question, directory.names)
    )
