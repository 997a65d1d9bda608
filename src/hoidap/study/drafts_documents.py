"""Quiz drafts about documents as such: names, days, signers, their order in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hoidap import texts
from hoidap.answering.naming import day_name, document_name
from hoidap.domain import Document, Kind
from hoidap.study.alternatives import write_day
from hoidap.study.asking import reason_of_sources
from hoidap.study.drafts import Draft
from hoidap.study.pack import FactKind, ItemKind, Source
from hoidap.study.sources import source_at
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

#: Pairs of a match, documents of an order.
PAIRS: Final = 4
#: Longer names do not fit a column.
NAME_WORDS: Final = 34
#: Where a document says what it is: at its beginning.
SEARCHED: Final = 4000


@dataclass(frozen=True, slots=True)
class _Stated:
    """Something a document states of itself: what, in which words, and where."""

    document: Document
    shown: str
    source: Source

    @property
    def name(self) -> str:
        return document_name(self.document.metadata)


def document_drafts(
    own: Sequence[Document], related: Sequence[Document], signers: Sequence[str]
) -> Iterator[Draft]:
    """Drafts about the pack's documents, matched with those of its history."""
    everything = [each for each in (*own, *related) if each.metadata.kind is Kind.DIRECTIVE]
    named = list(filter(None, map(_title, everything)))
    dated = list(filter(None, map(_day, everything)))
    signed = list(filter(None, map(_signer, everything)))
    ids = {each.id for each in own}
    yield from _named(named, ids)
    yield from _signed(signed, ids, signers)
    yield from _matched(named, "title", texts.QUIZ_MATCH_TITLES, FactKind.DOCUMENT_NUMBER)
    yield from _matched(dated, "issued", texts.QUIZ_MATCH_DAYS, FactKind.DATE)
    yield from _ordered(dated)


def _title(document: Document) -> _Stated | None:
    about = document.metadata
    title = about.title
    hidden = about.number is None or about.number in title or title in document_name(about)
    if hidden or len(title.split()) > NAME_WORDS:
        return None
    return _stated(document, title, lambda sentence: match_form(title) in match_form(sentence))


def _day(document: Document) -> _Stated | None:
    day = document.metadata.issued_on
    if day is None:
        return None
    return _stated(
        document,
        day_name(day),
        lambda sentence: any(each.iso == day.isoformat() for each in find_dates(sentence)),
    )


def _signer(document: Document) -> _Stated | None:
    signer = document.metadata.signer
    if signer is None:
        return None
    return _stated(
        document, signer, lambda sentence: signer in sentence and "ký" in sentence.lower().split()
    )


def _stated(document: Document, shown: str, states: Callable[[str], bool]) -> _Stated | None:
    """The first sentence that names the document's number and states something of it."""
    number = document.metadata.number or ""
    text = document.text[:SEARCHED]
    for start, end in split_sentences(text):
        sentence = text[start:end]
        if number in sentence and states(sentence):
            return _Stated(document, shown, source_at(document, start, end))
    return None


def _named(named: Sequence[_Stated], own: set[str]) -> Iterator[Draft]:
    for each in named:
        if each.document.id not in own:
            continue
        wrong = [
            other.name
            for other in named
            if match_form(other.shown) != match_form(each.shown) and other.name != each.name
        ]
        if len(wrong) >= 3:
            prompt = texts.QUIZ_WHICH_NAMED.format(title=each.shown)
            yield _choice(each, FactKind.DOCUMENT_NUMBER, prompt, each.name, wrong, "title")


def _signed(signed: Sequence[_Stated], own: set[str], signers: Sequence[str]) -> Iterator[Draft]:
    for each in signed:
        wrong = [other for other in signers if other != each.shown]
        if each.document.id in own and len(wrong) >= 3:
            prompt = texts.QUIZ_WHO_SIGNED.format(document=each.name)
            yield _choice(each, FactKind.SIGNER, prompt, each.shown, wrong, "signer")


def _choice(
    each: _Stated, about: FactKind, prompt: str, right: str, wrong: Sequence[str], what: str
) -> Draft:
    return Draft(
        kind=ItemKind.CHOICE,
        about=about,
        prompt=prompt,
        right=(right,),
        wrong=tuple(dict.fromkeys(wrong)),
        reason=reason_of_sources((each.source,)),
        sources=(each.source,),
        keys=_keys([each], what),
        place=each.source.locator,
        weight=0.9,
    )


def _keys(stated: Sequence[_Stated], what: str) -> frozenset[str]:
    """What an item gives away: the statements it is taken from, and what it asks of each."""
    return frozenset(f"{each.document.id}:{each.source.start}" for each in stated) | frozenset(
        f"{each.document.id}:{what}" for each in stated
    )


def _matched(stated: Sequence[_Stated], what: str, prompt: str, about: FactKind) -> Iterator[Draft]:
    """Matches of four documents with what they state, no two alike."""
    distinct = list({match_form(each.shown): each for each in reversed(stated)}.values())[::-1]
    if len(distinct) != len(stated):  # one title, two documents: neither can be matched
        shown = [match_form(each.shown) for each in stated]
        distinct = [each for each in stated if shown.count(match_form(each.shown)) == 1]
    for start in range(max(1, len(distinct) - PAIRS + 1)):
        group = distinct[start : start + PAIRS]
        if len(group) < 3:
            continue
        sources = tuple(each.source for each in group)
        right = tuple(
            write_day(each.document.metadata.issued_on, "1/1/2000")
            if what == "issued" and each.document.metadata.issued_on
            else each.shown
            for each in group
        )
        yield Draft(
            kind=ItemKind.MATCH,
            about=about,
            prompt=prompt,
            left=tuple(each.name for each in group),
            right=right,
            reason=reason_of_sources(sources),
            sources=sources,
            keys=_keys(group, what),
            place=group[0].document.id,
            weight=0.9,
        )


def _ordered(dated: Sequence[_Stated]) -> Iterator[Draft]:
    """Documents to be put in the order of their days."""
    by_day = sorted(dated, key=_iso)
    for start in range(max(1, len(by_day) - PAIRS + 1)):
        group = by_day[start : start + PAIRS]
        if len(group) < 3 or any(_iso(one) == _iso(other) for one, other in pairwise(group)):
            continue
        sources = tuple(each.source for each in group)
        yield Draft(
            kind=ItemKind.ORDER,
            about=FactKind.DATE,
            prompt=texts.QUIZ_ORDER_DAYS,
            right=tuple(each.name for each in group),
            reason=reason_of_sources(sources),
            sources=sources,
            keys=_keys(group, "issued"),
            place=group[0].document.id,
            weight=0.9,
        )


def _iso(stated: _Stated) -> str:
    day = stated.document.metadata.issued_on
    return day.isoformat() if day else ""
