"""How documents, days and speakers are called in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hoidap import texts
from hoidap.domain import Kind, Metadata


def day_name(day: date) -> str:
    """A day as Vietnamese papers write it: 15/5/2016."""
    return f"{day.day}/{day.month}/{day.year}"


def document_name(about: Metadata) -> str:
    """A document in a sentence: "Chỉ thị 05-CT/TW", "Bộ luật Lao động", an interview's title."""
    if about.kind is Kind.INTERVIEW or about.number is None:
        return about.title
    if about.type is None or about.title.startswith(about.type):
        return about.title if about.type else about.number
    return texts.NUMBERED_DOCUMENT.format(type=about.type, number=about.number)


def attribution(about: Metadata, speaker: str | None) -> str | None:
    """Whose words an interview's answer is; None for a directive, which speaks for itself.

    Lead-in and byline are nobody's answer: there ``speaker`` is None and the interview speaks.
    """
    if about.kind is not Kind.INTERVIEW:
        return None
    who = texts.ATTRIBUTED_UNKNOWN
    if speaker is not None:
        who = texts.ATTRIBUTED_SPEAKER.format(name=speaker)
    return texts.ATTRIBUTION.format(
        speaker=who,
        newspaper=about.issuer or about.title,
        day=day_name(about.issued_on) if about.issued_on else "…",
    )


def place_in_print(page: int | None, ocr_confidence: float | None) -> str:
    """Where a quote stands on paper and that OCR read it: "trang 3, nhận dạng ... 87%"; or ""."""
    parts = [
        texts.CHAT_PAGE.format(page=page) if page is not None else "",
        texts.CHAT_OCR.format(percent=round(100 * ocr_confidence))
        if ocr_confidence is not None
        else "",
    ]
    return ", ".join(filter(None, parts))


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + texts.LIST_AND + names[-1]
