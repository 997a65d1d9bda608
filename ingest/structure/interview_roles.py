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
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from typing import Final

from ingest.structure.interview_article import (
    LINES_FOR_SCHEME,
    Article,
    Role,
    Scheme,
    dialogue_features,
    is_marked,
    scheme_features,
)
from ingest.structure.interview_labels import Label, Voice
from ingest.structure.interview_lines import InterviewLine


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

#: How much may speak against the dialogue of an article that is stated to be an interview.
_STATED: Final = 12.0
#: What the labels of such an article weigh: more than all that is learned of one line, since
#: a summary of an interview reports what was said, as news does.
_STATED_LABEL: Final = 100.0
#: Labels of each side, at least, that make a dialogue.
_LABELLED_OFTEN: Final = 2


@cache
def shipped_weights() -> Weights:
    """The learned weights: "role|feature" to a number."""
    path = Path(__file__).with_name("interview_weights.json")
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return table


def decode(
    article: Article,
    scheme: Scheme,
    weights: Weights,
    *,
    stated: bool = False,
    favours: Sequence[Mapping[Role, float]] = (),
) -> tuple[float, list[Role]]:
    """The best roles in a scheme, and how much better they are than "all is lead-in".

    With ``stated`` a dialogue is sought even where that would be better.  ``favours`` are
    added to the roles of the lines while learning.
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
        if favours:
            local = {role: value + favours[index].get(role, 0.0) for role, value in local.items()}
        if index == 0:
            best = {role: local[role] for role in (Role.HEAD, Role.QUESTION) if role in local}
            back.append({})
        else:
            barred: set[tuple[Role, Role]] = set()
            if not is_marked(article, scheme, index)[0]:
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
    roles.reverse()
    if Role.QUESTION in roles:
        head -= _worth_as_dialogue(article, scheme, roles, weights)
    return best[last] - head, roles


def _worth_as_dialogue(
    article: Article, scheme: Scheme, roles: Sequence[Role], weights: Weights
) -> float:
    """What the whole says for a dialogue, whatever its lines say."""
    return sum(weights.get(feature, 0.0) for feature in dialogue_features(article, scheme, roles))


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


def _by_label(article: Article) -> list[Mapping[Role, float]]:
    """What its labels say of the lines of an article that is stated to be an interview.

    A summary of one reports what was said, as news does; that both sides are labelled,
    again and again, then says more than the words.  Empty where they are not.
    """
    voices = [article.voice(index) for index in range(len(article.lines))]
    if min(voices.count(Voice.ASKS), voices.count(Voice.ANSWERS)) < _LABELLED_OFTEN:
        return []
    roles = {Voice.ASKS: Role.QUESTION, Voice.ANSWERS: Role.ANSWER}
    return [{roles[voice]: _STATED_LABEL} if voice in roles else {} for voice in voices]


def read_roles(
    lines: Sequence[InterviewLine], weights: Weights | None = None, *, stated: bool = False
) -> Reading:
    """The roles of an article's lines in its best scheme.

    ``stated``: the article is known to be an interview, so less has to speak for it.
    """
    table = shipped_weights() if weights is None else weights
    article = Article(lines)
    start = Article(lines[:LINES_FOR_SCHEME]) if len(lines) > LINES_FOR_SCHEME else article
    best, scheme = -inf if stated else 0.0, None
    by_label = _by_label(start) if stated else []
    for pair in start.schemes():
        gain, roles = decode(start, pair, table, stated=stated, favours=by_label)
        if gain > best and Role.ANSWER in roles:
            # Of a stated interview only the lines are asked: it need not prove that it is one.
            worth = _worth_as_dialogue(start, pair, roles, table)
            if stated and not by_label and gain - worth < -_STATED:
                continue
            best, scheme = gain, pair
    found = [Role.HEAD] * len(lines)
    if scheme is not None:
        labels = _by_label(article) if stated else []
        found = decode(article, scheme, table, stated=stated, favours=labels)[1]
    return Reading(scheme, tuple(found), article.labels, article.signs)
