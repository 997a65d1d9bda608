"""The timed agenda and the reading list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from hoidap import texts
from hoidap.study.material import Material, Stretch
from hoidap.study.pack import AgendaEntry, OutlineSection, Reading
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
#: Entries for sections: more make an agenda that nobody follows.
MOST_ENTRIES: Final = 6


def make_agenda(
    minutes: int, outline: Sequence[OutlineSection], *, discussion: bool, quiz: bool
) -> tuple[AgendaEntry, ...]:
    """Entries from minute 0 to the last; neighbouring headings share an entry when many."""
    opening, closing = (max(2, round(minutes * share)) for share in (OPENING, CLOSING))
    left = minutes - opening - closing
    talk = max(LEAST_MINUTES, round(left * DISCUSSION)) if discussion else 0
    test = max(LEAST_MINUTES, round(left * QUIZ)) if quiz else 0
    planned = [(texts.PACK_OPENING, "opening", opening)]
    planned += _sections(left - talk - test, outline)
    planned += [(texts.PACK_DISCUSSION, "discussion", talk), (texts.PACK_QUIZ, "quiz", test)]
    planned += [(texts.PACK_CLOSING, "closing", closing)]
    entries, now = [], 0
    for title, kind, length in planned:
        if length:
            entries.append(AgendaEntry(starts=now, minutes=length, title=title, kind=kind))
            now += length
    return tuple(entries)


def _sections(minutes: int, outline: Sequence[OutlineSection]) -> list[tuple[str, str, int]]:
    """Titles and minutes of the sections, in proportion to their points; they add up exactly."""
    most = max(1, min(MOST_ENTRIES, minutes // LEAST_MINUTES, len(outline)))
    size = math.ceil(len(outline) / most) if outline else 1
    groups = [outline[at : at + size] for at in range(0, len(outline), size)]
    points = [sum(len(each.points) for each in group) for group in groups]
    lengths = _shared(minutes, points)
    return [
        (_title(group), "section", length) for group, length in zip(groups, lengths, strict=True)
    ]


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


def make_readings(material: Material, minutes: int) -> tuple[Reading, ...]:
    """What to read before, in reading order, the stretches that fit the time, the longest last."""
    room = minutes * READING_SHARE
    chosen: list[Stretch] = []
    for stretch in sorted(material.stretches, key=lambda each: (_minutes(each), each.start)):
        if chosen and room < _minutes(stretch):
            break
        chosen.append(stretch)
        room -= _minutes(stretch)
    return tuple(
        Reading(
            source=source_at(each.document, each.start, _end(each)),
            minutes=_minutes(each),
            why=texts.PACK_READ_TOPIC.format(topic=material.topic)
            if material.topic
            else texts.PACK_READ_SECTION.format(title=each.title),
        )
        for each in material.stretches
        if each in chosen
    )


def _minutes(stretch: Stretch) -> int:
    return max(1, math.ceil(stretch.words / SYLLABLES_PER_MINUTE))


def _end(stretch: Stretch) -> int:
    return stretch.start + len(stretch.text.rstrip())
