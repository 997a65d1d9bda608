"""A newspaper interview as lead-in, turns and closing.

1. Furniture is set aside (``interview_lines``), then the article's own way of
   marking questions and answers is found (``interview_roles``).
2. What stands before the first question is the lead-in: headline, sapo, the
   note that names the interviewee (``interview_people``).  These are the
   newspaper's words and have no speaker.
3. A turn begins with a question.  All that follows, marked or not, belongs to
   its answer until the next question: answers run over several paragraphs.  A
   second speaker, and a line of furniture in mid-answer, begin a further
   section of the same turn: same locator and question, own range and speaker.
4. The thanks at the end are no question.  From them, or from the byline, on
   all is closing; a long text after the byline (a box with background) is body.

Offsets are those of the canonical text, which keeps the furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from hoidap.domain import Section, SectionKind
from ingest.extraction.extracted_text import TextMark
from ingest.structure.interview_article import Role, Scheme
from ingest.structure.interview_byline import byline_at, ends_in_signature, find_interviewer
from ingest.structure.interview_headline import find_headline
from ingest.structure.interview_labels import is_impersonal
from ingest.structure.interview_lines import InterviewLine, article_lines
from ingest.structure.interview_people import (
    Person,
    find_newspaper,
    find_people,
    name_in_label,
    office_in_label,
)
from ingest.structure.interview_roles import Reading, read_roles, shipped_weights
from ingest.structure.outline import Mark, block_mark, body_marks, build_outline
from ingest.structure.paper_sites import find_site, spelt_in

#: A paragraph this long behind the byline is a text of its own, not a credit.
_BOX_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class InterviewStructure:
    """The sections of an interview and what its lead-in and closing tell.

    ``newspaper`` is the issuer, ``published_on`` the day of the date line,
    ``interviewer`` the byline; None where the article does not say.
    """

    sections: tuple[Section, ...]
    scheme: Scheme | None
    headline: str | None = None
    newspaper: str | None = None
    published_on: date | None = None
    speaker: str | None = None
    speaker_title: str | None = None
    interviewer: str | None = None
    warnings: tuple[str, ...] = ()


def parse_interview(
    text: str,
    speaker: str | None = None,
    marks: Sequence[TextMark] = (),
    heading: str | None = None,
) -> InterviewStructure:
    """The structure of an interview's canonical text.

    ``speaker`` is the interviewee's full name where metadata give it; otherwise
    it is looked for in the lead-in and in the labels.  ``marks`` say which lines
    are bold or italic; ``heading`` is the page's own, where its format marks one.
    """
    lines, published_on = article_lines(text, marks)
    reading = read_roles(lines, stated=True)
    openings = _openings(lines, reading)
    first = openings[0].line if openings else min(len(lines), 1)
    closing = _closing_line(lines, reading, openings)
    lead = lines[:first]
    people = _people(lead, openings, speaker)
    sections = _block_marks(SectionKind.LEAD_IN, lead)
    if openings:
        sections += _turn_marks(lines[:closing], openings, reading, people)
    else:
        sections += _narrative_marks(text, lines[first:closing])
    end, box = _split_box(lines[closing:])
    sections += _block_marks(SectionKind.CLOSING, end) + _narrative_marks(text, box)
    told = [line.text for line in (lead if openings else lines)]
    newspaper = find_newspaper(told) or find_newspaper([line.text for line in lines])
    if newspaper is None and (site := _site(text, lines, openings, closing)) is not None:
        newspaper = spelt_in(site, text) or site
    return InterviewStructure(
        sections=build_outline(text, sections, fill=False),
        scheme=reading.scheme,
        headline=find_headline(lead, shipped_weights(), heading),
        newspaper=newspaper,
        published_on=published_on,
        speaker=people[0].name if people else None,
        speaker_title=people[0].office if people else None,
        interviewer=find_interviewer(end, lead, people),
        warnings=() if openings else ("No questions and answers were found; read as narrative.",),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """A line at which a question or an answer begins, behind its sign or label."""

    line: int
    role: Role
    start: int
    label: str = ""


def _openings(lines: Sequence[InterviewLine], reading: Reading) -> list[Opening]:
    return [
        Opening(
            index,
            role,
            reading.start(lines, index),
            reading.labels[index].printed if index in reading.labels else "",
        )
        for index, role in enumerate(reading.roles)
        if role in (Role.QUESTION, Role.ANSWER)
    ]


def _site(
    text: str, lines: Sequence[InterviewLine], openings: Sequence[Opening], closing: int
) -> str | None:
    """The site of a paper that the page names around the dialogue."""
    if not openings:
        return find_site(text)
    above = text[: lines[openings[0].line].start]
    return find_site(above) or find_site(text[lines[closing - 1].end :])


def _closing_line(
    lines: Sequence[InterviewLine], reading: Reading, openings: Sequence[Opening]
) -> int:
    """Where the end begins; without a dialogue, where a byline stands."""
    if openings:
        roles = reading.roles
        return roles.index(Role.END) if Role.END in roles else len(lines)
    for index in range(1, len(lines)):
        if byline_at(lines, index) is not None:
            return index
    return len(lines) - 1 if ends_in_signature(lines, 1) else len(lines)


def _split_box(
    lines: Sequence[InterviewLine],
) -> tuple[Sequence[InterviewLine], Sequence[InterviewLine]]:
    for index, line in enumerate(lines):
        if len(line.text) >= _BOX_CHARACTERS:
            return lines[:index], lines[index:]
    return lines, []


def _people(
    lead: Sequence[InterviewLine], openings: Sequence[Opening], speaker: str | None
) -> list[Person]:
    """The people who may answer, the main one first."""
    labels = [o.label for o in openings if o.role is Role.ANSWER]
    people = find_people([line.text for line in lead])
    known = {person.name for person in people}
    people += [person for person in find_people(labels) if person.name not in known]
    named = [name for label in labels if (name := name_in_label(label))]
    answering = [p for p in people if any(p.is_called(name) for name in named)]
    if named and not answering and len(named[0].split()) > 1:
        answering = [Person(named[0])]
    if speaker is not None:
        told = next((p for p in people if p.is_called(speaker)), Person(speaker))
        answering = [Person(speaker, told.office)]
    return list(dict.fromkeys([*answering, *people]))


def _speaker(label: str, people: Sequence[Person]) -> str | None:
    """Who answers under a label: a person of the lead-in, or the label's own words.

    Without any name in label or lead-in nobody is named.
    """
    main = people[0].name if people else None
    if not label or is_impersonal(label):
        return main
    introduced = find_people([label])
    called = [p for p in people if p.is_called(label) or p in introduced]
    if called:
        return called[0].name
    name = name_in_label(label)
    if name is not None:
        return next((person.name for person in people if person.is_called(name)), name)
    office = office_in_label(label)
    if not office:
        return main
    return next((person.name for person in people if person.may_be(office)), label)


def _runs(lines: Iterable[InterviewLine]) -> list[list[InterviewLine]]:
    return [list(run) for _, run in groupby(lines, key=lambda line: line.run)]


def _block_marks(kind: SectionKind, lines: Sequence[InterviewLine]) -> list[Mark]:
    return [block_mark(kind, run[0].start, run[-1].end) for run in _runs(lines)]


def _narrative_marks(text: str, lines: Sequence[InterviewLine]) -> list[Mark]:
    marks: list[Mark] = []
    number = 1
    for run in _runs(lines):
        marks += body_marks(text, run[0].start, run[-1].end, number)
        number += len(run)
    return marks


@dataclass(frozen=True, slots=True)
class _Part:
    """What one person says in a turn: its lines, and where their first word stands."""

    start: int
    lines: Sequence[InterviewLine]
    label: str


def _turn_marks(
    lines: Sequence[InterviewLine],
    openings: Sequence[Opening],
    reading: Reading,
    people: Sequence[Person],
) -> list[Mark]:
    marks: list[Mark] = []
    turns = _turns(openings)
    ends = [*(turn[0].line for turn in turns[1:]), len(lines)]
    for number, (turn, end) in enumerate(zip(turns, ends, strict=True), start=1):
        stops = [*(opening.line for opening in turn[1:]), end]
        notes = [i for i in range(turn[0].line, end) if reading.roles[i] is Role.NOTE]
        stops[-1] = notes[0] if notes else end
        question, *parts = [
            _Part(opening.start, lines[opening.line : stop], opening.label)
            for opening, stop in zip(turn, stops, strict=True)
        ]
        marks += _marks_of_turn(number, question, parts, people)
        if notes:
            marks += _block_marks(SectionKind.CLOSING, lines[notes[0] : end])
    return marks


def _turns(openings: Sequence[Opening]) -> list[list[Opening]]:
    """Openings by turn; each begins with its question."""
    turns: list[list[Opening]] = []
    for opening in openings:
        if opening.role is Role.QUESTION:
            turns.append([])
        turns[-1].append(opening)
    return turns


def _marks_of_turn(
    number: int, question: _Part, parts: Sequence[_Part], people: Sequence[Person]
) -> list[Mark]:
    """The sections of one turn; the first holds the question."""
    label = f"Hỏi–đáp {number}"
    title = _joined(question)
    start = question.lines[0].start if question.lines else parts[0].lines[0].start
    if not parts:
        end = question.lines[-1].end
        return [Mark(SectionKind.TURN, label, start, title=title, body_start=end, end=end)]
    marks: list[Mark] = []
    for part in parts:
        for run in _runs(part.lines):
            body = part.start if run[0] is part.lines[0] else run[0].start
            marks.append(
                Mark(
                    SectionKind.TURN,
                    label,
                    start if not marks else run[0].start,
                    title=title,
                    body_start=body,
                    end=run[-1].end,
                    speaker=_speaker(part.label, people),
                )
            )
    return marks


def _joined(part: _Part) -> str:
    """The words of a part on one line, without the sign or label they begin with."""
    if not part.lines:
        return ""
    first, *others = part.lines
    words = [first.text[part.start - first.start :], *(line.text for line in others)]
    return " ".join(filter(None, words)).strip()
