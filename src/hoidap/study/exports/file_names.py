"""Names of exported files: readable in Vietnamese, and a plain one for old programs."""

from __future__ import annotations

import re

from hoidap.vietnamese.folding import fold

#: File systems allow 255 bytes, three for some Vietnamese letters; the rest is the ending.
LONGEST = 70
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def file_name(title: str, ending: str) -> str:
    """A file name from a pack's title: "Trách nhiệm nêu gương.docx"."""
    stem = " ".join(_FORBIDDEN.sub(" ", title).split())[:LONGEST].strip(" .") or "HoiDap"
    return f"{stem}.{ending}"


def plain_name(title: str, ending: str) -> str:
    """The same in ASCII: "trach-nhiem-neu-guong.docx"."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(title).lower())[:LONGEST].strip("-") or "hoidap"
    return f"{stem}.{ending}"
