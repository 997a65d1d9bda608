"""Vietnamese from before Unicode: TCVN3, VNI and VISCII to Unicode.

Offices still hold files in TCVN3 (fonts .VnTime), VNI (fonts VNI-Times) and
VISCII.  They write accented letters with codes that are other letters or signs
in Latin-1, so such a text comes out of any reader as ``B¸o c¸o tµi chÝnh`` or
``Baùo caùo taøi chính``.  The conversion tables are those of the library
``viparse``, which were checked against real documents; VNI's ẳ, which these did
not hold, is added from the rule of its row (ắ aé, ằ aè, ẵ aü, ặ aë).

Which encoding a text is in is told by its font where there is one.  Without a
font every table is tried, and the one counts that makes Vietnamese syllables of
the words: spelling is much stronger evidence than letter frequencies, by which
Spanish and German pass for VNI.

A font whose name ends in H (.VnTimeH) draws small letters as capitals, the only
way to accented capitals in TCVN3; text set in one is put in capitals.  Where the
font is lost or was not used, ``CéNG HOµ`` shows it: a word whose other letters are
capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from viparse.normalize.encodings import CHARMAPS  # type: ignore[import-untyped]
from viparse.normalize.tables import (  # type: ignore[import-untyped]
    Charmap,
    build_charmap,
    convert,
)

from hoidap.vietnamese.normalisation import canonical_text, composed
from hoidap.vietnamese.syllables import is_syllable

_VNI: Final = build_charmap("vni", [*CHARMAPS["vni"].pairs, ("aú", "ẳ"), ("AÚ", "Ẳ")])

#: Encodings by name; VPS shares its codes with VISCII and cannot be told from it.
ENCODINGS: Final[dict[str, Charmap]] = {
    "TCVN3": CHARMAPS["tcvn3"],
    "VNI": _VNI,
    "VISCII": CHARMAPS["viscii"],
}

#: Embedded fonts carry a tag of six capitals: ``ABCDEF+.VnTime``.
_SUBSET_TAG: Final = re.compile(r"^[A-Z]{6}\+")
_TCVN3_FONT: Final = re.compile(r"\.vn", re.IGNORECASE)
_VNI_FONT: Final = re.compile(r"vni", re.IGNORECASE)

#: Characters judged: enough for a clear verdict, quick for a long law.
_SAMPLE: Final = 20_000
#: Fewer words prove nothing: a name or a number is no text.
_LEAST_WORDS: Final = 6
#: Share of syllables among the words of real documents is 0.9 and more; names and
#: abbreviations are the rest.  A wrong table makes 0.2 to 0.6.
_SYLLABLES: Final = 0.75
#: Legacy text has a third of its words without accents, so it reads as 0.3 to 0.5.
_GAIN: Final = 0.15

#: Letters that no byte of Latin-1 shows: a Unicode text has 15 to 20 per cent of them.
_UNICODE_ONLY: Final = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_UNICODE_SHARE: Final = 0.03

_PUNCTUATION: Final = " .,;:!?()[]{}\"'“”‘’-–/*|…"
_HAS_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPECIAL: Final = re.compile("[\u0080-\uffff]")

#: What Windows-1252 shows for the bytes 80 to 9F, where VISCII has letters.
_WINDOWS_BYTES: Final = {
    ord(bytes([code]).decode("cp1252")): chr(code)
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in Unicode and the encoding it was in."""

    text: str
    encoding: str


def encoding_of_font(font: str | None) -> str | None:
    """The legacy encoding that a font's name stands for, or None for any other font."""
    name = _SUBSET_TAG.sub("", font or "")
    if _TCVN3_FONT.match(name):
        return "TCVN3"
    return "VNI" if _VNI_FONT.match(name) else None


def is_capital_font(font: str | None) -> bool:
    """Whether a legacy font draws small letters as capitals."""
    return encoding_of_font(font) is not None and (font or "").rstrip().endswith("H")


def to_unicode(text: str, encoding: str, *, capitals: bool = False) -> str:
    """``text`` as a Latin-1 reader shows it, from ``encoding`` to Unicode NFC."""
    if encoding == "VISCII":
        text = text.translate(_WINDOWS_BYTES)
    converted = composed(convert(text, ENCODINGS[encoding]))
    if capitals:
        return converted.upper()
    return _capitals_restored(converted) if encoding == "TCVN3" else converted


def converted(text: str) -> Converted | None:
    """``text`` in Unicode if it shows a legacy encoding, None for readable or foreign text."""
    sample = text[:_SAMPLE]
    if not _SPECIAL.search(sample) and not any(c in sample for c in "\x02\x05\x06\x14\x19\x1e"):
        return None
    if len(_UNICODE_ONLY.findall(sample)) > _UNICODE_SHARE * len(_HAS_LETTER.findall(sample)):
        return None
    before = _syllables(sample)
    shares = {name: _syllables(to_unicode(sample, name)) for name in ENCODINGS}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < _SYLLABLES or shares[best] - before < _GAIN:
        return None
    return Converted(to_unicode(text, best), best)


def _capitals_restored(text: str) -> str:
    """Capitals for the accented letters of words in capitals, which TCVN3 cannot write.

    One capital alone may begin a name (``Hà``); it counts between words in capitals.
    """
    words = list(_WORD.finditer(text))
    sure = [_is_capitals(word[0], least=2) for word in words]
    parts, end = [], 0
    for at, word in enumerate(words):
        between = all(sure[max(0, at - 1) : at] + sure[at + 1 : at + 2]) and len(words) > 1
        capitals = sure[at] or (between and _is_capitals(word[0], least=1))
        parts += [text[end : word.start()], word[0].upper() if capitals else word[0]]
        end = word.end()
    return "".join(parts) + text[end:]


def _is_capitals(word: str, least: int) -> bool:
    plain = [letter for letter in word if letter.isascii()]
    return len(plain) >= least and all(letter.isupper() for letter in plain)


def twice_encoded(text: str) -> Converted | None:
    """``text`` repaired if it is UTF-8 that a program read as Windows-1252 and wrote again."""
    sample = text[:_SAMPLE]
    if not re.search("á[»º]|Ä[‘\u0091\u0090]|Æ[°¡]|Ã[\u0080-¿]", sample):
        return None
    try:
        repaired = text.translate(_WINDOWS_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return Converted(repaired, "UTF-8 read as Windows-1252")


def notice(encoding: str) -> str:
    """What a report says of a text that was converted."""
    return f"The text was converted from {encoding} to Unicode."


def _syllables(text: str) -> float:
    """The share of Vietnamese syllables among the words of a text; 0 when there are few."""
    words = [word.strip(_PUNCTUATION) for word in canonical_text(text).split()]
    words = [word for word in words if _HAS_LETTER.search(word) and not word.isupper()] or words
    words = [word for word in words if _HAS_LETTER.search(word)]
    if len(words) < _LEAST_WORDS:
        return 0.0
    return sum(is_syllable(word.lower()) for word in words) / len(words)
