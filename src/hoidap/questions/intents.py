"""What a question asks for: a document's signer, its day, a list of documents, or what is said.

Few words decide nothing here: "Ai ký Chỉ thị 05?" asks for a signer, "Ai ký hợp đồng lao
động?" for what a law says.  So the question's vector is read, with the names of documents
masked, for they would say more in it than the question.  A logistic function for each
intent, learned from the exemplars in ``intents.tsv``, gives its certainty; several may be
asked at once, and a question for which none is certain asks for content.

The weights belong to one embedding model.  With another the nearest exemplars decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from hoidap.embedding.embedder import Embedder, Vectors
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.proper_names import find_names

Array = npt.NDArray[np.float64]

#: What stands for the documents that a question names, the first of them and any other.
THIS_DOCUMENT: Final = "văn bản này"
OTHER_DOCUMENT: Final = "văn bản kia"
#: What stands for persons and places; the names of bodies and papers stay, which begin so.
ANY_NAME: Final = "Hoàng An"
_BODIES: Final = frozenset(
    {"Bộ", "Ban", "Báo", "Đài", "Sở", "Ủy", "Uỷ", "Hội", "Tổng", "Trung", "Chính", "Thủ"}
    | {"Chủ", "Đảng", "Thành", "Tỉnh", "Cục", "Tòa", "Phòng"}
)
WEIGHTS: Final = "intents.npz"
#: Certainty from which something is taken to be asked.
ASKED: Final = 0.5
#: The most that anything is certain.
SURE: Final = 0.97
#: Exemplars that are looked at where there are no weights; most of them must agree.
_NEAREST: Final = 3


class Intent(StrEnum):
    """What can be asked for besides content."""

    SIGNER = "signer"
    ISSUED_ON = "issued_on"
    IN_EFFECT_FROM = "in_effect_from"
    EXPIRES_ON = "expires_on"
    NUMBER = "number"
    ISSUER = "issuer"
    RECIPIENTS = "recipients"
    TITLE = "title"
    SIZE = "size"
    STANDING = "standing"
    PREDECESSOR = "predecessor"
    BASIS = "basis"
    OUTLINE = "outline"
    SUMMARY = "summary"
    CATALOGUE = "catalogue"
    LOCATOR = "locator"
    COMPARISON = "comparison"
    DEFINITION = "definition"
    SMALL_TALK = "small_talk"
    SPEAKER = "speaker"
    SPEAKER_TITLE = "speaker_title"
    INTERVIEWER = "interviewer"
    NEWSPAPER = "newspaper"
    PUBLISHED_ON = "published_on"
    INTERVIEW_QUESTIONS = "interview_questions"


#: The name of everything else in the exemplars.
CONTENT: Final = "content"
#: What stands for a value between words.
VALUE: Final = "[]"
#: Values in exemplars, and what parts words.
_VALUE: Final = re.compile(r"\[[^\]]*\]|\{\w+\}|\d+")
_PARTING: Final = re.compile(r"[.,;:?!()]+(?=\s|\Z)")
_MARKS: Final = re.compile(r"[\"'“”(]")
INTENTS: Final = tuple(Intent)


@dataclass(frozen=True, slots=True)
class Intents:
    """How certain it is that each thing is asked for; what is left out is not."""

    certainties: Mapping[Intent, float] = field(default_factory=dict)

    def certainty(self, intent: Intent) -> float:
        """The probability that a question asks for something, 0 to 1."""
        return min(SURE, self.certainties.get(intent, 0.0))

    def asked(self, among: Sequence[Intent] = INTENTS, least: float = ASKED) -> tuple[Intent, ...]:
        """What is asked for, the most certain first."""
        found = [each for each in among if self.certainty(each) >= least]
        return tuple(sorted(found, key=self.certainty, reverse=True))


class Exemplar(NamedTuple):
    """A question with its documents masked, and what it asks for; nothing when for content."""

    question: str
    intents: tuple[Intent, ...]


class Weights(NamedTuple):
    """Logistic functions over the vectors of one embedding model."""

    model: str
    middle: Array  # (dimension,)
    weights: Array  # (dimension, intents)
    bias: Array  # (intents,)

    def certainties(self, vectors: Vectors) -> Array:
        """The certainty of every intent: (questions, intents)."""
        scores = (vectors - self.middle) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)))


def masked(question: str, names: Sequence[tuple[int, int]]) -> str:
    """A question with the names of documents, given by their ranges, and other names masked."""
    pieces, end = [], 0
    for place, (start, behind) in enumerate(sorted(names)):
        pieces += [question[end:start], OTHER_DOCUMENT if place else THIS_DOCUMENT]
        end = behind
    return _without_names("".join([*pieces, question[end:]]))


def _without_names(text: str) -> str:
    """A text with one name in the places of persons and places: which one it is asks nothing."""
    pieces, end = [], 0
    for name in find_names(text):
        if name.text.partition(" ")[0] in _BODIES:
            continue
        pieces += [text[end : name.start], ANY_NAME]
        end = name.end
    return "".join([*pieces, text[end:]])


def read_exemplars(text: str) -> Iterator[Exemplar]:
    """The exemplars of a table: intents, a tab, a question."""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        names, _, question = line.partition("\t")
        shown = question.replace("{vb2}", OTHER_DOCUMENT).replace("{vb}", THIS_DOCUMENT)
        shown = _without_names(shown.replace("[", "").replace("]", ""))
        yield Exemplar(shown, tuple(Intent(each) for each in names.split(",") if each != CONTENT))


@lru_cache(maxsize=1)
def exemplars() -> tuple[Exemplar, ...]:
    """The exemplars that are part of the project."""
    return tuple(read_exemplars((files(__package__) / "intents.tsv").read_text(encoding="utf-8")))


@lru_cache(maxsize=len(INTENTS))
def exemplar_pairs(intent: Intent) -> frozenset[tuple[str, str]]:
    """Neighbouring words, in match form, that exemplars of an intent use beside their values.

    A full stop stands for whatever parts them, ``VALUE`` for a value.
    """
    text = (files(__package__) / "intents.tsv").read_text(encoding="utf-8")
    lines = (line.partition("\t") for line in text.splitlines() if "\t" in line)
    said = (_VALUE.sub(f" {VALUE} ", question) for names, _, question in lines if intent in names)
    words = [[".", *parted_words(each), "."] for each in said]
    return frozenset(pair for each in words for pair in pairwise(each))


def parted_words(text: str) -> list[str]:
    """The words of a question in match form, full stops where something parts them."""
    return [_MARKS.sub("", word) or "." for word in _PARTING.sub(" . ", match_form(text)).split()]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that were learned from the exemplars."""
    with as_file(files(__package__) / WEIGHTS) as path, np.load(path) as stored:
        if tuple(stored["intents"].tolist()) != INTENTS:
            raise ValueError(f"{WEIGHTS} knows other intents; learn it again.")
        return Weights(
            str(stored["model"]),
            stored["middle"].astype(np.float64),
            stored["weights"].astype(np.float64),
            stored["bias"].astype(np.float64),
        )


class IntentReader:
    """Reads what questions ask for with one embedding model; thread-safe."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        weights = shipped_weights()
        self._weights = weights if weights.model == embedder.name else None
        self._vectors: Vectors | None = None

    def read(self, vector: Vectors) -> Intents:
        """What the question of a vector (1, dimension) asks for."""
        certain = (
            self._by_neighbours(vector)
            if self._weights is None
            else self._weights.certainties(vector)[0]
        )
        return Intents(dict(zip(INTENTS, map(float, certain), strict=True)))

    def _by_neighbours(self, vector: Vectors) -> Array:
        """The share of the nearest exemplars that ask for what most of them do."""
        if self._vectors is None:
            self._vectors = self._embedder.embed_queries([each.question for each in exemplars()])
        nearest = np.argsort(-(self._vectors @ vector[0]), kind="stable")[:_NEAREST]
        found = [exemplars()[place].intents for place in nearest.tolist()]
        shares = np.array([sum(each in one for one in found) / len(found) for each in INTENTS])
        return np.where(shares >= ASKED, shares, 0.0)
