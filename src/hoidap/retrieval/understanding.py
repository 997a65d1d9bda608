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
from hoidap.retrieval.conversation import Topic, resolve
from hoidap.retrieval.directory import DocumentDirectory, read_directory
from hoidap.retrieval.query import Mention, Query, Scope, Turn
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.abbreviations import expand
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.provision import find_provisions
from hoidap.vietnamese.references import find_references
from hoidap.vietnamese.restoration import Restorer
from hoidap.vietnamese.syllables import is_syllable

#: Generations remembered, each for every set of partitions that somebody reads.
REMEMBERED = 16

#: Fewer words than these do not say what is asked about a document.
LEFT_BY_MENTIONS = 2

#: Share of words that no Vietnamese syllable can be, above which a question is not Vietnamese:
#: names and loan words seldom pass a quarter, English prose has three quarters.
MOST_FOREIGN = 0.5


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one generation teaches about questions, to one set of readers."""

    directory: DocumentDirectory
    restorer: Restorer

    def restored(self, question: str) -> str:
        """The question with its diacritics; one in another language stays as it is."""
        words = [word for word in question.split() if word.isalpha()]
        foreign = sum(not is_syllable(match_form(word)) for word in words)
        if foreign > MOST_FOREIGN * len(words):
            return question
        return self.restorer.restore(question).text

    def named(self, question: str) -> tuple[str, str] | None:
        """The one document that a question names, as (id, name)."""
        for mention in _mentions(question, self.directory):
            if len(mention.documents) == 1:
                return mention.documents[0], self.directory.short_name(mention.documents[0])
        return None


class Understanding:
    """Understands questions; remembers what each generation knows.  Thread-safe."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[str, ...]], Knowledge] = {}
        self._lock = threading.Lock()

    def understand(
        self, question: str, reading: Reading, scope: Scope, history: Sequence[Turn] = ()
    ) -> Query:
        """The query that a question means in one generation and conversation."""
        known = self.knowledge(reading)
        restored = known.restored(question)
        resolved = resolve(restored, _topics(history, known), known.named)
        mentions = _mentions(resolved.text, known.directory)
        search_text, _ = written_out(resolved.search_text)
        _, asked_text = written_out(_without_mentions(resolved.search_text, mentions))
        return Query(
            question=question,
            understood_as=resolved.text,
            search_text=search_text,
            asked_text=asked_text,
            scope=scope,
            mentions=mentions,
            provisions=tuple(find_provisions(restored)),
            follows_up=resolved.follows_up,
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


def written_out(question: str) -> tuple[str, str]:
    """The question with the meanings of its abbreviations behind it, and in their places.

    An abbreviation itself stays in what is looked for, since documents use it
    too; one with several meanings is left as it is.
    """
    found = [each for each in expand(question) if not each.is_ambiguous]
    behind = " ".join([question, *(each.meanings[0] for each in found)])
    in_place = question
    for each in reversed(found):
        in_place = in_place[: each.start] + each.meanings[0] + in_place[each.end :]
    return behind, in_place


def _without_mentions(question: str, mentions: Sequence[Mention]) -> str:
    """The question without the names of documents that were found.

    Which document is meant is known then; its name must not count as a word to
    be found, or any sentence that names it would seem to answer.
    """
    rest = question
    for mention in mentions:
        if mention.documents:
            rest = rest.replace(mention.text, " ", 1)
    return rest if len(rest.split()) >= LEFT_BY_MENTIONS else question


def _topics(history: Sequence[Turn], known: Knowledge) -> list[Topic]:
    """What each earlier question was about, itself completed from those before it."""
    topics: list[Topic] = []
    for turn in history:
        restored = known.restored(turn.question)
        resolved = resolve(restored, topics, known.named)
        document, name = known.named(resolved.text) or (None, None)
        if document is None and len(turn.documents) == 1 and known.directory.has(turn.documents[0]):
            document = turn.documents[0]
            name = known.directory.short_name(document)
        topics.append(Topic(resolved.text, document, name))
    return topics


def _mentions(question: str, directory: DocumentDirectory) -> tuple[Mention, ...]:
    found = find_references(question, directory.names)
    found += directory.bare_references(question, found)
    return tuple(
        Mention(
            text=question[reference.start : reference.end],
            documents=tuple(entry.id for entry in directory.resolve(reference)),
            start=reference.start,
            end=reference.end,
        )
        for reference in sorted(found, key=lambda each: each.start)
    )
