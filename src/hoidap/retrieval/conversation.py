"""Follow-ups: a question that only the conversation completes.

Three signs make a question a follow-up:

* it points back ("chỉ thị đó", "nó", "trong đó", "nói trên");
* it goes on ("thế còn ...", "vậy ...", "còn ... thì sao");
* it is short and names neither document nor person nor place ("Điều 13 cấm
  những gì?", "Kể ra giúp tôi.").

A question that names a document of its own is about that document, so a new
topic never inherits the old one, unless it points back as well.  What was
pointed at is written in its place where it is a document; otherwise the earlier
question is put behind, so that the asker sees what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form

#: Syllables up to which a question without a name of its own needs the conversation.
SHORT: Final = 8

_NOUNS: Final = f"văn bản|tài liệu|{TYPE_WORDS}"
_BACK: Final = "đó|này|ấy|kia|trên|nói trên|vừa nêu|vừa rồi"
_DOCUMENT_BACK: Final = re.compile(rf"\b(?:{_NOUNS}) (?:{_BACK})\b", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"\A(?:nó|thế nó|vậy nó)\b", re.IGNORECASE)
_POINTS_BACK: Final = re.compile(
    rf"\b\w+ (?:đó|ấy|nói trên|vừa nêu|vừa rồi)\b|\A(?:nó|họ)\b|\b(?:{_NOUNS}) (?:{_BACK})\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"\A(?:thế|vậy|còn|và|rồi|ngoài ra|thế còn|vậy còn|thế thì|vậy thì)\b", re.IGNORECASE
)
#: "Thế còn cá nhân?" puts something in the place of what was asked about.
_INSTEAD: Final = re.compile(r"\A(?:thế còn|vậy còn|còn|và)\b", re.IGNORECASE)
_PARTICLE: Final = re.compile(
    r"\A(?:thế còn|vậy còn|thế thì|vậy thì|thế|vậy|còn|và|rồi)\s+", re.IGNORECASE
)
_ROMAN: Final = re.compile(r"[IVXLC]+\W*")
_PROVISION_WORDS: Final = re.compile(r"\b(?:Điều|Khoản|Điểm|Chương|Mục|Phần|Ý)\b")


@dataclass(frozen=True, slots=True)
class Topic:
    """What the conversation is about: its last complete question and that one's document."""

    question: str
    document: str | None = None  # id
    name: str | None = None  # as written in a sentence


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question completed from the conversation.

    ``text`` is shown, ``search_text`` looked for; they differ when an earlier
    question was put behind.
    """

    text: str
    search_text: str
    follows_up: bool = False


#: The document that a question names, as (id, name); None when it names none or several.
NamedDocument = Callable[[str], tuple[str, str] | None]


def resolve(question: str, earlier: Sequence[Topic], named: NamedDocument) -> Resolved:
    """Complete a question from the topics so far, the latest last."""
    if not earlier or not is_follow_up(question, named(question) is not None):
        return Resolved(question, question)
    topic = earlier[-1]
    if topic.name is not None:
        replaced = _DOCUMENT_BACK.sub(topic.name, question, count=1)
        replaced = _PRONOUN.sub(topic.name, replaced, count=1)
        if replaced != question:
            return Resolved(replaced, replaced, follows_up=True)
    if topic.name is not None and named(question) is None and not _needs_question(question):
        bare = _PARTICLE.sub("", question.rstrip(" ?.!"))
        text = f"{bare[:1].upper()}{bare[1:]} ({topic.name})?"
        return Resolved(text, text, follows_up=True)
    bare = _PARTICLE.sub("", question)
    return Resolved(f"{topic.question} {question}", f"{topic.question} {bare}", follows_up=True)


def is_follow_up(question: str, names_document: bool) -> bool:
    """Whether a question needs the conversation to be understood."""
    form = match_form(question)
    if _POINTS_BACK.search(form) and not names_document:
        return True
    if names_document:
        return False
    if _GOES_ON.match(form):
        return True
    syllables = len(form.split())
    return syllables <= SHORT and not _has_name(question)


def _has_name(question: str) -> bool:
    """Whether a word inside the question has a capital: a person, a place, a paper."""
    inside = _PROVISION_WORDS.sub("", question).split()[1:]
    return any(word[0].isupper() and not _ROMAN.fullmatch(word) for word in inside)


def _needs_question(question: str) -> bool:
    """Whether the earlier question's words, not only its document, are needed."""
    folded = fold(match_form(question))
    asks_nothing = not re.search(
        r"\b(?:ai|gi|nao|may|bao nhieu|bao lau|bao gio|khi nao|the nao|dau|sao|khong)\b", folded
    )
    return asks_nothing or bool(_INSTEAD.match(match_form(question)))
