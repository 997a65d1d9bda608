"""Quiz drafts from lists: which of these belongs to it, and in which order it goes.

A wrong option is an item of another list that shares less than half of its
telling words with every item of the asked list and with every other statement
of the same place.  The right order is asked only of lists that are numbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Document, Kind
from hoidap.study.asking import (
    LEAD_WORDS,
    clean_lead,
    lead_place,
    reason_of_sources,
    upper_first,
)
from hoidap.study.drafts import Draft
from hoidap.study.drafts_facts import keys_of
from hoidap.study.knowledge import telling_words
from hoidap.study.material import Stretch
from hoidap.study.pack import FactKind, ItemKind
from hoidap.study.sources import locator_at, source_at
from hoidap.study.statements import Range, Statement, statements_of
from hoidap.study.wellformed import brackets_close, is_content
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form

#: Shorter lists are no lists to know; longer ones cannot be put in order from memory.
LEAST_ITEMS: Final = 3
MOST_ORDERED: Final = 6
#: Items beyond this do not fit an option.
ITEM_WORDS: Final = range(2, 36)
ORDERED_WORDS: Final = range(2, 26)
#: Two items that share this part of the shorter one's telling words may mean the same.
ALIKE: Final = 0.5
#: Wrong options kept of each list.
MOST_WRONG: Final = 12
#: Below this an option is laughed at rather than thought about.
LEAST_PLAUSIBLE: Final = 3
#: The last syllables of a lead-in say what is listed.
ANNOUNCING: Final = 8
#: An option that is this many times longer or shorter gives itself away.
LENGTH_RATIO: Final = 2.2

_ORDINAL: Final = re.compile(
    r"(?<!\w)(?:thứ (?:nhất|hai|ba|tư|năm|sáu)|cuối cùng|tiếp theo|trước hết|Mục \d|Điều \d"
    r"|khác do|khác theo|[Cc]ác .{0,30} khác)(?!\w)"
)
_THINGS: Final = re.compile(
    r"(?<!\w)(?:trường hợp|yêu cầu|quyền|nghĩa vụ|nội dung|hành vi|nguyên tắc|điều kiện|trách nhiệm"
    r"|tiêu chuẩn|biểu hiện|mục đích|biện pháp|căn cứ|nhóm|vấn đề|phần|chuẩn mực|cơ quan|hạn chế"
    r"|điều phải chống|ngày|người|hình thức|nhiệm vụ|giải pháp)(?!\w)"
)
#: "And others": belongs to every list.
_OTHERS: Final = re.compile(r"(?:(?:Các|Những) )?[^,;]{2,30} khác(?!\w)")
_NUMBERED: Final = re.compile(r"(?:\d{1,2}|[a-zđ])[.)]\s")
_POINTS_AWAY: Final = re.compile(
    r"(?:quy định|nêu|nói) (?:tại|ở|trong)|Điều này|khoản này|điểm này|(?:điểm|khoản) \w{1,2}\b"
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the range of its lead-in, and its items in order."""

    document: Document
    lead_in: Range
    items: tuple[Statement, ...]
    options: tuple[str | None, ...]  # each item as an option, None where it cannot be one
    words: tuple[frozenset[str], ...]  # the telling words of each item

    @property
    def key(self) -> str:
        """What a question about the list gives away."""
        return f"{self.document.id}:{self.lead_in.start}:list"


def listings(statements: Sequence[Statement]) -> list[Listing]:
    """The lists among statements, each with its items."""
    grouped: dict[tuple[str, Range], list[Statement]] = {}
    for each in statements:
        if each.lead_in is not None:
            grouped.setdefault((each.document.id, each.lead_in), []).append(each)
    return [
        Listing(
            items[0].document,
            lead,
            tuple(items),
            tuple(map(option_of, items)),
            tuple(telling_words(match_form(item.text)) for item in items),
        )
        for (_, lead), items in grouped.items()
    ]


def list_drafts(stretch: Stretch, others: Sequence[Listing]) -> Iterator[Draft]:
    """Drafts about the lists of a stretch; ``others`` are lists to take wrong options from."""
    for listing in listings(statements_of(stretch)):
        lead = clean_lead(listing.document.text[slice(*listing.lead_in)])
        if len(listing.items) < LEAST_ITEMS or not _is_good_lead(lead):
            continue
        yield from _choices(listing, lead, stretch, others)
        yield from _order(listing, lead, stretch)


def option_of(item: Statement) -> str | None:
    """An item as an option: without its own document's name before it; None if it cannot stand."""
    text = item.text.rstrip(".")
    numbers = find_document_numbers(text)
    own = item.document.metadata.number
    if own and numbers and numbers[0].number.canonical == own:
        before = text[: numbers[0].start]
        if len(before.split()) > 2:
            return None
        text = text[numbers[0].end :].strip()
        numbers = find_document_numbers(text)
    if numbers or len(text.split()) not in ITEM_WORDS or not brackets_close(text):
        return None
    if (
        _OTHERS.match(text)
        or text.endswith(":")
        or _POINTS_AWAY.search(text)
        or not is_content(text)
    ):
        return None
    return upper_first(text)


def _is_good_lead(lead: str) -> bool:
    return (
        lead.endswith(":")
        and 3 <= len(lead.split()) <= LEAD_WORDS
        and is_content(lead)
        and brackets_close(lead)
        and lead[0].isupper()
    )


def _choices(
    listing: Listing, lead: str, stretch: Stretch, others: Sequence[Listing]
) -> Iterator[Draft]:
    wrong = _foreign(listing, lead, others)
    place = lead_place(listing.document, listing.lead_in.start, lead)
    form = texts.QUIZ_COMPLETE_PLACED if place else texts.QUIZ_COMPLETE
    prompt = form.format(place=place, text=f"{lead} …")
    for item, option in zip(listing.items, listing.options, strict=True):
        near = [
            each
            for each in wrong
            if option
            and _form(each) == _form(option)
            and 1 / LENGTH_RATIO <= len(each) / len(option) <= LENGTH_RATIO
        ]
        if option is None or len(near) < 3:
            continue
        sources = (
            source_at(listing.document, *listing.lead_in),
            source_at(item.document, item.start, item.start + len(item.text)),
        )
        yield Draft(
            kind=ItemKind.CHOICE,
            about=FactKind.LIST,
            prompt=prompt,
            right=(option,),
            wrong=tuple(near[:MOST_WRONG]),
            reason=reason_of_sources(sources),
            sources=sources,
            keys=keys_of(item) | {listing.key},
            place=stretch.section.locator,
            weight=1.0 if listing.document.metadata.digest else 0.6,
        )


def _foreign(listing: Listing, lead: str, others: Sequence[Listing]) -> list[str]:
    """Items of other lists that belong in no way to this one, the most plausible first.

    Plausible is an item of a list of the same things ("... trường hợp sau đây:"), one that
    begins like an item of this list, or one that speaks of what the lead-in speaks of.
    """
    shown = [each for each in listing.options if each]
    begins = {_beginning(each) for each in shown}
    own_text = match_form(listing.document.text[listing.lead_in.start : listing.items[-1].end])
    about = telling_words(match_form(lead))
    things, named = _things(lead), any(_form(each)[0] for each in shown)
    found: dict[str, int] = {}
    for other in others:
        if other.document.id == listing.document.id and other.lead_in == listing.lead_in:
            continue
        same = other.document.id == listing.document.id
        if not same and not (listing.document.metadata.digest and other.document.metadata.digest):
            continue  # what one law lists is no answer about another
        other_lead = other.document.text[slice(*other.lead_in)]
        if same and _alike(about, telling_words(match_form(other_lead))):
            continue
        alike_things = things is not None and things == _things(other_lead)
        for option, words in zip(other.options, other.words, strict=True):
            if option is None or len(words) < 2 or option in found:
                continue
            if any(_alike(words, each) for each in listing.words) or match_form(option) in own_text:
                continue
            kin = (
                2 * alike_things
                + 2 * (_beginning(option) in begins)
                + 2 * (named and _form(option)[0])
            )
            plausible = kin + min(2, len(words & about)) + same
            in_law = not listing.document.metadata.digest
            if in_law and not (alike_things and words & about):
                continue
            if kin and plausible >= LEAST_PLAUSIBLE:
                found.setdefault(option, plausible)
    return sorted(found, key=lambda option: (-found[option], option))


def _beginning(option: str) -> str:
    return option.split(maxsplit=1)[0].lower()


def _form(option: str) -> tuple[bool, bool, bool]:
    """What is seen before it is read: a name, a figure, a colon."""
    named = any(word[0].isupper() and not word.isupper() for word in option.split()[1:])
    return named, any(character.isdigit() for character in option), ":" in option


def _things(lead: str) -> str | None:
    """What a list lists, as its lead-in calls it."""
    found = _THINGS.findall(" ".join(lead.split()[-ANNOUNCING:]))
    return found[-1] if found else None


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least > 0 and len(one & other) >= ALIKE * least


def _order(listing: Listing, lead: str, stretch: Stretch) -> Iterator[Draft]:
    """The list to be put in its order, when it has one that can be known."""
    document = listing.document
    options = [each for each in listing.options if each and len(each.split()) in ORDERED_WORDS]
    numbered = all(
        _NUMBERED.match(document.text, document.text.rfind("\n", 0, item.start) + 1)
        for item in listing.items
    )
    if (
        not numbered
        or len(options) != len(listing.items)
        or len(set(options)) != len(options)
        or not LEAST_ITEMS <= len(options) <= MOST_ORDERED
        or any(_ORDINAL.search(each) for each in options)
    ):
        return
    about = document.metadata
    whole = lead == document.text[slice(*listing.lead_in)].strip()
    if about.kind is Kind.INTERVIEW or not whole:
        return  # a speaker's order, or that of a part of the items, is nothing to know
    locator = "" if about.digest else f"{locator_at(document, listing.lead_in.start)} "
    sources = (source_at(document, listing.lead_in.start, listing.items[-1].end),)
    yield Draft(
        kind=ItemKind.ORDER,
        about=FactKind.LIST,
        prompt=texts.QUIZ_ORDER.format(
            place=f"{locator}{document_name(about)}".strip(), lead=lead.rstrip(":")
        ),
        right=tuple(options),
        reason=reason_of_sources(sources),
        sources=sources,
        keys=frozenset({listing.key}).union(*(keys_of(item) for item in listing.items)),
        place=stretch.section.locator,
        weight=1.0,
    )
