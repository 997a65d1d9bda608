"""An article's lines with what is seen of them: the features of ``interview_roles``.

Some features say what a line looks like, some what it is in a pair of devices that the
article could use for questions and answers, some what a whole dialogue is like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hoidap.vietnamese.normalisation import match_form
from ingest.structure.interview_labels import LEAD, REPORTING, Voice, read_labels
from ingest.structure.interview_lines import InterviewLine, byline
from ingest.structure.interview_people import TALK_WORDS, find_people


class Role(StrEnum):
    """What a line does in an article."""

    HEAD = "head"
    QUESTION = "question"
    ASKING_ON = "asking on"
    ANSWER = "answer"
    ANSWERING_ON = "answering on"
    NOTE = "note"
    END = "end"


class Device(StrEnum):
    """What can mark a question or an answer."""

    LABEL = "label"
    STAR = "*"
    DOT = "."
    DASH = "-"
    PLUS = "+"
    BOLD = "bold"
    ITALIC = "italic"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scheme:
    """What marks the questions and what the answers of an article."""

    question: Device
    answer: Device


#: Devices that may mark both: a label tells who speaks, dashes may alternate.
_BARE: Final = frozenset({Device.LABEL, Device.DASH, Device.NONE})

#: A scheme shows in the first lines; later lines only follow it.
LINES_FOR_SCHEME: Final = 300

_SIGN: Final = re.compile(r"(?P<sign>[-+*•])(?:\s+(?=\S)|(?=[^\s\d+*-]))|(?P<dot>\.) (?=\S)")
YOU: Final = re.compile(
    r"\b(?:ông|bà|anh|chị|cô|chú|bác|dì|cậu|thím|cụ|già|em|thầy|đồng chí|thưa|ngài|quý vị"
    r"|(?:tiến|bác|họa|nhạc|nghệ) sĩ|giáo sư|(?:thượng|đại|trung|thiếu) (?:tá|tướng))\b"
)
_QUOTED: Final = re.compile(r"[\"“][^\"“”]{12,}[\"”]")
_ME: Final = re.compile(r"\b(?:tôi|chúng tôi|mình|em)\b")
#: An answer to one question may be a quotation in a report; so may two.
_FEW_TURNS: Final = 2
_HALF: Final = 0.5
#: Characters of a short, a middling and a long paragraph.
_SHORT: Final = 60
_TITLED: Final = 90
_MIDDLING: Final = 220
_LONG: Final = 420


class Article:
    """An article's lines with what is seen of them, whatever the scheme."""

    def __init__(self, lines: Sequence[InterviewLine]) -> None:
        self.lines = lines
        self.labels = read_labels(lines)
        found = {i: hit for i, line in enumerate(lines) if (hit := _SIGN.match(line.form))}
        self.signs = {i: hit.end() for i, hit in found.items()}
        self.devices = [self._devices(i, found.get(i)) for i in range(len(lines))]
        self.items = self._items()
        asking = [i for i in sorted(self.labels) if self.voice(i) is Voice.ASKS]
        #: Whoever asks under a label more than once begins to ask under it.
        self.first_label = asking[0] if len(asking) > 1 else 0
        self._names = self._given_names()
        self.seen = [self._features(i) for i in range(len(lines))]

    def schemes(self) -> list[Scheme]:
        """The pairs of devices that the article could use."""
        first = range(min(len(self.lines), LINES_FOR_SCHEME))
        asked = {
            device
            for i in first
            for device in self.devices[i]
            if self.voice(i) is Voice.ASKS or "?" in self.lines[i].form
        }
        used = {device for i in first if i not in self.items for device in self.devices[i]}
        if self.labels and not any(self.voice(i) is Voice.ASKS for i in self.labels):
            asked.discard(Device.LABEL)
        answered = sorted((used | {Device.NONE}) - {Device.BOLD, Device.ITALIC})
        pairs = (Scheme(q, a) for q in sorted(asked) for a in answered)
        return [pair for pair in pairs if pair.question is not pair.answer or pair.answer in _BARE]

    def voice(self, index: int) -> Voice | None:
        """Whose label a line bears."""
        return self.labels[index].voice if index in self.labels else None

    def _devices(self, index: int, sign: re.Match[str] | None) -> frozenset[Device]:
        style = self.lines[index].style
        devices = set()
        if index in self.labels:
            devices.add(Device.LABEL)
        if sign is not None:
            devices.add(Device((sign["sign"] or sign["dot"]).replace("•", "*")))
        if style.bold:
            devices.add(Device.BOLD)
        if style.italic:
            devices.add(Device.ITALIC)
        return frozenset(devices or {Device.NONE})

    def _given_names(self) -> re.Pattern[str] | None:
        """Whoever is introduced, as the paper names them afterwards: "ông Đệ"."""
        people = find_people([line.text for line in self.lines[:LEAD]])
        given = {re.escape(match_form(person.name.split()[-1])) for person in people}
        return re.compile(rf"{YOU.pattern} (?:{'|'.join(sorted(given))})\b") if given else None

    def _items(self) -> set[int]:
        """The lines of lists: signed, after a colon or another item, and asking nothing."""
        items: set[int] = set()
        for index in sorted(self.signs):
            if index == 0 or index in self.labels:
                continue
            form, before = self.lines[index].form, self.lines[index - 1].form
            alike = index - 1 in items and self._opening(index) == self._opening(index - 1)
            goes_on = alike and (not before.endswith(".") or YOU.search(form) is None)
            listed = before.endswith((":", ";")) or goes_on
            if ("?" not in form and listed and index - 1 not in self.labels) or form.endswith(";"):
                items.add(index)
        return items

    def _opening(self, index: int) -> tuple[str, bool]:
        """The sign of a line, and whether a capital stands behind it: alike in one list."""
        text = self.lines[index].text
        return self.lines[index].form[0], text[self.signs[index] :][:1].isupper()

    def allows(self, index: int, role: Role) -> bool:
        """Whether a line can have a role at all, whatever comes before."""
        voice = self.voice(index)
        if role is Role.QUESTION:
            opened = index > 0 or voice is Voice.ASKS or index in self.signs
            opened = opened and (voice is Voice.ASKS or index >= self.first_label)
            return opened and voice is not Voice.ANSWERS and index not in self.items
        if role is Role.ANSWER:
            return voice is not Voice.ASKS
        if role is Role.ASKING_ON:
            return voice is None
        if role is Role.END:
            # Whoever is named as speaking still speaks, unless to say thanks.
            return voice is None or (voice is Voice.ASKS and "thanks" in self.seen[index])
        if role is Role.NOTE:
            return voice is not Voice.ANSWERS and self._may_be_note(index)
        return role is not Role.ANSWERING_ON or voice is not Voice.ANSWERS

    def _may_be_note(self, index: int) -> bool:
        """Whether a line looks like the paper's own words: set apart, or about third persons."""
        seen = self.seen[index]
        if {"italic", "bracketed", "asking label", "titled"} & set(seen):
            return True
        return "names speaker" in seen and not {"me", "question mark"} & set(seen)

    def ends(self, index: int) -> bool:
        """Whether the end of an article can begin at a line: with thanks, a byline or a name."""
        seen = self.seen[index]
        words = self.lines[index].text.rstrip(".")
        name = "short" in seen and words.replace(" ", "").isalpha() and words.istitle()
        return "thanks" in seen or "byline" in seen or "bracketed" in seen or name

    def _features(self, index: int) -> tuple[str, ...]:
        line = self.lines[index]
        form = line.form
        size = len(form)
        tests = {
            "asks": form.rstrip(' "”)').endswith("?"),
            "question mark": "?" in form,
            "you": YOU.search(form) is not None,
            "you asked": "?" in form and YOU.search(form) is not None,
            "me": _ME.search(form) is not None,
            "thanks": line.is_thanks,
            "byline": byline(line) is not None,
            "short": size <= _SHORT,
            "middling": _SHORT < size <= _MIDDLING,
            "long": size > _LONG,
            "item": index in self.items,
            "introduces": index < LEAD and bool(find_people([line.text])),
            "early": index in (1, 2),
            "first": index == 0,
            "last": index == len(self.lines) - 1,
            "asking label": self.voice(index) is Voice.ASKS,
            "first asking label": index > 0 and index == self.first_label,
            "answering label": self.voice(index) is Voice.ANSWERS,
            "sign": index in self.signs,
            "bracketed": form.startswith("(") and form.endswith(")"),
            "italic": line.style.italic,
            "names speaker": self._names is not None and self._names.search(form) is not None,
            "titled": size <= _TITLED and form[-1:].isalnum() and line.style.bold,
            "reports": _reports_speech(form),
            "bias": True,
        }
        return tuple(name for name, holds in tests.items() if holds)


def scheme_features(article: Article, scheme: Scheme, index: int) -> tuple[str, ...]:
    """What a line is in a scheme: whether it, and the next one, bears a device of it."""
    asks, answers = is_marked(article, scheme, index)
    before = is_marked(article, scheme, index - 1) if index else (False, False)
    after = (False, False)
    if index + 1 < len(article.lines):
        after = is_marked(article, scheme, index + 1)
    seen = article.seen[index]
    asked = index > 0 and "question mark" in article.seen[index - 1]
    words = "question mark" in seen or "you" in seen
    tests = {
        "q": asks and not answers,
        "a": answers and not asks,
        "neither": not asks and not answers,
        "q asks": asks and not answers and words,
        "q of few words": asks and not answers and not words,
        "both": asks and answers,
        "both asks": asks and answers and "asks" in seen,
        "both asks you": asks and answers and "you asked" in seen,
        "both after asked": asks and answers and asked,
        "both, no me": asks and answers and "me" not in seen and "long" not in seen,
        "before q": before == (True, False),
        "before a": before == (False, True),
        "asked before": asked,
        "after q": after == (True, False),
        "after a": after == (False, True),
        "after neither": after == (False, False),
    }
    return tuple(name for name, holds in tests.items() if holds)


def dialogue_features(article: Article, scheme: Scheme, roles: Sequence[Role]) -> tuple[str, ...]:
    """What a whole dialogue is like: who is introduced, who asks and who says "I"."""
    seen = article.seen
    asking = [i for i, role in enumerate(roles) if role is Role.QUESTION]
    answers = _answers(roles)
    heads = range(asking[0])
    replies = [{name for i in answer for name in seen[i]} for answer in answers]
    shares = {
        "asked": _share("question mark" in seen[i] for i in asking),
        "addressed": _share("you" in seen[i] for i in asking),
        "in the first person": _share("me" in reply for reply in replies),
        "in one short line": _share(
            len(answer) == 1 and "short" in seen[answer[0]] for answer in answers
        ),
        "with reports": _share("reports" in reply for reply in replies),
        "asked under a label": _share(i in article.labels for i in asking),
        "under a label": _share(answer[0] in article.labels for answer in answers),
        "of items": _share(answer[0] in article.items for answer in answers),
    }
    tests = {
        "introduced": any("introduces" in seen[i] for i in heads),
        "told as a talk": any(TALK_WORDS.search(article.lines[i].form) for i in heads if i < LEAD),
        "long before": len(heads) > LEAD,
        "reports before": any("reports" in seen[i] for i in heads),
        "thanks": any("thanks" in seen[i] for i, role in enumerate(roles) if role is Role.END),
        "ended": Role.END in roles,
        "two turns": len(asking) <= _FEW_TURNS,
        "answers unmarked": scheme.answer is Device.NONE,
        "questions unmarked": scheme.question is Device.NONE,
        "one sign for both": scheme.question is scheme.answer is not Device.LABEL,
        "dialogue": True,
    }
    graded = [f"{name}: {_grade(share)}" for name, share in shares.items()]
    return (*(name for name, holds in tests.items() if holds), *graded)


def _answers(roles: Sequence[Role]) -> list[list[int]]:
    """The lines of every answer."""
    answers: list[list[int]] = []
    for index, role in enumerate(roles):
        if role is Role.ANSWER:
            answers.append([index])
        elif role is Role.ANSWERING_ON and answers:
            answers[-1].append(index)
    return answers


def _grade(share: float) -> str:
    if share in (0, 1):
        return "all" if share else "none"
    return "few" if share < _HALF else "most"


def _share(holds: Iterable[bool]) -> float:
    found = list(holds)
    return sum(found) / len(found) if found else 0.0


def _reports_speech(form: str) -> bool:
    """Whether a line quotes somebody and says that he said it: '"Tốt", ông nói'."""
    outside, quoted = _QUOTED.subn(" ", form)
    return quoted > 0 and REPORTING.search(outside) is not None and _ME.search(outside) is None


def is_marked(article: Article, scheme: Scheme, index: int) -> tuple[bool, bool]:
    """Whether a line bears the device of the questions, and that of the answers."""
    devices, voice = article.devices[index], article.voice(index)
    asks = voice is Voice.ASKS or (scheme.question in devices and voice is None)
    answers = voice is Voice.ANSWERS or (scheme.answer in devices and voice is None)
    return asks, answers
