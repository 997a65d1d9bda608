"""Labelled articles counted as their readers see them: turns, speakers, paper, day, byline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.extraction.extracted_text import ExtractedText
from ingest.metadata import MetadataFields
from ingest.structure.interview_article import Role
from ingest.structure.interview_examples import LabelledArticle
from ingest.structure.reading import read_structure
from tests.ingest.structure.interview_scores import Scores, count

_SPOKEN = frozenset({Role.QUESTION, Role.ASKING_ON, Role.ANSWER, Role.ANSWERING_ON})


def score_articles(articles: Iterable[LabelledArticle]) -> Scores:
    """Read articles as a user's documents and count them against their labels."""
    scores = Scores()
    for article in articles:
        extracted = ExtractedText(article.text, article.marks)
        read = read_structure(extracted, MetadataFields())
        count(truth(article), article.text, read, scores)
    return scores


def truth(article: LabelledArticle) -> dict[str, Any]:
    """What must be read, in the form of an ``EXPECTED.jsonl``."""
    facts = article.facts
    turns: list[dict[str, Any]] = []
    question = ""
    for line in article.lines:
        if line.role is Role.QUESTION:
            question = line.words
        elif line.role is Role.ASKING_ON:
            question = f"{question} {line.words}"
        elif line.role is Role.ANSWER:
            turns.append({"question": question, "speaker": line.speaker, "answer": line.words})
        elif line.role is Role.ANSWERING_ON:
            turns[-1]["answer"] += f"\n{line.words}"
    return {
        "file": facts["file"],
        "kind": facts["kind"],
        "paper": facts.get("paper"),
        "date": facts.get("date"),
        "interviewers": [name for name in facts.get("by", "").split(", ") if name],
        "turns": turns,
        "not_speech": [line.words for line in article.lines if line.role not in _SPOKEN],
        "remarks": [],
    }
