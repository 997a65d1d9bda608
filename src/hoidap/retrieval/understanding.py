"""From what was typed to what is looked for.

In order: diacritics are restored where they are missing, a follow-up is
completed from the conversation, documents and provisions that are named are
looked up, abbreviations are written out for the search.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from hoidap.retrieval.directory import DocumentDirectory, read_directory
from hoidap.retrieval.query import Mention, Query, Scope, Turn
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.provision import find_provisions
from hoidap.vietnamese.references import find_references

#: Directories remembered: one for each generation in use and set of readers.
DIRECTORIES_REMEMBERED = 16


class Understanding:
    """Understands questions; remembers what each generation knows.  Thread-safe."""

    def __init__(self) -> None:
        self._directories: dict[tuple[str, tuple[str, ...]], DocumentDirectory] = {}
        self._lock = threading.Lock()

    def understand(
        self, question: str, reading: Reading, scope: Scope, history: Sequence[Turn] = ()
    ) -> Query:
        """The query that a question means in one generation and conversation."""
        del history
        directory = self.directory(reading)
        mentions = tuple(
            Mention(
                text=question[reference.start : reference.end],
                documents=tuple(entry.id for entry in directory.resolve(reference)),
                start=reference.start,
                end=reference.end,
            )
            for reference in find_references(question, directory.names)
        )
        return Query(
            question=question,
            understood_as=question,
            search_text=question,
            scope=scope,
            mentions=mentions,
            provisions=tuple(find_provisions(question)),
        )

    def directory(self, reading: Reading) -> DocumentDirectory:
        """The directory of what ``reading`` may show, read once."""
        key = (f"{reading.index.folder}", reading.partitions)
        with self._lock:
            known = self._directories.get(key)
            if known is None:
                while len(self._directories) >= DIRECTORIES_REMEMBERED:
                    self._directories.pop(next(iter(self._directories)))
                known = self._directories[key] = read_directory(reading)
        return known
