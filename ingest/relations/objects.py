"""Which provision an instruction means: what it names, completed from around it.

"Bổ sung điểm d vào sau điểm c khoản 7 Điều 5" names the outer levels at what the new point
stands beside; "b) Sửa đổi khoản 4 như sau" leaves the article to the clause above.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hoidap.relation import Change
from hoidap.vietnamese.provision import LEVELS
from ingest.relations.instructions import Action, Instruction
from ingest.relations.tokens import Token

_RANK: Final = {name: rank for rank, name in enumerate(LEVELS)}
#: Articles number through the whole document: nothing outside one is needed to name it.
_ARTICLE: Final = _RANK["article"]
#: Provisions behind one that may lend it their levels: no list of an article's clauses is longer.
_NEAR: Final = 100
_WRITTEN: Final = {
    "part": "Phần",
    "chapter": "Chương",
    "division": "Mục",
    "subdivision": "Tiểu mục",
    "article": "Điều",
    "clause": "khoản",
    "point": "điểm",
    "item": "ý",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the levels above a clause say: documents, a provision, the verb of a list."""

    documents: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    change: Change | None = None


def narrowed(context: Context, instruction: Instruction) -> Context:
    """The context of what stands inside a clause with an instruction of its own."""
    documents = [name for action in instruction.actions for name in action.documents]
    named = [
        levels_of(token, action, instruction, context)
        for action in instruction.actions
        for token in action.objects
        if token.provision
    ]
    common = dict(named[0]) if named else {}
    for each in named[1:]:
        common = {name: mark for name, mark in common.items() if each.get(name) == mark}
    common = {name: mark for name, mark in common.items() if _RANK[name] >= _ARTICLE}
    change = context.change
    if instruction.actions and instruction.lists_below:
        change = instruction.actions[-1].change
    return Context(
        documents=tuple(dict.fromkeys(documents)) or context.documents,
        levels=common or ({} if documents else context.levels),
        change=change,
    )


def levels_of(
    token: Token, action: Action, instruction: Instruction, context: Context
) -> dict[str, str]:
    """The levels of an object, the outer ones from what stands beside, behind or above it."""
    if token.provision is None:
        return {}
    own = token.provision.levels
    first = bisect_right(instruction.provisions, token.start, key=lambda each: each.start)
    behind = instruction.provisions[first : first + _NEAR]
    named = [each.provision.levels for each in (*action.beside[:_NEAR], *behind) if each.provision]
    for outer in (*named, context.levels):
        outermost = min(_RANK[name] for name in own)
        if outermost <= _ARTICLE:
            break
        lent = {n: m for n, m in outer.items() if _ARTICLE <= _RANK[n] < outermost}
        own = {**lent, **own}
    return {name: own[name] for name in LEVELS if name in own}


def locator_of(levels: Mapping[str, str]) -> str:
    """A locator from levels, the innermost first: "điểm k khoản 3 Điều 5"."""
    inward = [name for name in LEVELS if name in levels]
    return " ".join(f"{_WRITTEN[name]} {levels[name]}" for name in reversed(inward))


def named_level(part: str, levels: Mapping[str, str]) -> dict[str, str]:
    """Levels down to the one that a part names: "tên Điều" is that of the article."""
    named = [n for n, written in _WRITTEN.items() if part.endswith(f" {written.lower()}")]
    return {n: m for n, m in levels.items() if not named or _RANK[n] <= _RANK[named[0]]}
