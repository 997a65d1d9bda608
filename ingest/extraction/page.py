"""The document inside a web page.

A page is mostly not its document: menus, related news, buttons to share,
comments.  What goes, in this order:

1. What nobody sees: scripts, styles, templates, comments and hidden elements
   (hidden text in a source would be quoted without anyone having read it).
2. What the elements themselves call something else: nav, footer, aside, a
   header outside the article, captions of pictures (inside an interview a
   caption would be put into the speaker's mouth).
3. What is called furniture by its class or id (share, related, comment, tags).
4. What stands outside ``main`` or the largest ``article``.

Each of the last three is taken back when it would take the document along: an
element that holds the page's h1, its article or half of its text stays, and an
article with less than half of the text is not the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Tag

_INVISIBLE: Final = (
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas",
    "button", "input", "select", "textarea", "head", "math",
)  # fmt: skip
_HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ELSEWHERE: Final = ("nav", "footer", "aside", "figcaption", "header", "menu", "dialog")

#: Words in classes and ids by which Vietnamese newspapers and portals name their furniture.
_FURNITURE_NAMES: Final = """
share sharing social breadcrumb breadcrumbs related relate comment comments tags tag sidebar menu
nav navbar advert advertisement ads banner cookie cookies newsletter popup toolbar pagination
pager print caption photocms rating copyright login search tinlienquan bailienquan binhluan
quangcao chiase tukhoa
"""
_FURNITURE_WORDS: Final = frozenset(_FURNITURE_NAMES.split())

#: What readers wrote may be longer than the article; it goes where there is an article.
_READERS_WORDS: Final = frozenset({"comment", "comments", "binhluan"})

_CENTRES: Final = frozenset({"h1", "main", "article"})
_ARTICLES: Final = frozenset({"main", "article"})
_WORD: Final = re.compile(r"[a-z]+|[A-Z][a-z]*")

#: An element that holds at least this share of the page's text is the document, whatever
#: it is called.
_MOST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Content:
    """The element that holds the document, and the elements in it that do not belong to it.

    The tree itself stays as it is: taking thousands of elements out of a
    BeautifulSoup tree costs time in the square of their number.
    """

    root: Tag
    dropped: frozenset[int]  # id() of elements

    def keeps(self, tag: Tag) -> bool:
        """Whether an element belongs to the document, if those around it do."""
        return id(tag) not in self.dropped


def content_of(soup: BeautifulSoup) -> Content:
    """Find the document in a page."""
    body = soup.body if soup.body is not None else soup
    dropped = {id(tag) for tag in body.find_all(_is_invisible)}
    for is_candidate in (_is_elsewhere, _is_furniture):
        dropped |= _removable(body.find_all(is_candidate), _Prose(body, dropped))
    return Content(_article(body, _Prose(body, dropped)), frozenset(dropped))


#: What stands between a headline and the name of its site.
_TITLE_JOINTS: Final = " |-–—:·»"


def page_title(soup: BeautifulSoup) -> str | None:
    """The first ``h1`` with text, else the ``title``."""
    for name in ("h1", "title"):
        for tag in soup.find_all(name):
            if text := " ".join(tag.get_text(" ").split()):
                return text
    return None


def page_site(soup: BeautifulSoup) -> str | None:
    """The name of the site: as its metadata give it, else what the title adds to the headline."""
    for tag in soup.find_all("meta", attrs={"property": "og:site_name"}):
        if name := " ".join(str(tag.get("content") or "").split()):
            return name
    headline, title = page_title(soup), soup.find("title")
    if headline is None or title is None:
        return None
    written = " ".join(title.get_text(" ").split())
    if not written.startswith(headline):
        return None
    return written[len(headline) :].strip(_TITLE_JOINTS) or None


def _is_invisible(tag: Tag) -> bool:
    if tag.name in _INVISIBLE or tag.has_attr("hidden"):
        return True
    style = tag.get("style")
    return isinstance(style, str) and _HIDING_STYLE.search(style) is not None


def _is_elsewhere(tag: Tag) -> bool:
    return tag.name in _ELSEWHERE


def _is_furniture(tag: Tag) -> bool:
    return tag.name not in ("html", "body", "h1") and bool(_words(tag) & _FURNITURE_WORDS)


def _words(tag: Tag) -> set[str]:
    """The words of an element's class and id; two words that stand together also as one."""
    words = [word.lower() for word in _WORD.findall(" ".join(_names(tag)))]
    runs = (words[at : at + size] for size in (1, 2, 3) for at in range(len(words)))
    return {"".join(run) for run in runs}


def _names(tag: Tag) -> list[str]:
    names: list[str] = []
    for attribute in ("class", "id"):
        value = tag.get(attribute)
        if isinstance(value, str):
            names.append(value)
        elif value is not None:
            names.extend(map(str, value))
    return names


class _Prose:
    """How much text each element of a tree holds, counted in one pass.

    Text of links counts for nothing: menus are made of it.
    """

    def __init__(self, body: Tag, dropped: set[int]) -> None:
        self._length: Counter[int] = Counter()
        self._centres: set[int] = set()
        for tag in reversed([body, *body.find_all(True)]):
            own = sum(len(text.strip()) for text in tag.contents if isinstance(text, str))
            self._length[id(tag)] += 0 if tag.name == "a" else own
            if tag.name in _CENTRES:
                self._centres.add(id(tag))
            if tag is body or tag.parent is None or id(tag) in dropped:
                continue
            self._length[id(tag.parent)] += self._length[id(tag)]
            if id(tag) in self._centres:
                self._centres.add(id(tag.parent))
        self.total = self._length[id(body)]
        self.has_centre = id(body) in self._centres

    def of(self, tag: Tag) -> int:
        """Characters of prose in ``tag``."""
        return self._length[id(tag)]

    def holds_centre(self, tag: Tag) -> bool:
        """Whether the page's main heading or article stands in ``tag``."""
        return id(tag) in self._centres


def _removable(candidates: Iterable[Tag], prose: _Prose) -> set[int]:
    """The candidates without which the document is still whole."""
    removable = {id(tag): tag for tag in candidates if not _is_document(tag, prose)}
    outermost = [
        tag
        for tag in removable.values()
        if not any(id(around) in removable for around in tag.parents)
    ]
    return set(removable) if sum(map(prose.of, outermost)) < prose.total else set()


def _is_document(tag: Tag, prose: _Prose) -> bool:
    if prose.holds_centre(tag):
        return True
    if prose.has_centre and _READERS_WORDS & _words(tag):
        return False
    return prose.of(tag) >= _MOST * prose.total


def _article(body: Tag, prose: _Prose) -> Tag:
    found = [tag for tag in body.find_all(True) if tag.name in _ARTICLES or _is_main(tag)]
    largest = max(found, key=prose.of, default=None)
    if largest is None or prose.of(largest) < _MOST * prose.total:
        return body
    return largest


def _is_main(tag: Tag) -> bool:
    return tag.get("role") == "main"
