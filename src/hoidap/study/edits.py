"""Edits of a study pack: each makes a new pack, and what was reworded is checked again.

Every part of a pack that can be edited has an id that is unique in the pack: outline
sections, key points, discussion questions and quiz items.  An edit names an id and is
found in whichever list holds it.  A reworded key point or quiz item is compared with its
source by ``Checks``; what no longer matches keeps its new words and carries a flag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hoidap import texts
from hoidap.errors import EditError
from hoidap.study.edit_orders import (
    LIST_LIMIT,
    AddDiscussion,
    AddItem,
    AddPoint,
    AgendaLine,
    Drop,
    Edit,
    Move,
    Regenerate,
    Retitle,
    Reword,
    RewordItem,
    SetAgenda,
    SetAims,
)
from hoidap.study.pack import (
    AgendaEntry,
    Discussion,
    FactKind,
    ItemKind,
    KeyPoint,
    OutlineSection,
    QuizItem,
    Source,
    StudyPack,
)


@dataclass(frozen=True, slots=True)
class Checks:
    """What editing needs of the documents.

    ``item`` and ``point`` say why words no longer match their source ("" when they do),
    ``another`` makes an item in place of one, ``source`` gives a range of a document as a
    source and raises NotFoundError when it may not be read.
    """

    item: Callable[[QuizItem], str]
    point: Callable[[KeyPoint], str]
    another: Callable[[StudyPack, QuizItem, int], QuizItem]
    source: Callable[[str, int, int], Source]


def apply(pack: StudyPack, edits: Sequence[Edit], checks: Checks) -> StudyPack:
    """The pack after ``edits``, one after the other.

    Raises EditError when an edit names an unknown id, makes no valid item or a list too long.
    """
    for edit in edits:
        pack = _one(pack, edit, checks)
    points = [section.points for section in pack.outline]
    if any(len(parts) > LIST_LIMIT for parts in (pack.discussion, pack.quiz, *points)):
        raise EditError(
            f"A list has more than {LIST_LIMIT} entries.",
            "Drop some first.",
            user_message=texts.EDIT_TOO_LONG.format(limit=LIST_LIMIT),
        )
    return pack


def _one(pack: StudyPack, edit: Edit, checks: Checks) -> StudyPack:  # noqa: PLR0911 (one a kind)
    match edit:
        case Retitle():
            return pack.model_copy(update={"title": edit.title.strip()})
        case SetAims():
            return pack.model_copy(update={"aims": tuple(edit.aims)})
        case SetAgenda():
            return pack.model_copy(update={"agenda": _timed(edit.entries)})
        case Reword():
            return _replaced(pack, edit.id, lambda part: [_reworded(part, edit.text, checks)])
        case RewordItem():
            return _replaced(pack, edit.id, lambda part: [_reworded_item(part, edit, checks)])
        case Move():
            return _moved(pack, edit)
        case Drop():
            return _replaced(pack, edit.id, lambda _: [])
        case AddPoint():
            return _with_point(pack, edit, checks)
        case AddDiscussion():
            sources = sources_of(_found(pack, edit.like)) if edit.like else ()
            added = Discussion(
                id=_new_id(pack, "d"), question=edit.question, sources=sources, edited=True
            )
            return pack.model_copy(update={"discussion": (*pack.discussion, added)})
        case AddItem():
            return pack.model_copy(update={"quiz": (*pack.quiz, _new_item(pack, edit, checks))})
        case Regenerate():
            return _replaced(
                pack, edit.id, lambda part: [checks.another(pack, _item(part), edit.seed)]
            )


Part = OutlineSection | KeyPoint | Discussion | QuizItem
_P = TypeVar("_P", bound=Part)


def sources_of(part: Part) -> tuple[Source, ...]:
    """The sources that prove a part of a pack."""
    match part:
        case KeyPoint():
            return part.sources
        case OutlineSection():
            return tuple(source for point in part.points for source in point.sources)
        case Discussion() | QuizItem():
            return part.sources


def _parts(pack: StudyPack) -> list[Part]:
    points = [point for section in pack.outline for point in section.points]
    return [*pack.outline, *points, *pack.summary, *pack.news, *pack.discussion, *pack.quiz]


def _found(pack: StudyPack, part_id: str) -> Part:
    found = next((part for part in _parts(pack) if part.id == part_id), None)
    if found is None:
        raise EditError(
            f"The pack has no part {part_id!r}.",
            "Read the latest version.",
            user_message=texts.EDIT_UNKNOWN_PART,
        )
    return found


def _replaced(pack: StudyPack, part_id: str, change: Callable[[Part], Sequence[Part]]) -> StudyPack:
    """The pack with one part replaced by what ``change`` makes of it, wherever it stands."""
    wanted = _found(pack, part_id)

    def swap(parts: Sequence[_P]) -> tuple[_P, ...]:
        swapped: list[_P] = []
        for part in parts:
            swapped.extend(change(part) if part.id == wanted.id else [part])  # type: ignore[arg-type]
        return tuple(swapped)

    outline = tuple(
        section.model_copy(update={"points": swap(section.points)})
        for section in swap(pack.outline)
    )
    return pack.model_copy(
        update={
            "outline": outline,
            "summary": swap(pack.summary),
            "news": swap(pack.news),
            "discussion": swap(pack.discussion),
            "quiz": swap(pack.quiz),
        }
    )


def _moved(pack: StudyPack, edit: Move) -> StudyPack:
    _found(pack, edit.id)

    def place(parts: Sequence[_P]) -> tuple[_P, ...]:
        here = [part for part in parts if part.id == edit.id]
        others = [part for part in parts if part.id != edit.id]
        return (*others[: edit.to], *here, *others[edit.to :]) if here else tuple(parts)

    outline = tuple(
        section.model_copy(update={"points": place(section.points)})
        for section in place(pack.outline)
    )
    return pack.model_copy(
        update={
            "outline": outline,
            "summary": place(pack.summary),
            "news": place(pack.news),
            "discussion": place(pack.discussion),
            "quiz": place(pack.quiz),
        }
    )


def _timed(lines: Sequence[AgendaLine]) -> tuple[AgendaEntry, ...]:
    entries, starts = [], 0
    for line in lines:
        entries.append(
            AgendaEntry(starts=starts, minutes=line.minutes, title=line.title, kind=line.kind)
        )
        starts += line.minutes
    return tuple(entries)


def _reworded(part: Part, text: str, checks: Checks) -> Part:
    match part:
        case OutlineSection():
            return part.model_copy(update={"title": text})
        case Discussion():
            return part.model_copy(update={"question": text, "edited": True})
        case KeyPoint():
            changed = part.model_copy(update={"text": text, "edited": True, "flag": ""})
            return changed.model_copy(update={"flag": checks.point(changed)})
        case QuizItem():
            changed_item = part.model_copy(update={"prompt": text, "edited": True, "flag": ""})
            return _checked(changed_item, checks)


def _reworded_item(part: Part, edit: RewordItem, checks: Checks) -> QuizItem:
    given = edit.model_dump(exclude={"op", "id"}, exclude_none=True)
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    item = _item(part).model_copy(update={**values, "edited": True, "flag": ""})
    return _checked(item, checks)


def _new_item(pack: StudyPack, edit: AddItem, checks: Checks) -> QuizItem:
    proof = _found(pack, edit.like)
    item = QuizItem(
        id=_new_id(pack, "q"),
        kind=edit.kind,
        about=proof.about if isinstance(proof, QuizItem) else FactKind.STATEMENT,
        prompt=edit.prompt,
        options=tuple(edit.options),
        correct=tuple(edit.correct),
        left=tuple(edit.left),
        answers=tuple(edit.answers),
        reason=edit.reason,
        sources=sources_of(proof),
        edited=True,
    )
    return _checked(item, checks)


def _checked(item: QuizItem, checks: Checks) -> QuizItem:
    """The item with its flag.  Raises EditError when nobody could answer it."""
    problem = _misshapen(item)
    if problem:
        raise EditError(f"The item {item.id!r} {problem}.", user_message=texts.EDIT_BAD_ITEM)
    return item.model_copy(update={"flag": checks.item(item)})


def _misshapen(item: QuizItem) -> str:
    """What an item of its kind lacks; "" when it is whole."""
    options, correct = len(item.options), item.correct
    if any(each >= options for each in correct):
        return "names an option that is not there"
    if len(set(item.options)) != options:
        return "has an option twice"
    match item.kind:
        case ItemKind.CHOICE | ItemKind.TRUE_FALSE:
            return "" if options >= 2 and len(correct) == 1 else "needs options and one right one"
        case ItemKind.GAP:
            whole = bool(item.answers) and "____" in item.prompt
            return "" if whole else "needs a gap (____) and an accepted answer"
        case ItemKind.MATCH:
            whole = bool(item.left) and len(correct) == len(item.left)
            return "" if whole else "needs one option for every line on the left"
        case ItemKind.ORDER:
            whole = sorted(correct) == list(range(options)) and options >= 2
            return "" if whole else "needs the right order of all its options"


def _item(part: Part) -> QuizItem:
    if not isinstance(part, QuizItem):
        raise EditError(f"{part.id!r} is no quiz item.", user_message=texts.EDIT_UNKNOWN_PART)
    return part


def _with_point(pack: StudyPack, edit: AddPoint, checks: Checks) -> StudyPack:
    section = _found(pack, edit.section)
    if not isinstance(section, OutlineSection):
        raise EditError(f"{edit.section!r} is no section.", user_message=texts.EDIT_UNKNOWN_PART)
    source = checks.source(edit.document_id, edit.start, edit.end)
    point = KeyPoint(
        id=_new_id(pack, "k"), text=" ".join(source.quote.split()), source=source, edited=True
    )
    longer = section.model_copy(update={"points": (*section.points, point)})
    return _replaced(pack, section.id, lambda _: [longer])


def _new_id(pack: StudyPack, letter: str) -> str:
    """An id that no part of the pack has."""
    taken = {part.id for part in _parts(pack)}
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"
