"""What the reader learns from: questions with a passage, and harder ones made from them.

A line of a file holds ``q``, ``head``, ``text``, ``ev`` (ranges of the sentences, lines or
rows that answer; null where a passage answers and nobody marked them), ``span`` (range of the
words that are the answer, or null), ``ans`` (1 or 0), ``doc``, ``passage`` (ids).  Instead of a
question and ``ans`` there may be a ``claim`` and its ``label``: the passage answers a claim that
it supports.  The project's own examples are in the folder ``exercises``, whose README describes
them.

In use the reader meets a dozen passages of the same papers that are near and do not answer, so
of the questions more examples are made, with

- near passages, by meaning and words, that do not hold its answer;
- its own passage without the sentences that answer;
- its own passage with a neighbour of the same document before or behind it.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from hoidap.embedding.embedder import Embedder

Range = tuple[int, int]

#: The label of a claim that follows from its passage.
SUPPORTED: Final = "supported"

#: The project's own passages and questions.
EXERCISES: Final = Path(__file__).with_name("exercises")
#: Near passages that are looked at.
_NEAR: Final = 8
#: Shares of the questions that a round gives each of the other kinds.
_NEAR_OF_ANSWERED: Final = 0.4
_NEAR_OF_UNANSWERED: Final = 0.2
_HOLED: Final = 0.25
_JOINED: Final = 0.2
_WITHOUT_HEADINGS: Final = 0.1
#: Claims for each of the other examples of a round.
_CLAIMS: Final = 0.3
#: Longest passage that is made by joining, in characters.
_LONGEST: Final = 1500
#: Shorter than this, what is left without its answer is hardly a passage.
_LEAST_LEFT: Final = 80
#: Shorter answers stand in many passages by chance.
_TELLING_SPAN: Final = 6
_BATCH: Final = 64


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage.

    ``evidence`` is empty where the passage does not answer or its evidence is not known.
    """

    question: str
    headings: str
    text: str
    evidence: tuple[Range, ...]
    span: Range | None
    answered: bool
    document: str
    passage: str
    kind: str = ""
    group: str = ""  # the set a line says it belongs to


def exercises(*, held_out: bool) -> list[Example]:
    """The project's own examples: those of the documents held out for judging, or the others."""
    return [
        example
        for path in sorted(EXERCISES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if bool((passage := json.loads(line)).get("held_out")) is held_out
        for example in _of_passage(passage, path.stem)
    ]


def claims(*, held_out: bool) -> list[Example]:
    """The project's own claims: those about documents held out for judging, or the others."""
    kept = {each.passage for each in exercises(held_out=held_out)}
    examples: list[Example] = []
    for path in sorted((EXERCISES / "claims").glob("*.jsonl")):
        passages = _passages(path.name)
        for line in path.read_text(encoding="utf-8").splitlines():
            about = json.loads(line)
            passage = passages[about["document"], about["passage"]]
            examples += _of_claims(about["claims"], passage, path.stem)
    return [each for each in examples if each.passage in kept]


def load(paths: Iterable[Path]) -> list[Example]:
    """The examples of JSON Lines files, plain or ``.gz``.  Raises OSError, ValueError, KeyError."""
    examples = []
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            examples += [_example(json.loads(line)) for line in lines if line.strip()]
    return examples


def _of_passage(passage: Mapping[str, Any], group: str) -> Iterator[Example]:
    for asked in passage["questions"]:
        yield Example(
            question=asked["q"],
            headings=passage["headings"],
            text=passage["text"],
            evidence=_ranges(asked["evidence"]),
            span=_range(asked.get("span")),
            answered=bool(asked["evidence"]),
            document=f"{group}/{passage['document']}",
            passage=f"{group}/{passage['document']}/{passage['passage']}",
            kind=asked["kind"],
            group=group,
        )


def _passages(name: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    lines = (EXERCISES / name).read_text(encoding="utf-8").splitlines()
    return {(each["document"], each["passage"]): each for each in map(json.loads, lines)}


def _of_claims(
    made: Iterable[Mapping[str, Any]], passage: Mapping[str, Any], group: str
) -> Iterator[Example]:
    document = f"{group}/{passage['document']}"
    for each in made:
        yield Example(
            question=each["claim"],
            headings=passage["headings"],
            text=passage["text"],
            evidence=_ranges(each["evidence"]),
            span=None,
            answered=each["label"] == SUPPORTED,
            document=document,
            passage=f"{document}/{passage['passage']}",
            kind=each["kind"],
            group="claims",
        )


def _example(line: Mapping[str, Any]) -> Example:
    passage = str(line.get("passage") or line["text"])
    return Example(
        question=line.get("q") or line["claim"],
        headings=(line.get("head") or "").replace("\n", " "),
        text=line["text"],
        evidence=_ranges(line.get("ev") or ()),
        span=_range(line.get("span")),
        answered=bool(line["ans"]) if "ans" in line else line["label"] == SUPPORTED,
        document=str(line.get("doc") or passage),
        passage=passage,
        kind=line.get("kind") or "",
        group=line.get("set") or line.get("src") or "",
    )


def _ranges(given: Iterable[Sequence[int]]) -> tuple[Range, ...]:
    return tuple((int(start), int(end)) for start, end in given)


def _range(given: Sequence[int] | None) -> Range | None:
    return (int(given[0]), int(given[1])) if given else None


class Surroundings:
    """The passages of all examples, and which of them are near a question."""

    def __init__(self, examples: Sequence[Example], embedder: Embedder) -> None:
        self._passages: dict[str, Example] = {}
        self._by_document: dict[str, list[str]] = defaultdict(list)
        for each in examples:
            if each.passage not in self._passages:
                self._passages[each.passage] = each
                self._by_document[each.document].append(each.passage)
        self._near = self._nearest(examples, embedder)

    def near(self, example: Example) -> list[Example]:
        """Near passages as unanswered examples of the same question, nearest first."""
        found = (self._passages[each] for each in self._near.get(example.question, ()))
        return [
            replace(
                other,
                question=example.question,
                evidence=(),
                span=None,
                answered=False,
                kind=example.kind,
            )
            for other in found
            if other.passage != example.passage and not _may_answer(example, other)
        ]

    def neighbour(self, example: Example, rng: random.Random) -> Example | None:
        """Another passage of the example's document, if it has one that does not answer."""
        others = [each for each in self._by_document[example.document] if each != example.passage]
        rng.shuffle(others)
        for each in others:
            if not _may_answer(example, self._passages[each]):
                return self._passages[each]
        return None

    def _nearest(self, examples: Sequence[Example], embedder: Embedder) -> dict[str, list[str]]:
        """Ids of the passages nearest to each question, by meaning and by words."""
        ids = list(self._passages)
        texts = [f"{self._passages[each].headings}\n{self._passages[each].text}" for each in ids]
        questions = sorted({each.question for each in examples})
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1)
        by_words = words.fit_transform(texts)
        by_meaning = np.concatenate(
            [embedder.embed_passages(texts[at : at + _BATCH]) for at in _starts(texts)]
        )
        nearest = {}
        for at in _starts(questions):
            batch = questions[at : at + _BATCH]
            meaning = embedder.embed_queries(batch) @ by_meaning.T
            shared = (words.transform(batch) @ by_words.T).toarray()
            scores = _standard(meaning) + _standard(shared)
            order = np.argsort(-scores, axis=1)[:, : _NEAR + 1]
            for question, row in zip(batch, order, strict=True):
                nearest[question] = [ids[index] for index in row]
        return nearest


def one_round(
    examples: Sequence[Example],
    claimed: Sequence[Example],
    surroundings: Surroundings,
    rng: random.Random,
) -> list[Example]:
    """Every example once, the harder ones made from them and some of the claims; shuffled."""
    made: list[Example] = []
    for each in examples:
        made.append(_maybe_joined(each, surroundings, rng) if each.answered else each)
        near = surroundings.near(each)[:_NEAR]
        share = _NEAR_OF_ANSWERED if each.answered else _NEAR_OF_UNANSWERED
        if near and rng.random() < share:
            made.append(rng.choice(near))
        if each.evidence and rng.random() < _HOLED and (holed := without_evidence(each)):
            made.append(holed)
    made += rng.sample(claimed, min(len(claimed), int(_CLAIMS * len(made))))
    made = [replace(e, headings="") if rng.random() < _WITHOUT_HEADINGS else e for e in made]
    rng.shuffle(made)
    return made


def without_evidence(example: Example) -> Example | None:
    """The passage without what answers: it does not answer; None if too little is left."""
    text, at = "", 0
    for start, end in sorted(example.evidence):
        text += example.text[at:start]
        at = max(at, end)
    text = (text + example.text[at:]).strip()
    if len(text) < _LEAST_LEFT:
        return None
    return replace(example, text=text, evidence=(), span=None, answered=False)


def joined(before: str, example: Example, behind: str) -> Example:
    """The example with other text around its passage."""
    shift = len(before)
    span = example.span
    return replace(
        example,
        text=before + example.text + behind,
        evidence=tuple((start + shift, end + shift) for start, end in example.evidence),
        span=(span[0] + shift, span[1] + shift) if span else None,
    )


def _maybe_joined(example: Example, surroundings: Surroundings, rng: random.Random) -> Example:
    if rng.random() >= _JOINED:
        return example
    other = surroundings.neighbour(example, rng)
    if other is None or len(other.text) + len(example.text) > _LONGEST:
        return example
    if rng.random() < 0.5:
        return joined(f"{other.text}\n", example, "")
    return joined("", example, f"\n{other.text}")


def _may_answer(example: Example, other: Example) -> bool:
    """Whether another passage may answer an example's question: it holds the same words."""
    if any(example.text[start:end] in other.text for start, end in example.evidence):
        return True
    span = example.span
    if span is None or example.document != other.document:
        return False
    answer = example.text[span[0] : span[1]]
    return len(answer) >= _TELLING_SPAN and answer in other.text


def _standard(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    mean, deviation = values.mean(1, keepdims=True), values.std(1, keepdims=True)
    return np.asarray((values - mean) / np.maximum(deviation, 1e-6))


def _starts(values: Sequence[object]) -> range:
    return range(0, len(values), _BATCH)
