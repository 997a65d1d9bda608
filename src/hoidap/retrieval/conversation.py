"""Follow-ups: a question that only the conversation completes.

Three signs make a question a follow-up:

* it points back ("chỉ thị đó", "nó", "trong đó", "nói trên");
* it goes on ("thế còn ...", "vậy ...", "còn ... thì sao");
* it is short and names neither document nor person nor place ("Điều 13 cấm
  những gì?", "Kể ra giúp tôi.").

A question that names a document of its own is about that document, so a new
topic never inherits the old one, unless it points back as well.  What was
pointed at is written in its place where it is a document, and what "còn ..." names
takes the place of its like in the earlier question (see ``replacing``); otherwise the
earlier question is put behind, so that the asker sees what was understood.  A question
that is only short may be a new topic, and is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hoidap.retrieval.replacing import complete_provision, put_in_place, thing_asked
from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.provision import find_provisions

#: Syllables up to which a question without a name of its own needs the conversation.
SHORT: Final = 8
#: Longest earlier question that another is read together with, in characters.
LONGEST: Final = 300

_NOUNS: Final = f"văn bản|tài liệu|{TYPE_WORDS}"
_BACK: Final = "đó|này|ấy|kia|trên|nói trên|vừa nêu|vừa rồi"
_DOCUMENT_BACK: Final = re.compile(rf"\b(?:{_NOUNS}) (?:{_BACK})\b", re.IGNORECASE)
_TWO: Final = re.compile(rf"\b(?:cả )?hai (?:{_NOUNS})(?: (?:{_BACK}))?(?!\w)", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"\A(?:nó|thế nó|vậy nó)\b", re.IGNORECASE)
_PERSON_BACK: Final = re.compile(
    r"\b(?:đồng chí|ông|bà|anh|chị|người) (?:đó|này|ấy|trên|nói trên)\b", re.IGNORECASE
)
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
#: "Điều nào quy định?", "Quy định ở đâu?": of what was asked before.
_ASKS_PLACE: Final = re.compile(
    r"\A(?:thế )?(?:(?:được )?(?:quy định|nêu) (?:ở|tại|trong) (?:đâu|điều nào|điều mấy)"
    r"|(?:ở |tại |theo )?(?:điều|khoản) (?:nào|mấy)(?: quy định)?)\W*\Z"
)
#: How the interview that was spoken of is called.
INTERVIEW: Final = "bài phỏng vấn"
#: What was put behind an earlier question.
_CARRIED: Final = re.compile(r"\(([^()]+)\)\?\Z")
_ROMAN: Final = re.compile(r"[IVXLC]+\W*")
_PROVISION_WORDS: Final = re.compile(r"\b(?:Điều|Khoản|Điểm|Chương|Mục|Phần|Ý)\b")


@dataclass(frozen=True, slots=True)
class Topic:
    """What the conversation is about: its last complete question and that one's document."""

    question: str
    document: str | None = None  # id
    name: str | None = None  # as written in a sentence
    mention: str | None = None  # how the question names it
    interview: str | None = None  # id of the one interview that answered
    speaker: str | None = None  # who speaks in it


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question completed from the conversation.

    ``text`` is shown, ``search_text`` looked for; they differ when an earlier
    question was put behind; ``own`` is then the later one alone.  ``interview`` is the
    one that alone is asked.  What ``may_stand_alone`` may as well be a new topic.
    """

    text: str
    search_text: str
    own: str
    follows_up: bool = False
    interview: str | None = None
    may_stand_alone: bool = False


#: The document that a question names, as (id, name); None when it names none or several.
NamedDocument = Callable[[str], tuple[str, str] | None]


def resolve(question: str, earlier: Sequence[Topic], named: NamedDocument) -> Resolved:
    """Complete a question from the topics so far, the latest last."""
    if not earlier:
        return Resolved(question, question, question)
    topic = earlier[-1]
    instead = put_in_place(
        question, topic.question, lambda text: named(text) is not None, topic.mention
    )
    if instead is not None:
        return Resolved(instead, instead, instead, follows_up=True)
    if not is_follow_up(question, named(question) is not None):
        return Resolved(question, question, question)
    if both := _both(question, earlier):
        return Resolved(both, both, both, follows_up=True)
    completed = _completed(complete_provision(question, topic.question), topic, named)
    stands_alone = not _needs_conversation(question) and not find_provisions(question)
    return replace(completed, may_stand_alone=stands_alone)


def _both(question: str, earlier: Sequence[Topic]) -> str | None:
    """ "Hai văn bản khác nhau ở đâu?" with the two that were spoken of last; else None."""
    names = list(dict.fromkeys(topic.name for topic in earlier if topic.name))
    found = _TWO.search(question)
    if found is None or len(names) < len("AB"):
        return None
    first, second = names[-2:]
    return f"{question[: found.start()]}{first} và {second}{question[found.end() :]}"


def _completed(question: str, topic: Topic, named: NamedDocument) -> Resolved:
    if topic.name is not None:
        replaced = _DOCUMENT_BACK.sub(topic.name, question, count=1)
        replaced = _PRONOUN.sub(topic.name, replaced, count=1)
        if replaced != question:
            return Resolved(replaced, replaced, replaced, follows_up=True)
    if topic.speaker is not None:
        question = _PERSON_BACK.sub(topic.speaker, question, count=1)
    bare = _PARTICLE.sub("", question)
    interview = None if _POINTS_BACK.search(match_form(question)) else topic.interview
    source = topic.name or (INTERVIEW if interview else None)
    if source is not None and named(question) is None and not _needs_question(question):
        asked = bare.rstrip(" ?.!")
        about = ", ".join(filter(None, (_carried(topic, named), source)))
        text = f"{asked[:1].upper()}{asked[1:]} ({about})?"
        only = None if topic.name else interview
        return Resolved(text, text, text, follows_up=True, interview=only)
    before = topic.question if len(topic.question) <= LONGEST else ""
    text, sought = f"{before} {question}".strip(), f"{before} {bare}".strip()
    return Resolved(text, sought, bare, follows_up=True)


def _carried(topic: Topic, named: NamedDocument) -> str | None:
    """What the earlier question was about beside a document, where it did not only name that.

    "Điều kiện thành lập là gì?" after "Cụm công nghiệp là gì?" asks about cụm công nghiệp, not
    about whatever the decree is for that answered.  What was carried along once goes on.
    """
    before = _CARRIED.search(topic.question)
    along = (before[1].removesuffix(topic.name or "").rstrip(", ") if before else "") or None
    if topic.name is None or (along is None and named(topic.question) is not None):
        return None
    return ", ".join(filter(None, (thing_asked(topic.question), along))) or None


def is_follow_up(question: str, names_document: bool) -> bool:
    """Whether a question needs the conversation to be understood."""
    if names_document:
        return False
    if _needs_conversation(question):
        return True
    return len(question.split()) <= SHORT and not _has_name(question)


def _needs_conversation(question: str) -> bool:
    """Whether a question points back or goes on, and so cannot stand alone."""
    form = match_form(question)
    return _POINTS_BACK.search(form) is not None or _GOES_ON.match(form) is not None


def _has_name(question: str) -> bool:
    """Whether a word inside the question has a capital: a person, a place, a paper."""
    inside = _PROVISION_WORDS.sub("", question).split()[1:]
    return any(word[0].isupper() and not _ROMAN.fullmatch(word) for word in inside)


def _needs_question(question: str) -> bool:
    """Whether the earlier question's words, not only its document, are needed."""
    if _ASKS_PLACE.match(match_form(question)):
        return True
    folded = fold(match_form(question))
    asks_nothing = not re.search(
        r"\b(?:ai|gi|nao|may|bao nhieu|bao lau|bao gio|khi nao|the nao|dau|sao|khong)\b", folded
    )
    return asks_nothing or bool(_INSTEAD.match(match_form(question)))
