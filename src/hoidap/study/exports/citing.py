"""A citation in print: where it stands and the exact words, shortened in the middle if long."""

from __future__ import annotations

from hoidap.study.pack import Source

#: Longest quote in a footnote, in characters: three lines.  The link opens the whole.
QUOTE_LIMIT = 260
#: Characters kept at the end of a longer quote.
_TAIL = 60


def citation(source: Source, shown: str) -> str:
    """The reference, and the quote where ``shown`` does not hold its words already."""
    quote = " ".join(source.quote.split()).rstrip(" .;")
    if quote in " ".join(shown.split()):
        return f"{capitalised(source.reference)}."
    return cited_quote(source)


def cited_quote(source: Source) -> str:
    """The reference and the quote: "Điều 2 Quy định ...: “...”."."""
    return f"{capitalised(source.reference)}: “{shortened(source.quote)}”."


def shortened(quote: str, limit: int = QUOTE_LIMIT) -> str:
    """A quote on one line; what is left out is marked […]."""
    line = " ".join(quote.split())
    if len(line) <= limit:
        return line.rstrip(" .;")
    head = line[: limit - _TAIL].rsplit(" ", 1)[0]
    tail = line[-_TAIL:].partition(" ")[2]
    return f"{head} […] {tail}".rstrip(" .;")


def capitalised(text: str) -> str:
    """A reference at the beginning of a line."""
    return text[:1].upper() + text[1:]
