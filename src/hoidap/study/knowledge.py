"""What the documents say, indexed so that a wrong option can be proved wrong.

An option is *false* in a statement's place when the statement has something
else there and no other statement of the documents says the same with the
option: of every statement that holds the option, less than ``SAME`` of the
asked statement's other words are in it.  The documents are those of the pack in
full and some beside it (what they continue, others of the corpus).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from hoidap.domain import Document
from hoidap.study.facts import Fact
from hoidap.study.facts_actors import actor_facts, actors_of
from hoidap.study.facts_dates import date_facts
from hoidap.study.facts_documents import document_facts
from hoidap.study.facts_numbers import number_facts
from hoidap.study.facts_phrases import phrase_facts
from hoidap.study.material import Stretch
from hoidap.study.statements import Statement, statements_of
from hoidap.vietnamese.normalisation import match_form

#: Share of a statement's words from which on another one may say the same.  Sentences of the
#: six codes that only differ in one number share 0.8 or more.
SAME: Final = 0.6
#: A statement of fewer telling words cannot be told from others.
LEAST_TELLING: Final = 3

#: Words around an answer that make a statement of their own: "không quá ... giờ trong".
BESIDE_BEFORE: Final = 4
BESIDE_AFTER: Final = 2

_WORD: Final = re.compile(r"\w+")
#: Syllables that say nothing about what a statement is about.
_SILENT_TABLE: Final = """
của và các những là có được cho trong theo tại về với từ một này khi thì mà hoặc do để đã ở bằng
không phải vào ra đến nào bao nhiêu
"""
_SILENT: Final = frozenset(_SILENT_TABLE.split())
#: Groups whose members are looked up by value; the others by their letters.
_BY_VALUE: Final = ("number", "day", "document", "actor")


class Knowledge:
    """The statements and facts of the pack's documents and of some beside them."""

    def __init__(self, documents: Sequence[Document], beside: Sequence[Document] = ()) -> None:
        own = [each for document in documents for each in whole(document)]
        self.actors = actors_of(own)
        self.numbers = frozenset(
            each.metadata.number for each in (*documents, *beside) if each.metadata.number
        )
        self.statements = [*own, *(each for document in beside for each in whole(document))]
        self._of: dict[str, list[Statement]] = defaultdict(list)
        for each in self.statements:
            self._of[each.document.id].append(each)
        self._letters = [match_form(f"{each.lead} {each.text}") for each in self.statements]
        self._words = [telling_words(letters) for letters in self._letters]
        self._running = [f" {' '.join(_WORD.findall(letters))} " for letters in self._letters]
        self._all_running = "\n".join(self._running)
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._written: dict[str, dict[str, str]] = defaultdict(dict)
        self._at = {(each.document.id, each.start): at for at, each in enumerate(self.statements)}
        self._facts: dict[int, tuple[Fact, ...]] = {}
        for at, statement in enumerate(self.statements):
            for fact in self._read(at, statement):
                self._places[(fact.group, fact.key)].append(at)
                self._written[fact.group].setdefault(fact.key, fact.answer)

    def _read(self, at: int, statement: Statement) -> tuple[Fact, ...]:
        found = tuple(find_facts(statement, self.actors))
        self._facts[at] = found
        return found

    def of(self, document_id: str) -> list[Statement]:
        """The statements of one document."""
        return self._of.get(document_id, [])

    def facts(self, statement: Statement) -> tuple[Fact, ...]:
        """The facts of one of the documents' statements."""
        at = self._at.get((statement.document.id, statement.start))
        return self._facts[at] if at is not None else ()

    def values(self, group: str) -> dict[str, str]:
        """Everything of one group that the documents name: key -> as first written."""
        return self._written.get(group, {})

    def is_false(self, fact: Fact, key: str, written: str) -> bool:
        """Whether ``written`` (worth ``key``) in the place of a fact's answer makes it untrue."""
        at = self._at.get((fact.statement.document.id, fact.statement.start))
        if at is None or key == fact.key:
            return False
        if any(each.group == fact.group and each.key == key for each in self._facts[at]):
            return False
        letters = match_form(written)
        by_value = fact.group.split()[0] in _BY_VALUE
        if not by_value and letters in self._letters[at]:
            return False
        frame = self._words[at] - telling_words(match_form(fact.answer))
        if len(frame) < LEAST_TELLING:
            return False
        if self._follows_elsewhere(fact, written, at):
            return False
        return not any(
            len(frame & self._words[other]) >= SAME * len(frame)
            for other in self._holding(fact.group, key, letters, by_value)
            if other != at
        )

    def add_documents(self, names: Mapping[str, str]) -> None:
        """Make documents known by name that no statement names: number -> name."""
        for number, name in names.items():
            self._written["document"].setdefault(number, name)

    def nearness(self, fact: Fact, key: str) -> int:
        """Telling words that a fact's statement shares with the nearest one that has ``key``."""
        at = self._at[(fact.statement.document.id, fact.statement.start)]
        places = self._places.get((fact.group, key), ())
        return max((len(self._words[at] & self._words[other]) for other in places), default=0)

    def _follows_elsewhere(self, fact: Fact, written: str, at: int) -> bool:
        """Whether another statement has the option between the same words."""
        before = _WORD.findall(match_form(fact.before))[-BESIDE_BEFORE:]
        after = _WORD.findall(match_form(fact.after))[:BESIDE_AFTER]
        words = f" {' '.join([*before, *_WORD.findall(match_form(written)), *after])} "
        if words not in self._all_running:
            return False
        return any(words in each for other, each in enumerate(self._running) if other != at)

    def says(self, text: str, least: float = SAME) -> Iterator[Statement]:
        """Statements that hold at least this share of a text's telling words."""
        words = telling_words(match_form(text))
        for statement, held in zip(self.statements, self._words, strict=True):
            if words and len(words & held) >= least * len(words):
                yield statement

    def _holding(self, group: str, key: str, letters: str, by_value: bool) -> Iterable[int]:
        if by_value:
            return self._places.get((group, key), ())
        return (at for at, each in enumerate(self._letters) if letters in each)


def whole(document: Document) -> list[Statement]:
    """All statements of a document."""
    return [
        statement
        for section in document.sections
        if section.parent is None
        for statement in statements_of(Stretch(document, section, section.start, section.end))
    ]


def find_facts(statement: Statement, actors: frozenset[str]) -> Iterator[Fact]:
    """The facts of a statement, of every kind."""
    yield from number_facts(statement)
    yield from date_facts(statement)
    yield from document_facts(statement)
    yield from actor_facts(statement, actors)
    yield from phrase_facts(statement)


def telling_words(match: str) -> frozenset[str]:
    """The syllables and figures of a match form that tell statements apart."""
    return frozenset(_WORD.findall(match)) - _SILENT
