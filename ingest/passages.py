"""A document cut into passages: the units that are embedded and retrieved.

The unit is what an official would cite: a whole article, item, turn or headed section
when it fits into the model, with everything below it.  One that does not fit is taken
apart: its own words above its children form a passage, and each child is a unit again (a
clause with its points when that fits, else point by point).  Words that are too long and
have no children are cut between paragraphs and sentences.  Chapters and parts are never
one unit: they would put several articles together.

So a passage is a whole section's body, or a part of one section's own text; it never
crosses a section or a turn.  Titles go into the context, not into the passage.  What is
part of the document but not of what it says (head, legal basis, recipients, signature)
gives no passage.

Token counts come from the model in a few large calls, one for each level that has to be
taken apart.  Counting pieces and adding up is safe for a tokenizer that never takes more
tokens for a whole than for its parts; the finished passages are counted once more, and
what is still too long loses context, then is halved.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hoidap.domain import Document, Passage, Section, SectionKind, Table
from hoidap.vietnamese.sentences import split_sentences
from ingest.passage_context import ContextWriter
from ingest.table_passages import ROWS_SHARE, TableRows

CountTokens = Callable[[Sequence[str]], list[int]]

#: Kinds that enclose units and are none themselves.
_CONTAINERS = frozenset(
    {
        SectionKind.ATTACHMENT,
        SectionKind.APPENDIX,
        SectionKind.PART,
        SectionKind.CHAPTER,
        SectionKind.DIVISION,
        SectionKind.SUBDIVISION,
    }
)

#: Children that make a headed section a container: they are units of their own.
_UNITS = _CONTAINERS | {SectionKind.ARTICLE, SectionKind.HEADING, SectionKind.TURN}

#: Text cut into pieces leaves room for context, up to this share of the model's input.
_CONTEXT_SHARE = 0.3

#: Hexadecimal digits of the key in a passage id: 48 bits, far from collisions in a document.
_KEY_DIGITS = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """A range that becomes a passage: inside one section."""

    section: Section
    start: int
    end: int
    table: Table | None = None  # of which it holds rows


def split_passages(
    document: Document, count_tokens: CountTokens, max_tokens: int
) -> tuple[Passage, ...]:
    """The passages of a document in reading order.

    ``count_tokens`` gives the tokens of each text; ``embedded_text`` of every passage
    takes at most ``max_tokens`` of them, unless a single character takes more.
    """
    cutter = _Cutter(document, count_tokens, max_tokens)
    pieces = sorted(cutter.pieces(), key=lambda piece: piece.start)
    return _passages(document, cutter.with_context(pieces))


class _Cutter:
    """One document on its way to pieces."""

    def __init__(self, document: Document, count_tokens: CountTokens, max_tokens: int) -> None:
        self._contexts = ContextWriter(document)
        self._rows = TableRows(document)
        self._text = document.text
        self._count = count_tokens
        self._max = max_tokens
        self._children: dict[int | None, list[Section]] = {}
        for section in document.sections:
            self._children.setdefault(section.parent, []).append(section)

    def pieces(self) -> list[_Piece]:
        """Ranges that cover all content, each fitting into the model with some context."""
        finished: list[_Piece] = []
        own: list[_Piece] = []
        units = self._children.get(None, [])
        while units:
            candidates: list[_Piece] = []
            for section in units:
                self._open(section, candidates, own)
            units = []
            for piece, fits in zip(candidates, self._fit(candidates), strict=True):
                if fits:
                    finished.append(piece)
                else:
                    units.extend(self._children.get(piece.section.index, []))
                    own.extend(self._own(piece.section))
        prose, rows = self._apart([*finished, *own])
        return self._cut(prose) + self._row_runs(rows)

    def _apart(self, pieces: Sequence[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
        """Pieces without the rows of tables, and those rows."""
        prose: list[_Piece] = []
        rows: list[_Piece] = []
        for piece in pieces:
            for part in self._rows.apart(piece.start, piece.end):
                stripped = self._stripped(_Piece(piece.section, part.start, part.end, part.table))
                if stripped is not None:
                    (prose if part.table is None else rows).append(stripped)
        return prose, rows

    def _row_runs(self, rows: Sequence[_Piece]) -> list[_Piece]:
        """Neighbouring rows of one table together, as many as fit."""
        counts = self._count([self._slice(row) for row in rows]) if rows else []
        room = int(self._max * ROWS_SHARE)
        runs: list[_Piece] = []
        used = 0
        for row, count in zip(rows, counts, strict=True):
            joins = runs and runs[-1].section is row.section and runs[-1].table is row.table
            if joins and used + count <= room:
                runs[-1] = _Piece(row.section, runs[-1].start, row.end, row.table)
                used += count
            else:
                runs.append(row)
                used = count
        return runs

    def _variants(self, piece: _Piece) -> tuple[str, ...]:
        """Contexts of a piece, longest first; rows have their table's in each but the last."""
        variants = self._contexts.variants(piece.section)
        about = self._rows.context(piece.table) if piece.table else ""
        if not about:
            return variants
        return (*("\n".join(filter(None, (each, about))) for each in variants), "")

    def _open(self, section: Section, candidates: list[_Piece], own: list[_Piece]) -> None:
        """Add a section as a unit, or, when it encloses units, its own words and those units."""
        if not section.is_content:
            return
        children = self._children.get(section.index, [])
        if _encloses_units(section, children):
            own.extend(self._own(section))
            for child in children:
                self._open(child, candidates, own)
        else:
            whole = self._stripped(_Piece(section, self._body_start(section), section.end))
            candidates.extend([whole] if whole else [])

    def _body_start(self, section: Section) -> int:
        """Behind the heading, or at it when nothing else is there to quote."""
        if self._text[section.body_start : section.end].strip():
            return section.body_start
        return section.end if section.kind is SectionKind.TURN else section.start

    def _own(self, section: Section) -> list[_Piece]:
        """What a section says outside its children."""
        pieces = []
        position = section.body_start
        for child in self._children.get(section.index, []):
            pieces.append(_Piece(section, position, child.start))
            position = max(position, child.end)
        pieces.append(_Piece(section, position, section.end))
        return [piece for piece in map(self._stripped, pieces) if piece is not None]

    def _stripped(self, piece: _Piece) -> _Piece | None:
        text = self._text[piece.start : max(piece.start, piece.end)]
        body = text.strip()
        if not body:
            return None
        start = piece.start + len(text) - len(text.lstrip())
        return _Piece(piece.section, start, start + len(body), piece.table)

    def _fit(self, pieces: Sequence[_Piece]) -> list[bool]:
        """Whether each piece fits, with the shortest context that says where it stands."""
        if not pieces:
            return []
        texts = []
        for piece in pieces:
            shortest = self._contexts.variants(piece.section)[-2:][0]
            texts.append(_embedded(shortest, self._slice(piece)))
        return [count <= self._max for count in self._count(texts)]

    def _slice(self, piece: _Piece) -> str:
        return self._text[piece.start : piece.end]

    def _cut(self, pieces: Sequence[_Piece]) -> list[_Piece]:
        """Own words in pieces that fit: whole if possible, else runs of sentences."""
        cut: list[_Piece] = []
        long: list[_Piece] = []
        for piece, fits in zip(pieces, self._fit(pieces), strict=True):
            (cut if fits else long).append(piece)
        return cut + self._sentence_runs(long)

    def _sentence_runs(self, pieces: Sequence[_Piece]) -> list[_Piece]:
        ranges = [
            (piece, piece.start + start, piece.start + end)
            for piece in pieces
            for start, end in split_sentences(self._slice(piece))
        ]
        counts = self._count([self._text[start:end] for _, start, end in ranges]) if ranges else []
        room = max(1, int(self._max * (1 - _CONTEXT_SHARE)))
        runs: list[_Piece] = []
        used = 0
        for (piece, start, end), count in zip(ranges, counts, strict=True):
            joins = runs and runs[-1].section is piece.section and piece.start <= runs[-1].start
            if joins and used + count <= room:
                runs[-1] = _Piece(piece.section, runs[-1].start, end)
                used += count
            else:
                runs.append(_Piece(piece.section, start, end))
                used = count
        return runs

    def with_context(self, pieces: Sequence[_Piece]) -> list[tuple[_Piece, str]]:
        """Each piece with the longest context that fits; what fits with none is halved."""
        finished: list[tuple[_Piece, str]] = []
        waiting = [(piece, self._variants(piece)) for piece in pieces]
        while waiting:
            texts = [_embedded(variants[0], self._slice(piece)) for piece, variants in waiting]
            again = []
            for (piece, variants), count in zip(waiting, self._count(texts), strict=True):
                if count <= self._max or (len(variants) == 1 and piece.end - piece.start <= 1):
                    finished.append((piece, variants[0]))
                elif len(variants) > 1:
                    again.append((piece, variants[1:]))
                else:
                    whole = self._variants(piece)
                    again.extend((half, whole) for half in self._halves(piece))
            waiting = again
        return sorted(finished, key=lambda pair: pair[0].start)

    def _halves(self, piece: _Piece) -> list[_Piece]:
        """A piece in two, at the space nearest its middle, or in the middle of a word."""
        text = self._slice(piece)
        middle = len(text) // 2
        before, after = text.rfind(" ", 1, middle), text.find(" ", middle, len(text) - 1)
        spaces = [position for position in (before, after) if position > 0]
        cut = min(spaces, key=lambda position: abs(position - middle), default=middle)
        halves = [
            _Piece(piece.section, piece.start, piece.start + cut, piece.table),
            _Piece(piece.section, piece.start + cut, piece.end, piece.table),
        ]
        return [half for half in map(self._stripped, halves) if half is not None]


def _encloses_units(section: Section, children: Sequence[Section]) -> bool:
    """Whether a section is never a unit itself because its children are."""
    if section.kind in _CONTAINERS and children:
        return True
    return any(child.kind in _UNITS or not child.is_content for child in children)


def _embedded(context: str, text: str) -> str:
    return f"{context}\n{text}" if context else text


def _passages(document: Document, pieces: Sequence[tuple[_Piece, str]]) -> tuple[Passage, ...]:
    seen: Counter[tuple[str, str]] = Counter()
    passages = []
    for ordinal, (piece, context) in enumerate(pieces):
        text = document.text[piece.start : piece.end]
        locator = piece.section.locator
        seen[locator, text] += 1
        passages.append(
            Passage(
                id=f"{document.id}:{_key(locator, text, seen[locator, text])}",
                document_id=document.id,
                section=piece.section.index,
                ordinal=ordinal,
                start=piece.start,
                end=piece.end,
                locator=locator,
                context=context,
                text=text,
                speaker=_speaker(document, piece.section),
                pages=document.pages.within(piece.start, piece.end),
            )
        )
    return tuple(passages)


def _key(locator: str, text: str, occurrence: int) -> str:
    """The same for the same words at the same place, wherever else the document changes."""
    content = "\0".join((locator, text, str(occurrence)))
    return hashlib.blake2b(content.encode(), digest_size=_KEY_DIGITS // 2).hexdigest()


def _speaker(document: Document, section: Section) -> str | None:
    """Who says it: of the section or the nearest one around it."""
    for around in reversed(document.heading_path(section)):
        if around.speaker is not None:
            return around.speaker
    return None
