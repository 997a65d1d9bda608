"""Sentences that tell what was done to a provision, by which clause, from which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hoidap import texts
from hoidap.answering.naming import day_name, document_name, listed
from hoidap.answering.standing.change_book import MadeChange
from hoidap.domain import Metadata, Notice


def place_name(provision: str, about: Metadata) -> str:
    """A provision of a document in a sentence; the document when no provision is given."""
    name = document_name(about)
    if about.type and about.number and about.number not in name and provision:
        name = texts.NUMBERED_LAW.format(type=about.type, number=about.number)
    return f"{provision} {name}".strip()


def told(changes: Sequence[MadeChange], about: Metadata, day: date) -> tuple[Notice, ...]:
    """A notice for each clause that changes a document, with the places that it changes."""
    by_clause: dict[tuple[str, str, str], list[MadeChange]] = {}
    for each in changes:
        key = (each.by.id, each.relation.clause, each.relation.change.value)
        by_clause.setdefault(key, []).append(each)
    return tuple(_notice(group, about, day) for group in by_clause.values())


def _notice(changes: Sequence[MadeChange], about: Metadata, day: date) -> Notice:
    first = changes[0]
    places = list(dict.fromkeys(_place(each) for each in changes))
    text = texts.CHANGED[first.relation.change.value].format(
        place=place_name(listed(places), about),
        clause=place_name(first.relation.clause, first.by.metadata),
        words=_new_words(changes),
    )
    text = text[:1].upper() + text[1:]
    code = "changed" if first.holds_on(day) else "to_be_changed"
    since = first.since
    if since is None:
        return Notice(code, texts.CHANGED_END.format(text=text))
    ending = texts.CHANGED_SINCE if code == "changed" else texts.CHANGED_FROM
    return Notice(code, ending.format(text=text, day=day_name(since)))


def _place(change: MadeChange) -> str:
    relation = change.relation
    place = f"{relation.part} {relation.provision}".strip()
    if not relation.words:
        return place
    return texts.CHANGED_WORDS_AT.format(words=_quoted(relation.words), place=place).strip()


def _new_words(changes: Sequence[MadeChange]) -> str:
    """The words that come, where all changes bring the same."""
    coming = {each.relation.new_words for each in changes}
    words = coming.pop() if len(coming) == 1 else ()
    return _quoted(words) if words else texts.CHANGED_OTHER_WORDS


def _quoted(words: Sequence[str]) -> str:
    return listed([texts.CHANGED_WORDS.format(words=each) for each in words])
