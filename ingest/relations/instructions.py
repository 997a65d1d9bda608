"""The grammar of instructions: what a sentence does to which provisions of which document.

    sentence    = action, {("," | ";" | "và"), action}, ["như sau", ":"]
    action      = verb, objects, [beside], [document]
                | verb, words, ["vào sau", words | ("bằng" | "thành"), words], "tại", objects
                | document, {document}, "hết hiệu lực"
    objects     = provision, {provision}      (``hoidap.vietnamese.provision`` reads these)
    beside      = ("vào sau" | "trước" | "vào"), provision

A verb counts only where an action may begin: at the head of the sentence, behind another
action, or behind "Nghị định này".  Behind a document its title and date go on to the end of
the action; what the title speaks of is not changed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hoidap.relation import Change
from ingest.relations.quotations import Quotation
from ingest.relations.tokens import Sort, Token, is_verb_at, read_tokens

#: The label of a clause before its sentence.
_LABEL: Final = re.compile(r"\s*(?:(?:Điều|Khoản|Mục)\s+\w{1,5}\s*[.:]|\w{1,3}\s*[.)/-])?\s*")
#: What stands between two actions, or between the members of a list.
_AND: Final = re.compile(
    r"(?:^|[,;:]|\bvà|\bđồng thời|\bhoặc)[\s¤]*(?:(?:các|toàn bộ|một số) )?"
    r"(?:quy định (?:tại )?)?\Z"
)
#: Which of them, the clauses below say.
_SOME: Final = re.compile(
    r"\b(?:một số|các)\s+(?:(?:điều|khoản|điểm|mục|chương|nội dung)[, ]*(?:và )?)+"
    r"(?:\s*(?:của|tại|trong))?\s*(?:các\s+)?\Z"
)
#: Characters before a token in which both are looked for, so that a long line costs its length.
_LOOKED_BACK: Final = 160
_PERFORMS: Final = re.compile(r"(?<!\w)từ ngày|(?<!\w)này(?!\w)")
_PLACES: Final = frozenset({Sort.PROVISION, Sort.ANNEX})
_NAMING: Final = _PLACES | {Sort.DOCUMENT}


@dataclass(slots=True)
class Group:
    """Places of one document, or of several."""

    objects: list[Token] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    closed: bool = False  # the document's title goes on


@dataclass(slots=True)
class Action:
    """One change, as a sentence says it."""

    change: Change
    groups: list[Group] = field(default_factory=lambda: [Group()])
    beside: list[Token] = field(default_factory=list)
    words: list[Quotation] = field(default_factory=list)
    new_words: list[Quotation] = field(default_factory=list)
    part: str = ""
    some: bool = False  # "một số điều của": the clauses below say which
    announces: bool = False  # the new wording stands below

    @property
    def objects(self) -> list[Token]:
        """All places."""
        return [each for group in self.groups for each in group.objects]

    @property
    def documents(self) -> list[str]:
        """All documents."""
        return [each for group in self.groups for each in group.documents]

    @property
    def is_complete(self) -> bool:
        """Whether it says what is changed."""
        return bool(self.objects or self.documents or self.words)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a sentence says."""

    actions: tuple[Action, ...]
    provisions: tuple[Token, ...]  # that are named, in order
    lists_below: bool  # the sentence ends in a colon


def read_instruction(sentence: str, inherited: Change | None = None) -> Instruction:
    """The actions of a sentence; ``inherited`` is the verb of the list that it is an item of."""
    found, quotations = read_tokens(sentence)
    label = _LABEL.match(sentence)
    head = label.end() if label else 0
    tokens = [each for each in found if each.start >= head]
    reader = _Reader(sentence, head, tokens, quotations, inherited)
    reader.read()
    lists = sentence.rstrip().endswith(":")
    return Instruction(
        tuple(each for each in reader.actions if lists or _says_something(each)),
        tuple(each for each in tokens if each.sort is Sort.PROVISION),
        lists,
    )


def begins_with_verb(line: str) -> bool:
    """Whether the first word behind a line's label is what is done."""
    label = _LABEL.match(line)
    return is_verb_at(line, label.end() if label else 0)


def _says_something(action: Action) -> bool:
    return action.is_complete or action.announces or action.some


class _Reader:
    """Reads tokens from left to right."""

    def __init__(
        self,
        text: str,
        head: int,
        tokens: Sequence[Token],
        quotations: Sequence[Quotation],
        inherited: Change | None,
    ) -> None:
        self.actions: list[Action] = []
        self._text = text
        self._tokens = tokens
        self._quotations = {each.start - 1: each for each in quotations}
        self._head = head
        self._lists = text.rstrip().endswith(":")
        self._performs = _PERFORMS.search(text) is not None
        self._inherited = inherited
        self._loose = Group()  # what is named before any verb
        self._passive = False  # what was done before is being told
        self._mode = Sort.VERB
        self._said_this = False
        self._ended = False

    @property
    def _action(self) -> Action | None:
        return self.actions[-1] if self.actions and not self._ended else None

    def read(self) -> None:
        """Read all."""
        steps = {
            Sort.VERB: self._verb,
            Sort.BY_DOCUMENT: self._by_document,
            Sort.OVER: self._over,
            Sort.PLACE: self._preposition,
            Sort.BESIDE: self._preposition,
            Sort.WITH: self._preposition,
            Sort.PART: self._part,
            Sort.PROVISION: self._place,
            Sort.ANNEX: self._place,
            Sort.DOCUMENT: self._document,
            Sort.QUOTED: self._quoted,
            Sort.FOLLOWS: self._follows,
            Sort.STOP: self._stop,
        }
        for at, token in enumerate(self._tokens):
            if token.sort is Sort.THIS:
                self._said_this = True
            elif self._inherited is not None and self._may_inherit(token):
                self.actions.append(Action(self._inherited))
            if token.sort in steps:
                steps[token.sort](token, at)

    def _may_inherit(self, token: Token) -> bool:
        if self.actions or token.start > self._head:
            return False
        return token.sort in _NAMING | {Sort.WORDS, Sort.QUOTED, Sort.PART}

    def _before(self, token: Token, first: int = 0) -> str:
        """What stands before a token, from ``first`` on; of a long text the end, behind a dot."""
        first = max(first, self._head)
        near = max(first, token.start - _LOOKED_BACK)
        return (
            self._text[near : token.start]
            if near == first
            else f".{self._text[near : token.start]}"
        )

    def _joins(self, token: Token) -> bool:
        """Whether a token stands at the head or behind a comma, a semicolon or "và"."""
        return _AND.search(self._before(token)) is not None

    def _following(self, at: int) -> Sort | None:
        return self._tokens[at + 1].sort if at + 1 < len(self._tokens) else None

    def _verb(self, token: Token, at: int) -> None:
        action = self._action
        if token.change is None or (action is not None and action.announces):
            return
        may_begin = token.start <= self._head
        if self._joins(token):
            may_begin = may_begin or action is not None or self._said_this
        elif action is None and self._said_this:
            following = self._following(at)
            may_begin = may_begin or following in _NAMING or (following is None and self._lists)
        if action is not None and action.documents and self._following(at) is None:
            may_begin = False
        if not may_begin:
            return
        if action is not None and not action.is_complete and not action.some:
            self.actions.pop()  # "thay thế, bãi bỏ một số điều": the last verb holds
        self._passive, self._mode, self._ended = False, Sort.VERB, False
        self.actions.append(Action(token.change))

    def _by_document(self, token: Token, at: int) -> None:
        del token
        told = self._action is None and (self._loose.objects or self._loose.documents)
        if told and self._following(at) is Sort.FOLLOWS:
            self.actions.append(Action(Change.AMENDS, groups=[self._loose]))
        else:
            self._passive = True

    def _over(self, token: Token, at: int) -> None:
        del at
        self._passive = False
        named = self._loose
        if token.change and (named.documents or named.objects) and self._performs:
            self.actions.append(Action(token.change, groups=[named]))
            self._loose, self._ended = Group(), True

    def _preposition(self, token: Token, at: int) -> None:
        action = self._action
        if action is None or (self._passive and not self._exchanges(at)):
            return
        self._passive = False
        if token.sort is Sort.PLACE and self._in_replacement(action):
            return  # "bằng phụ lục tương ứng tại Mẫu số 01": the place of what comes
        self._mode = token.sort

    def _exchanges(self, at: int) -> bool:
        """Whether a preposition leads to quoted words."""
        after = [each.sort for each in self._tokens[at : at + 3]]
        return after[:1] == [Sort.WITH] and Sort.QUOTED in after

    def _in_replacement(self, action: Action) -> bool:
        return self._mode is Sort.WITH and not action.new_words

    def _part(self, token: Token, at: int) -> None:
        del at
        if self._action is not None and not self._action.objects:
            self._action.part = token.text

    def _place(self, token: Token, at: int) -> None:
        del at
        action = self._action
        if self._passive:
            return
        if action is None:
            self._loose.objects.append(token)
        elif self._mode is Sort.BESIDE:
            if not action.words:
                action.beside.append(token)
        elif not action.announces and not self._in_replacement(action):
            self._take(action, token)

    def _take(self, action: Action, token: Token) -> None:
        """A place as an object of an action."""
        group = action.groups[-1]
        if self._mode is Sort.PLACE and group.objects and not action.words:
            between = self._before(token, group.objects[-1].start)
            if token.start != group.objects[-1].start and _AND.search(between) is None:
                group.closed = group.closed or bool(group.documents)
                return
        if group.documents:
            if group.closed or not self._joins(token):
                group.closed = True
                return
            group = Group()
            action.groups.append(group)
        action.some = action.some or _SOME.search(self._before(token)) is not None
        group.objects.append(token)

    def _document(self, token: Token, at: int) -> None:
        del at
        action = self._action
        if self._passive or (
            action is not None and (action.announces or self._in_replacement(action))
        ):
            return
        group = self._loose if action is None else action.groups[-1]
        if group.documents and (group.closed or not self._joins(token)):
            group.closed = True
            return
        group.documents.append(token.document)
        if action is not None and not group.objects:
            action.some = action.some or _SOME.search(self._before(token)) is not None

    def _quoted(self, token: Token, at: int) -> None:
        del at
        action, quotation = self._action, self._quotations.get(token.start)
        if action is None or quotation is None or action.announces:
            return
        if self._mode is Sort.WITH:
            action.new_words.append(quotation)
        elif self._mode is not Sort.BESIDE:
            action.words.append(quotation)

    def _follows(self, token: Token, at: int) -> None:
        del token, at
        if self._action is not None:
            self._action.announces = True

    def _stop(self, token: Token, at: int) -> None:
        del token
        self._passive = False
        if self._action is not None and self._following(at) in _PLACES:
            self._action.groups[-1].closed = False
