"""Text of documents inside other formats: whatever stands in it stays text."""

from __future__ import annotations

import re

#: What begins markup in Markdown (CommonMark 0.31, sections 4 to 6), in its tables, struck-out
#: text and bare addresses (GFM 0.29: ``https://``, ``www.``, ``a@b``), and in formulas (``$``).
_MARKDOWN = re.compile(
    r"[\\`*_{}\[\]<>#|~$@]|&(?=#?\w+;)|(?<=\])\(|(?<=[a-zA-Z]):(?=\S)|(?<=www)\.(?=\w)",
    re.IGNORECASE,
)
#: Items, and the underlining that makes a heading of the line before.
_LINE_MARK = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")
#: What GIFT reads as its own (Moodle's description of the format).
_GIFT = re.compile(r"([~=#{}:\\])")
#: What XML 1.0 cannot hold at all (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def markdown_text(text: str) -> str:
    """One line of text in which Markdown sees nothing but text."""
    line = _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))
    return _LINE_MARK.sub(_marked, line)


def markdown_lines(text: str) -> str:
    """Text in which Markdown sees nothing but text, with its lines.

    Tags are written as references to characters: whoever shows it as HTML and does
    not know the backslash sees no tag either.
    """
    lines = "\n".join(markdown_text(line) for line in text.split("\n"))
    return lines.replace("\\<", "&lt;").replace("\\>", "&gt;")


def _marked(found: re.Match[str]) -> str:
    number, mark, dash = found.groups()
    return f"\\{dash}" if dash else f"{number}\\{mark}"


def gift_text(text: str) -> str:
    """One line of text in which GIFT sees nothing but text."""
    return _GIFT.sub(r"\\\1", " ".join(text.split()))


def xml_text(text: str) -> str:
    """Text that an XML document can hold."""
    return _NOT_XML.sub("", text)
