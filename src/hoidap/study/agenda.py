"""The timed agenda and the reading list."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Final

from hoidap import texts
from hoidap.domain import Document, SectionKind
from hoidap.study.material import Material, Stretch
from hoidap.study.pack import AgendaEntry, KeyPoint, OutlineSection, Reading
from hoidap.study.sources import source_at

#: Syllables an adult reads in a minute.  Measured reading of Vietnamese prose lies between 200
#: and 250; official prose is read with a pencil in the hand, so the lower end.
SYLLABLES_PER_MINUTE: Final = 200
#: What a participant reads the evening before: half the session's time.
READING_SHARE: Final = 0.5
#: Opening with the aims and closing with the conclusion, as shares of the session.
OPENING: Final = 0.08
CLOSING: Final = 0.08
#: Of the rest: explaining the sections, discussing, the quiz.
DISCUSSION: Final = 0.27
QUIZ: Final = 0.2
#: Shorter entries than this are not kept by anyone.
LEAST_MINUTES: Final = 3
#: Sections that are read whole, not by their parts.
_READ_WHOLE: Final = frozenset({SectionKind.ARTICLE, SectionKind.HEADING, SectionKind.TURN})
#: Entries for sections: more make an agenda that nobody follows.
MOST_ENTRIES: Final = 6


def make_agenda(
    minutes: int,
    outline: Sequence[OutlineSection],
    names: Mapping[str, str],
    *,
    discussion: bool,
    quiz: bool,
) -> tuple[AgendaEntry, ...]:
    """Entries from minute 0 to the last; neighbouring headings share an entry when many.

    ``names``: the documents' names by id.
    """
    opening, closing = (max(2, round(minutes * share)) for share in (OPENING, CLOSING))
    left = minutes - opening - closing
    talk = max(LEAST_MINUTES, round(left * DISCUSSION)) if discussion else 0
    test = max(LEAST_MINUTES, round(left * QUIZ)) if quiz else 0
    planned = [(texts.PACK_OPENING, "opening", opening)]
    planned += _sections(left - talk - test, outline, names)
    planned += [(texts.PACK_DISCUSSION, "discussion", talk), (texts.PACK_QUIZ, "quiz", test)]
    planned += [(texts.PACK_CLOSING, "closing", closing)]
    entries, now = [], 0
    for title, kind, length in planned:
        if length:
            entries.append(AgendaEntry(starts=now, minutes=length, title=title, kind=kind))
            now += length
    return tuple(entries)


def _sections(
    minutes: int, outline: Sequence[OutlineSection], names: Mapping[str, str]
) -> list[tuple[str, str, int]]:
    """Titles and minutes of the sections, in proportion to their points; they add up exactly.

    Of several documents each is one entry; of one, neighbouring headings share an entry.
    """
    documents = [list(group) for _, group in groupby(outline, key=lambda each: each.document_id)]
    whole = len(documents) > 1
    units = documents if whole else [[each] for each in outline]
    most = max(1, min(MOST_ENTRIES, minutes // LEAST_MINUTES, len(units)))
    size = math.ceil(len(units) / most) if units else 1
    groups = [list(chain(*units[at : at + size])) for at in range(0, len(units), size)]
    lengths = _shared(minutes, [2 + sum(len(each.points) for each in group) for group in groups])
    return [
        (_names(group, names) if whole else _title(group), "section", length)
        for group, length in zip(groups, lengths, strict=True)
    ]


def _names(group: Sequence[OutlineSection], names: Mapping[str, str]) -> str:
    """The documents of a group of sections."""
    return "; ".join(dict.fromkeys(names[each.document_id] for each in group))


def _shared(minutes: int, weights: Sequence[int]) -> list[int]:
    """Whole minutes in proportion to weights, at least one each, adding up to ``minutes``."""
    total = sum(weights) or 1
    ends = [round(minutes * sum(weights[: place + 1]) / total) for place in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _title(group: Sequence[OutlineSection]) -> str:
    if len(group) == 1:
        return _heading(group[0])
    return texts.PACK_FROM_TO.format(first=_heading(group[0]), last=_heading(group[-1]))


def _heading(section: OutlineSection) -> str:
    """Label and title: "Điều 105. Thời giờ làm việc bình thường"; a heading's title alone."""
    if section.title in section.locator:
        return section.title
    return f"{section.locator}. {section.title}"


def make_readings(
    material: Material, outline: Sequence[OutlineSection], minutes: int
) -> tuple[Reading, ...]:
    """What to read before the session, in reading order, within half the session's time.

    A heading that takes too long is read in part: the sections that its key points stand in.
    What holds most key points is chosen first; at least one reading is given.
    """
    room = minutes * READING_SHARE
    points: dict[tuple[str, str], list[KeyPoint]] = {}
    for section in outline:
        points.setdefault((section.document_id, section.locator), []).extend(section.points)
    pieces: dict[tuple[int, int, int], tuple[int, Stretch]] = {}
    for order, stretch in enumerate(material.stretches):
        held = points.get((stretch.document.id, stretch.section.locator), [])
        for start, end in _pieces(stretch, held, room):
            inside = sum(start <= each.source.start < end for each in held)
            pieces[(order, start, end)] = (inside, stretch)
    chosen: list[tuple[int, int, int]] = []
    for key in sorted(pieces, key=lambda key: (-pieces[key][0], key)):
        needed = _minutes(pieces[key][1].document, key[1], key[2])
        if pieces[key][0] and (not chosen or needed <= room):
            chosen.append(key)
            room -= needed
    return tuple(_reading(material, *key[1:], pieces[key][1]) for key in sorted(chosen))


def _pieces(stretch: Stretch, points: Sequence[KeyPoint], room: float) -> Iterator[tuple[int, int]]:
    """The stretch as a whole, or the sections of its points where it is too long."""
    document = stretch.document
    end = stretch.start + len(stretch.text.rstrip())
    if _minutes(document, stretch.start, end) <= max(2, room / 3):
        yield stretch.start, end
        return
    for point in points:
        path = [
            each
            for each in document.sections
            if each.parent is not None
            and stretch.start <= each.start <= point.source.start < each.end <= stretch.end
            and each.index != stretch.section.index
        ]
        if path:
            last = path[0] if len(path) < 2 or path[0].kind in _READ_WHOLE else path[1]
            yield last.start, last.start + len(document.text[last.start : last.end].rstrip())


def _reading(material: Material, start: int, end: int, stretch: Stretch) -> Reading:
    why = (
        texts.PACK_READ_TOPIC.format(topic=material.topic)
        if material.topic
        else texts.PACK_READ_SECTION.format(title=stretch.title)
    )
    return Reading(
        source=source_at(stretch.document, start, end),
        minutes=_minutes(stretch.document, start, end),
        why=why,
    )


def _minutes(document: Document, start: int, end: int) -> int:
    words = len(document.text[start:end].split())
    return max(1, math.ceil(words / SYLLABLES_PER_MINUTE))
