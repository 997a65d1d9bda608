"""The quiz as an Anki deck, written by genanki: one card an item.

Ids come from the pack and the item, so a deck that is imported again after an edit renews
its cards and keeps what was learned of them.
"""

from __future__ import annotations

import hashlib
import html
import os
import tempfile
from pathlib import Path

import genanki

from hoidap import texts
from hoidap.study.exports.reasons import references
from hoidap.study.item_text import answer_lines, letter
from hoidap.study.pack import ItemKind, QuizItem, StudyPack

#: Names the card's layout in every collection; any fixed number above 2^30 (genanki's advice).
MODEL_ID = 1_607_392_319 + 1

_STYLE = """
.card { font-family: "Times New Roman", "Liberation Serif", Tinos, serif; font-size: 20px;
  line-height: 1.5; text-align: left; max-width: 38em; margin: 0 auto; padding: .6em;
  color: #241f1a; background: #fffdf8; }
.nightMode.card { color: #efe7dc; background: #201c19; }
ol { padding-left: 1.6em; } ol.letters { list-style-type: upper-alpha; }
.answer { font-weight: bold; } .source { font-size: .8em; opacity: .8; }
"""
_MODEL = genanki.Model(
    MODEL_ID,
    "HoiDap",
    fields=[{"name": texts.ANKI_FRONT}, {"name": texts.ANKI_BACK}],
    templates=[
        {
            "name": "HoiDap",
            "qfmt": "{{" + texts.ANKI_FRONT + "}}",
            "afmt": "{{FrontSide}}<hr id=answer>{{" + texts.ANKI_BACK + "}}",
        }
    ],
    css=_STYLE,
)


def write(pack: StudyPack, site: str) -> bytes:
    """A deck of all items; sources link to the viewer at ``site``."""
    deck = genanki.Deck(_number(pack.id), html.escape(pack.title))
    for item in pack.quiz:
        note = genanki.Note(
            model=_MODEL,
            fields=[_front(item), _back(item, site)],
            guid=genanki.guid_for(pack.id, item.id),
        )
        deck.add_note(note)
    # genanki writes files by name only.
    handle, name = tempfile.mkstemp(suffix=".apkg")
    os.close(handle)
    path = Path(name)
    try:
        genanki.Package(deck).write_to_file(path, timestamp=pack.created_at.timestamp())
        return path.read_bytes()
    finally:
        path.unlink()


def _number(text: str) -> int:
    """A deck's id: between 2^30 and 2^31, always the same for the same pack."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % 2**30 + 2**30


def _front(item: QuizItem) -> str:
    left = "".join(f"<li>{html.escape(text)}</li>" for text in item.left)
    options = "".join(f"<li>{html.escape(text)}</li>" for text in item.options)
    shown = f"<p>{html.escape(item.prompt)}</p>"
    if left:
        shown += f"<ol>{left}</ol>"
    if options and item.kind is not ItemKind.TRUE_FALSE:
        shown += f'<ol class="letters">{options}</ol>'
    return shown


def _back(item: QuizItem, site: str) -> str:
    lines = answer_lines(item)
    if item.kind is ItemKind.CHOICE:
        lines = (f"{letter(item.correct[0])}. {lines[0]}",)
    answer = "<br>".join(html.escape(line) for line in lines)
    links = "; ".join(
        f'<a href="{html.escape(site + source.url)}">{html.escape(source.reference)}</a>'
        for source in item.sources
    )
    source = f'<p class="source">{links or html.escape(references(item.sources))}</p>'
    return f'<p class="answer">{answer}</p><p>{html.escape(item.reason)}</p>{source}'
