"""The suffixes that can be ingested; apart from the readers, which take long to import."""

from __future__ import annotations

from typing import Final

OFFICE: Final = frozenset({".docx", ".doc", ".rtf", ".odt"})
SPREADSHEETS: Final = frozenset({".xlsx"})
SLIDES: Final = frozenset({".pptx"})
PDF: Final = frozenset({".pdf"})
IMAGES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"})
TEXTS: Final = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".jsonl"})

#: Suffixes that can be ingested, in lower case.
SUPPORTED: Final = OFFICE | SPREADSHEETS | SLIDES | PDF | IMAGES | TEXTS
