"""The role of every line of an article, decided over the whole article at once.

A line is lead-in, opens or continues a question, opens or continues an answer, is a note of
the paper between two turns, or belongs to the end.  Articles mark questions and answers each
in its own way: by a label, a sign, bold or italic type, or not at all.  For every pair of
such devices that an article could use, the best sequence of roles is found (Viterbi) from
counted weights of what a line looks like; the best pair wins.  An article in which no pair
does better than "all is lead-in" is no interview.

The weights stand in ``interview_weights.json`` and are learned by ``interview_learning``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from hoidap.vietnamese.normalisation import match_form
from ingest.structure.interview_labels import Label, Voice, read_labels
from ingest.structure.interview_lines import InterviewLine, byline
from ingest.structure.interview_people import find_people


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


@dataclass(frozen=True, slots=True)
class Reading:
    """The roles of an article's lines; ``scheme`` is None where no dialogue was found."""

    scheme: Scheme | None
    roles: tuple[Role, ...]
    labels: Mapping[int, Label]
    signs: Mapping[int, int]

    def start(self, lines: Sequence[InterviewLine], index: int) -> int:
        """Where the words of a line begin, behind its label or sign."""
        if index in self.labels:
            return self.labels[index].after
        return lines[index].start + self.signs.get(index, 0)


Weights = Mapping[str, float]

#: Roles that may follow a role.
FOLLOWERS: Final[Mapping[Role, tuple[Role, ...]]] = {
    Role.HEAD: (Role.HEAD, Role.QUESTION),
    Role.QUESTION: (Role.ASKING_ON, Role.ANSWER),
    Role.ASKING_ON: (Role.ASKING_ON, Role.ANSWER),
    Role.ANSWER: (Role.ANSWERING_ON, Role.ANSWER, Role.QUESTION, Role.NOTE, Role.END),
    Role.ANSWERING_ON: (Role.ANSWERING_ON, Role.ANSWER, Role.QUESTION, Role.NOTE, Role.END),
    Role.NOTE: (Role.NOTE, Role.QUESTION),
    Role.END: (Role.END,),
}
_ANSWERING: Final = frozenset({Role.ANSWER, Role.ANSWERING_ON})
_LAST: Final = frozenset(Role) - {Role.ASKING_ON, Role.NOTE}

#: Devices that may mark both: a label tells who speaks, dashes may alternate.
_BARE: Final = frozenset({Device.LABEL, Device.DASH, Device.NONE})

#: A scheme shows in the first lines; later lines only follow it.
_LINES_FOR_SCHEME: Final = 300

_SIGN: Final = re.compile(r"(?P<sign>[-+*•])(?:\s+(?=\S)|(?=[^\s\d+*-]))")
_YOU: Final = re.compile(
    r"\b(?:ông|bà|anh|chị|đồng chí|thưa|cô|bác|thầy|quý vị|(?:tiến|bác) sĩ|(?:thượng|đại) tá)\b"
)
_ME: Final = re.compile(r"\b(?:tôi|chúng tôi|mình|em)\b")
#: How much may speak against the dialogue of an article that is stated to be an interview.
_STATED: Final = 12.0
#: Whoever answers is introduced in these lines.
_LEAD_LINES: Final = 8
#: Characters of a short, a middling and a long paragraph.
_SHORT: Final = 60
_MIDDLING: Final = 220
_LONG: Final = 420


@cache
def shipped_weights() -> Weights:
    """The learned weights: "role|feature" to a number."""
    path = Path(__file__).with_name("interview_weights.json")
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return table


class Article:
    """An article's lines with what is seen of them, whatever the scheme."""

    def __init__(self, lines: Sequence[InterviewLine]) -> None:
        self.lines = lines
        self.labels = read_labels(lines)
        found = {i: hit for i, line in enumerate(lines) if (hit := _SIGN.match(line.form))}
        self.signs = {i: hit.end() for i, hit in found.items()}
        self.devices = [self._devices(i, found.get(i)) for i in range(len(lines))]
        self.items = self._items()
        self._names = self._given_names()
        self.seen = [self._features(i) for i in range(len(lines))]

    def schemes(self) -> list[Scheme]:
        """The pairs of devices that the article could use."""
        first = range(min(len(self.lines), _LINES_FOR_SCHEME))
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
            devices.add(Device(sign["sign"].replace("•", "*")))
        if style.bold:
            devices.add(Device.BOLD)
        if style.italic:
            devices.add(Device.ITALIC)
        return frozenset(devices or {Device.NONE})

    def _given_names(self) -> re.Pattern[str] | None:
        """Whoever is introduced, as the paper names them afterwards: "ông Đệ"."""
        people = find_people([line.text for line in self.lines[:_LEAD_LINES]])
        given = {re.escape(match_form(person.name.split()[-1])) for person in people}
        return re.compile(rf"{_YOU.pattern} (?:{'|'.join(sorted(given))})\b") if given else None

    def _items(self) -> set[int]:
        """The lines of lists: signed, after a colon or another item, and asking nothing."""
        items: set[int] = set()
        for index in sorted(self.signs):
            if index == 0 or index in self.labels:
                continue
            form, before = self.lines[index].form, self.lines[index - 1].form
            listed = before.endswith((":", ";")) or (
                index - 1 in items and form[0] == before[0] and not before.endswith(".")
            )
            goes_on = index - 1 in items and form[0] == before[0] and _YOU.search(form) is None
            if (
                "?" not in form and (listed or goes_on) and index - 1 not in self.labels
            ) or form.endswith(";"):
                items.add(index)
        return items

    def allows(self, index: int, role: Role) -> bool:
        """Whether a line can have a role at all, whatever comes before."""
        voice = self.voice(index)
        if role is Role.QUESTION:
            opened = index > 0 or voice is Voice.ASKS or index in self.signs
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
        if "italic" in seen or "bracketed" in seen or "asking label" in seen:
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
            "you": _YOU.search(form) is not None,
            "you asked": "?" in form and _YOU.search(form) is not None,
            "me": _ME.search(form) is not None,
            "thanks": line.is_thanks,
            "byline": byline(line) is not None,
            "short": size <= _SHORT,
            "middling": _SHORT < size <= _MIDDLING,
            "long": size > _LONG,
            "item": index in self.items,
            "introduces": index < _LEAD_LINES and bool(find_people([line.text])),
            "early": index in (1, 2),
            "first": index == 0,
            "last": index == len(self.lines) - 1,
            "asking label": self.voice(index) is Voice.ASKS,
            "answering label": self.voice(index) is Voice.ANSWERS,
            "sign": index in self.signs,
            "bracketed": form.startswith("(") and form.endswith(")"),
            "italic": line.style.italic,
            "names speaker": self._names is not None and self._names.search(form) is not None,
            "bias": True,
        }
        return tuple(name for name, holds in tests.items() if holds)


def scheme_features(article: Article, scheme: Scheme, index: int) -> tuple[str, ...]:
    """What a line is in a scheme: whether it, and the next one, bears a device of it."""
    asks, answers = _marked(article, scheme, index)
    before = _marked(article, scheme, index - 1) if index else (False, False)
    after = (False, False)
    if index + 1 < len(article.lines):
        after = _marked(article, scheme, index + 1)
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


def _marked(article: Article, scheme: Scheme, index: int) -> tuple[bool, bool]:
    devices, voice = article.devices[index], article.voice(index)
    asks = scheme.question in devices and voice is not Voice.ANSWERS
    answers = scheme.answer in devices and voice is not Voice.ASKS
    return asks, answers


def decode(
    article: Article, scheme: Scheme, weights: Weights, *, stated: bool = False
) -> tuple[float, list[Role]]:
    """The best roles in a scheme, and how much better they are than "all is lead-in".

    With ``stated`` a dialogue is sought even where that would be better.
    """
    best: dict[Role, float] = {}
    back: list[dict[Role, Role]] = []
    head = 0.0
    for index in range(len(article.lines)):
        features = (*article.seen[index], *scheme_features(article, scheme, index))
        local = {
            role: sum(weights.get(f"{role}|{feature}", 0.0) for feature in features)
            for role in Role
            if article.allows(index, role)
        }
        if index == 0:
            best = {role: local[role] for role in (Role.HEAD, Role.QUESTION) if role in local}
            back.append({})
        else:
            barred: set[tuple[Role, Role]] = set()
            if not _marked(article, scheme, index)[0]:
                barred |= {(role, Role.QUESTION) for role in Role}
            if article.voice(index) is not Voice.ANSWERS:
                barred |= {(role, Role.ANSWER) for role in _ANSWERING}
            if not article.ends(index):
                barred |= {(role, Role.END) for role in _ANSWERING}
            best, steps = _step(best, local, weights, barred)
            back.append(steps)
        head += local[Role.HEAD]
        if index:
            head += weights.get(f"{Role.HEAD}>{Role.HEAD}", 0.0)
    lasts = [role for role in best if role in _LAST]
    if stated and len(lasts) > 1:
        lasts.remove(Role.HEAD)
    last = max(lasts, key=lambda role: best[role])
    roles = [last]
    for steps in reversed(back[1:]):
        roles.append(steps[roles[-1]])
    return best[last] - head, roles[::-1]


def _step(
    best: Mapping[Role, float],
    local: Mapping[Role, float],
    weights: Weights,
    barred: Collection[tuple[Role, Role]],
) -> tuple[dict[Role, float], dict[Role, Role]]:
    scores: dict[Role, float] = {}
    steps: dict[Role, Role] = {}
    for before, score in best.items():
        for role in FOLLOWERS[before]:
            if role not in local or (before, role) in barred:
                continue
            reached = score + local[role] + weights.get(f"{before}>{role}", 0.0)
            if role not in scores or reached > scores[role]:
                scores[role], steps[role] = reached, before
    return scores, steps


def read_roles(
    lines: Sequence[InterviewLine], weights: Weights | None = None, *, stated: bool = False
) -> Reading:
    """The roles of an article's lines in its best scheme.

    ``stated``: the article is known to be an interview, so less has to speak for it.
    """
    table = shipped_weights() if weights is None else weights
    article = Article(lines)
    start = Article(lines[:_LINES_FOR_SCHEME]) if len(lines) > _LINES_FOR_SCHEME else article
    best, scheme = -_STATED if stated else 0.0, None
    for pair in start.schemes():
        gain, roles = decode(start, pair, table, stated=stated)
        if gain > best and Role.ANSWER in roles:
            best, scheme = gain, pair
    found = [Role.HEAD] * len(lines)
    if scheme is not None:
        found = decode(article, scheme, table, stated=stated)[1]
    return Reading(scheme, tuple(found), article.labels, article.signs)
