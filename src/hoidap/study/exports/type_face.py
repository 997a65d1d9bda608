"""Liberation Serif in PDF files: metrics of Times New Roman, all Vietnamese letters.

The four files stand in ``study/fonts`` (SIL Open Font License), so papers look the same on
every machine and hold their letters in themselves.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SERIF = "HoiDapSerif"
_FOLDER = Path(__file__).resolve().parent.parent / "fonts"
_STYLES = (("Regular", 0, 0), ("Bold", 1, 0), ("Italic", 0, 1), ("BoldItalic", 1, 1))


@cache
def register() -> str:
    """Make the four styles known to reportlab, once; gives the family's name."""
    for style, bold, italic in _STYLES:
        name = SERIF if style == "Regular" else f"{SERIF}-{style}"
        pdfmetrics.registerFont(TTFont(name, str(_FOLDER / f"LiberationSerif-{style}.ttf")))
        addMapping(SERIF, bold, italic, name)
    return SERIF


def bold() -> str:
    """The name of the bold style."""
    return f"{register()}-Bold"


def italic() -> str:
    """The name of the italic style."""
    return f"{register()}-Italic"
