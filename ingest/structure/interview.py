"""A newspaper interview as lead-in, turns and closing.

1. Furniture is set aside (``interview_lines``), then the article's own way of
   marking questions and answers is found (``interview_schemes``).
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

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from hoidap.domain import Section, SectionKind
from ingest.structure.interview_lines import (
    InterviewLine,
    article_lines,
    byline,
    is_source_note,
)
from ingest.structure.interview_people import (
    Person,
    find_newspaper,
    find_people,
    name_in_label,
    office_in_label,
)
from ingest.structure.interview_schemes import (
    Opening,
    Role,
    Scheme,
    find_openings,
    is_impersonal,
)
from ingest.structure.outline import Mark, block_mark, body_marks, build_outline

#: A headline is a line of a newspaper's type, not a paragraph.
_LONGEST_HEADLINE: Final = 250

_MADE_BY: Final = re.compile(r"\(?\s*thực hiện\s*\)?\.?")

#: A paragraph this long behind the byline is a text of its own, not a credit.
_BOX_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class InterviewStructure:
    """The sections of an interview and what its lead-in and closing tell.

    ``newspaper`` is the issuer, ``published_on`` the day of the date line,
    ``interviewer`` the byline; None where the article does not say.
    """

    sections: tuple[Section, ...]
    scheme: Scheme
    headline: str | None = None
    newspaper: str | None = None
    published_on: date | None = None
    speaker: str | None = None
    speaker_title: str | None = None
    interviewer: str | None = None
    warnings: tuple[str, ...] = ()


def parse_interview(text: str, speaker: str | None = None) -> InterviewStructure:
    """The structure of an interview's canonical text.

    ``speaker`` is the interviewee's full name where metadata give it; otherwise
    it is looked for in the lead-in and in the labels.
    """
    lines, published_on = article_lines(text)
    scheme, openings = find_openings(lines)
    openings, closing = _split_closing(lines, openings)
    first = openings[0].line if openings else min(len(lines), 1)
    lead = lines[:first]
    people = _people(lead, openings, speaker)
    marks = _block_marks(SectionKind.LEAD_IN, lead)
    if openings:
        marks += _turn_marks(lines[:closing], openings, people)
    else:
        marks += _narrative_marks(text, lines[first:closing])
    end, box = _split_box(lines[closing:])
    marks += _block_marks(SectionKind.CLOSING, end) + _narrative_marks(text, box)
    told = [line.text for line in (lead if openings else lines)]
    return InterviewStructure(
        sections=build_outline(text, marks, fill=False),
        scheme=scheme,
        headline=_headline(lead),
        newspaper=find_newspaper(told),
        published_on=published_on,
        speaker=people[0].name if people else None,
        speaker_title=people[0].office if people else None,
        interviewer=_interviewer(end, lead),
        warnings=() if openings else ("No questions and answers were found; read as narrative.",),
    )


def _split_closing(
    lines: Sequence[InterviewLine], openings: Sequence[Opening]
) -> tuple[list[Opening], int]:
    """The openings of real turns, and the index of the line at which the closing begins."""
    kept = list(openings)
    last = max((i for i, o in enumerate(kept) if o.role is Role.QUESTION), default=None)
    if last is not None and last > 0 and _is_farewell(lines, kept[last:]):
        return kept[:last], kept[last].line
    start = kept[-1].line + 1 if kept else 1
    return kept, _closing_line(lines, start)


def _is_farewell(lines: Sequence[InterviewLine], openings: Sequence[Opening]) -> bool:
    """Whether the last question is the thanks, answered by nothing or by thanks."""
    question = lines[openings[0].line]
    return question.is_thanks and all(lines[opening.line].is_thanks for opening in openings[1:])


def _closing_line(lines: Sequence[InterviewLine], start: int) -> int:
    """Where thanks or byline begin after the last answer's first line; the end if nowhere."""
    long = [index for index, line in enumerate(lines) if len(line.text) >= _BOX_CHARACTERS]
    brief = max(long, default=-1) + 1  # from here on no line is long
    for index in range(start, len(lines)):
        line = lines[index]
        if _byline_at(lines, index) is not None:
            return index
        if index >= brief and (line.is_thanks or is_source_note(line)):
            return index
    return len(lines) - 1 if _ends_in_signature(lines, start) else len(lines)


def _ends_in_signature(lines: Sequence[InterviewLine], start: int) -> bool:
    """Whether the text ends in a lone name, the author's."""
    return len(lines) > start and _lone_name(lines[-1]) is not None


def _lone_name(line: InterviewLine) -> str | None:
    words = line.text.strip(" .").split()
    if 1 < len(words) <= 4 and all(word.isalpha() and word[0].isupper() for word in words):
        return " ".join(words)
    return None


def _split_box(
    lines: Sequence[InterviewLine],
) -> tuple[Sequence[InterviewLine], Sequence[InterviewLine]]:
    for index, line in enumerate(lines):
        if len(line.text) >= _BOX_CHARACTERS:
            return lines[:index], lines[index:]
    return lines, []


def _interviewer(end: Sequence[InterviewLine], lead: Sequence[InterviewLine]) -> str | None:
    for lines in (end, lead[1:]):
        for index in range(len(lines)):
            if name := _byline_at(lines, index):
                return name
    return _lone_name(end[-1]) if end else None


def _byline_at(lines: Sequence[InterviewLine], index: int) -> str | None:
    """The byline at a line, which may have its "(thực hiện)" on the line below."""
    below = lines[index + 1].form if index + 1 < len(lines) else ""
    if _MADE_BY.fullmatch(below) and (name := _lone_name(lines[index])):
        return name
    return byline(lines[index])


def _headline(lead: Sequence[InterviewLine]) -> str | None:
    if lead and len(lead[0].text) <= _LONGEST_HEADLINE and not lead[0].text.startswith("("):
        return lead[0].text
    return None


def _people(
    lead: Sequence[InterviewLine], openings: Sequence[Opening], speaker: str | None
) -> list[Person]:
    """The people who may answer, the main one first."""
    people = find_people([line.text for line in lead])
    labels = [o.label for o in openings if o.role is Role.ANSWER]
    named = [name for label in labels if (name := name_in_label(label))]
    answering = [p for p in people if any(p.is_called(name) for name in named)]
    if named and not answering and len(named[0].split()) > 1:
        answering = [Person(named[0])]
    if speaker is not None:
        known = next((p for p in people if p.is_called(speaker)), Person(speaker))
        answering = [Person(speaker, known.office)]
    return list(dict.fromkeys([*answering, *people]))


def _speaker(label: str, people: Sequence[Person]) -> str | None:
    """Who answers under a label: a person of the lead-in, or the label's own words.

    Without any name in label or lead-in nobody is named.
    """
    main = people[0].name if people else None
    if not label or is_impersonal(label):
        return main
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
    lines: Sequence[InterviewLine], openings: Sequence[Opening], people: Sequence[Person]
) -> list[Mark]:
    marks: list[Mark] = []
    turns = _turns(openings)
    ends = [*(turn[0].line for turn in turns[1:]), len(lines)]
    for number, (turn, end) in enumerate(zip(turns, ends, strict=True), start=1):
        question, parts = _question_and_answers(lines, turn, end)
        marks += _marks_of_turn(number, question, parts, people)
    return marks


def _turns(openings: Sequence[Opening]) -> list[list[Opening]]:
    """Openings by turn; a question right after a question goes on with it."""
    turns: list[list[Opening]] = []
    for opening in openings:
        goes_on = bool(turns) and (
            opening.role is Role.ANSWER or opening.line == turns[-1][-1].line + 1
        )
        if goes_on and (opening.role is Role.ANSWER or turns[-1][-1].role is Role.QUESTION):
            turns[-1].append(opening)
        else:
            turns.append([opening])
    return turns


def _question_and_answers(
    lines: Sequence[InterviewLine], turn: Sequence[Opening], end: int
) -> tuple[_Part, list[_Part]]:
    answers = [opening for opening in turn if opening.role is Role.ANSWER]
    begin = turn[0].line
    if turn[0].role is Role.ANSWER:
        stop = begin
    elif answers:
        stop = answers[0].line
    else:
        stop = _end_of_bare_question(lines, turn, end)
    question = _Part(turn[0].start, lines[begin:stop], turn[0].label)
    if not answers:
        rest = lines[stop:end]
        return question, [_Part(rest[0].start, rest, "")] if rest else []
    stops = [*(opening.line for opening in answers[1:]), end]
    parts = [
        _Part(opening.start, lines[opening.line : until], opening.label)
        for opening, until in zip(answers, stops, strict=True)
    ]
    return question, parts


def _end_of_bare_question(lines: Sequence[InterviewLine], turn: Sequence[Opening], end: int) -> int:
    """Where an answer without sign begins: after the lines that ask."""
    stop = turn[-1].line + 1
    if turn[-1].start >= lines[turn[-1].line].end:  # a label alone on its line
        stop += 1
    while stop < end - 1 and lines[stop].is_address:
        stop += 1
    return min(stop, end)


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
