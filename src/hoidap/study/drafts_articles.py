"""Quiz drafts about where things stand: which article, which title, match the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Document, Section, SectionKind
from hoidap.study.asking import reason_of_sources
from hoidap.study.drafts import Draft
from hoidap.study.headings import heading_of, run_on_heading
from hoidap.study.knowledge import telling_words
from hoidap.study.material import Material
from hoidap.study.pack import FactKind, ItemKind, Source
from hoidap.study.sources import source_at
from hoidap.vietnamese.normalisation import match_form

#: Titles outside these lengths (in syllables) say too little or do not fit an option.
TITLE_WORDS: Final = range(2, 24)
#: Wrong titles and articles are taken from so many neighbours on either side.
NEIGHBOURS: Final = 10
#: Pairs of a match: more cannot be held in mind.
PAIRS: Final = 4
#: Titles that share this part of the shorter one's words cannot stand side by side.
ALIKE: Final = 0.7


class _Article(NamedTuple):
    """An article with a title of its own, and the range of its heading."""

    document: Document
    section: Section
    title: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return f"{self.document.id}:{self.section.index}:title"

    @property
    def source(self) -> Source:
        return source_at(self.document, self.start, self.end)


def article_drafts(material: Material) -> Iterator[Draft]:
    """Drafts about the articles of the material; wrong options come from the whole document."""
    for document in material.documents:
        articles = _articles(document)
        chosen = [each for each in articles if _is_in(material, each)]
        places = {each.section.index: at for at, each in enumerate(articles)}
        for article in chosen:
            near = _neighbours(places[article.section.index], articles)
            yield from _choices(article, near)
        yield from _matches(document, chosen)


def _articles(document: Document) -> list[_Article]:
    """Articles whose titles are told apart from all others of the document."""
    found: list[_Article] = []
    seen: dict[str, int] = {}
    for section in document.sections:
        if section.kind is not SectionKind.ARTICLE:
            continue
        title = heading_of(document, section).rstrip(".")
        if title == section.label or len(title.split()) not in TITLE_WORDS:
            continue
        end = run_on_heading(document, section) or section.body_start
        heading = document.text[section.start : end].rstrip()
        seen[match_form(title)] = seen.get(match_form(title), 0) + 1
        found.append(
            _Article(document, section, title, section.start, section.start + len(heading))
        )
    return [each for each in found if seen[match_form(each.title)] == 1]


def _is_in(material: Material, article: _Article) -> bool:
    return any(
        stretch.document.id == article.document.id
        and stretch.start <= article.section.start < stretch.end
        for stretch in material.stretches
    )


def _neighbours(at: int, articles: Sequence[_Article]) -> list[_Article]:
    """The articles near the one at ``at`` that are about something else, the nearest first."""
    places = range(max(0, at - NEIGHBOURS), min(len(articles), at + NEIGHBOURS + 1))
    near = sorted((place for place in places if place != at), key=lambda place: abs(place - at))
    return [articles[place] for place in near if not _alike(articles[place], articles[at])]


def _alike(one: _Article, other: _Article) -> bool:
    words = [telling_words(match_form(each.title)) for each in (one, other)]
    least = min(map(len, words))
    return least == 0 or len(words[0] & words[1]) >= ALIKE * least


def _choices(article: _Article, near: Sequence[_Article]) -> Iterator[Draft]:
    if len(near) < 3:
        return
    name = document_name(article.document.metadata)
    label = article.section.label
    asked = (
        (
            texts.QUIZ_ABOUT_WHAT.format(article=label, document=name),
            article.title,
            [each.title for each in near],
            0.8,
        ),
        (
            texts.QUIZ_WHICH_ARTICLE.format(title=article.title, document=name),
            label,
            [each.section.label for each in near],
            0.4,  # where a thing stands matters less than what it is
        ),
    )
    for prompt, right, wrong, weight in asked:
        yield Draft(
            kind=ItemKind.CHOICE,
            about=FactKind.LOCATOR,
            prompt=prompt,
            right=(right,),
            wrong=tuple(dict.fromkeys(wrong)),
            reason=reason_of_sources((article.source,)),
            sources=(article.source,),
            keys=frozenset({article.key}),
            place=article.section.locator,
            weight=weight,
        )


def _matches(document: Document, articles: Sequence[_Article]) -> Iterator[Draft]:
    """Matches of neighbouring articles, each article in one of them."""
    for start in range(0, len(articles) - 2, PAIRS):
        group: list[_Article] = []
        for article in articles[start : start + PAIRS]:
            if not any(_alike(article, each) for each in group):
                group.append(article)
        if len(group) < 3:
            continue
        sources = tuple(each.source for each in group)
        yield Draft(
            kind=ItemKind.MATCH,
            about=FactKind.LOCATOR,
            prompt=texts.QUIZ_MATCH_ARTICLES.format(document=document_name(document.metadata)),
            left=tuple(each.section.label for each in group),
            right=tuple(each.title for each in group),
            reason=reason_of_sources(sources),
            sources=sources,
            keys=frozenset(each.key for each in group),
            place=group[0].section.locator,
            weight=0.8,
        )
