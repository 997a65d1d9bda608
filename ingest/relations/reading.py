"""Relations of a document, read from its clauses.

Its section tree is walked from the top.  The heading of an article names the document that
its clauses change ("Sửa đổi, bổ sung một số điều của Nghị định số ..."), a clause the article
for its points, the head of a list the verb for its items: each level fills in what the ones
below it leave out.  What a clause quotes is the new wording, never an instruction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from hoidap.domain import APPARATUS, Section
from hoidap.relation import Change, Relation
from hoidap.vietnamese.normalisation import match_form_of_canonical
from hoidap.vietnamese.sentences import split_sentences
from ingest.relations.clauses import Clause, clauses_of
from ingest.relations.delegations import read_delegation
from ingest.relations.effect_days import effect_days, with_days
from ingest.relations.instructions import (
    Action,
    Group,
    Instruction,
    begins_with_verb,
    read_instruction,
)
from ingest.relations.new_text import Place, new_texts
from ingest.relations.objects import Context, levels_of, locator_of, named_level, narrowed
from ingest.relations.quotations import quoted_blocks, quoted_words
from ingest.relations.tokens import Sort

#: Lines without any of these hold no instruction; looked at first, for speed.
_WORDS: Final = (
    "sửa đổi",
    "bổ sung",
    "thay",
    "bỏ",
    "hiệu lực",
    "gia hạn",
    "kéo dài",
    "đình chỉ",
)
#: Documents of one instruction: as many as it names, times its provisions, are read.
_MOST_DOCUMENTS: Final = 50
#: What is said of whole documents; another change of one is told provision by provision.
_WHOLE: Final = frozenset({Change.REPLACES, Change.REPEALS, Change.SUSPENDS, Change.EXTENDS})
#: What comes with a new wording.
_WORDED: Final = frozenset({Change.AMENDS, Change.SUPPLEMENTS, Change.REPLACES})


class _Found(NamedTuple):
    """A relation and the levels of its object."""

    relation: Relation
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Said:
    """An instruction and the range of its sentence."""

    start: int
    end: int
    instruction: Instruction
    body: str = ""  # that a power is given to


def read_relations(
    text: str, sections: Sequence[Section], title: str = "", effective_on: date | None = None
) -> tuple[Relation, ...]:
    """What a document does to others, in reading order.

    ``title`` is its own: one that amends a single document names it there.
    """
    clauses = clauses_of(text, sections)
    reader = _Reader(text, clauses, effective_on)
    top = Context(documents=_changed_by_title(title))
    for clause in clauses.values():
        if clause.section.parent is None and clause.section.kind not in APPARATUS:
            reader.read(clause, top)
    days = list(effect_days([line for each in clauses.values() for line in each.lines]))
    found = with_days(reader.found, days)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _is_head(action: Action, instruction: Instruction) -> bool:
    """Whether what stands below tells an action one by one."""
    if action.announces or instruction.lists_below:
        return True
    return action.change in _WORDED and not action.words


def _speaks(text: str) -> bool:
    form = match_form_of_canonical(text)
    return any(word in form for word in _WORDS)


def _sentences(line: str, inherited: Change | None) -> list[tuple[int, int]]:
    """A line that is an instruction from its head is one sentence: "Mẫu 3. Mẫu 4" ends none."""
    if begins_with_verb(line) or inherited is not None:
        return [(0, len(line))]
    masked, _ = quoted_words(line)
    return split_sentences(masked)


def _changed_by_title(title: str) -> tuple[str, ...]:
    """The document that a title says is changed, if it is one."""
    instruction = read_instruction(title)
    named = [name for action in instruction.actions for name in action.documents]
    return tuple(named) if len(named) == 1 else ()


class _Reader:
    """Walks the clauses of one text."""

    def __init__(self, text: str, clauses: Mapping[int, Clause], effective_on: date | None) -> None:
        self.found: list[Relation] = []
        self._text = text
        self._clauses = clauses
        self._effective_on = effective_on

    def read(self, clause: Clause, context: Context) -> bool:
        """Read a clause and what is inside it; whether any relation was found there."""
        before = len(self.found)
        own = list(self._said(clause, context))
        below = context
        for each in own:
            below = narrowed(below, each.instruction)
        inside = False
        for index in clause.children:
            inside = self.read(self._clauses[index], below) or inside
        self._add(clause, own, context, inside=inside)
        return len(self.found) > before

    def _said(self, clause: Clause, context: Context) -> Iterator[_Said]:
        """The sentences of a clause that change something, each with its range."""
        heading = self._heading(clause)
        for line in clause.lines:
            if line.quoted or line.is_note:
                continue
            made = False
            if context.change is not None or _speaks(line.text):
                for start, end in _sentences(line.text, context.change):
                    instruction = read_instruction(line.text[start:end], context.change)
                    if instruction.actions:
                        made = True
                        yield _Said(line.start + start, line.start + end, instruction)
            given = None if made else read_delegation(line.text, heading)
            if given is not None:
                instruction = Instruction((given[0],), (), lists_below=False)
                yield _Said(line.start, line.end, instruction, given[1])

    def _heading(self, clause: Clause) -> str:
        """The headings above a clause and its own."""
        section, titles = clause.section, [clause.section.title]
        while section.parent is not None:
            section = self._clauses[section.parent].section
            titles.append(section.title)
        return "\n".join(titles)

    def _add(self, clause: Clause, own: Sequence[_Said], context: Context, *, inside: bool) -> None:
        blocks = quoted_blocks(clause.lines)
        found: list[_Found] = []
        for each in own:
            for action in each.instruction.actions:
                if inside and not blocks and _is_head(action, each.instruction):
                    continue  # its items say it
                found += [
                    _Found(
                        replace(relation, start=each.start, end=each.end, given_to=each.body),
                        levels,
                    )
                    for group in action.groups
                    for relation, levels in self._changes(clause, action, group, each, context)
                ]
        worded = [
            at
            for at, (relation, _) in enumerate(found)
            if relation.change in _WORDED and not relation.words
        ]
        places = new_texts(self._text, blocks, [found[at].levels for at in worded])
        by_place = dict(zip(worded, places, strict=True))
        for at, (relation, _) in enumerate(found):
            place = by_place.get(at) or Place(0, 0)
            self.found.append(replace(relation, new_start=place.start, new_end=place.end))

    def _changes(
        self, clause: Clause, action: Action, group: Group, said: _Said, context: Context
    ) -> Iterator[_Found]:
        """The relations of one group of places, without their ranges."""
        made = self._made(clause, action)
        own = group.documents or action.documents
        for name in (own or context.documents)[:_MOST_DOCUMENTS]:
            relation = replace(made, document=name)
            if not group.objects:
                if action.part and context.levels:  # "tên Điều", of the one named above
                    levels = named_level(action.part, context.levels)
                    yield _Found(replace(relation, provision=locator_of(levels)), levels)
                elif action.words or (own and relation.change in _WHOLE and not action.some):
                    yield _Found(relation, {})
                continue
            if action.some:
                continue
            for token in group.objects:
                if token.sort is Sort.ANNEX:
                    yield _Found(replace(relation, provision=token.text), {})
                    continue
                levels = levels_of(token, action, said.instruction, context)
                yield _Found(replace(relation, provision=locator_of(levels)), levels)

    def _made(self, clause: Clause, action: Action) -> Relation:
        exchanged = bool(action.words and action.new_words)
        changed = action.change in {Change.AMENDS, Change.REPLACES}
        return Relation(
            change=Change.REPLACES_WORDS if exchanged and changed else action.change,
            clause=clause.section.locator,
            start=0,
            end=0,
            document="",
            part=action.part,
            words=tuple(each.text for each in action.words),
            new_words=tuple(each.text for each in action.new_words),
            effective_on=self._effective_on,
        )
