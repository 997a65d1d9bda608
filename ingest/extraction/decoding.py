"""Bytes to characters, refusing what would be indexed as rubbish.

Read are UTF-8 (with or without byte order mark) and UTF-16, and the encodings
of Vietnamese offices before Unicode (``legacy_encodings.py``).  UTF-16 without a
mark is recognised by its zero bytes, which stand at odd or at even places only.
A text that was pasted from an old font is valid UTF-8 and still unreadable, so
the decoded text is looked at in the same way.  What looks like Vietnamese in an
old encoding and cannot be converted is refused with a guess at what it is.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from hoidap.errors import UnreadableFileError
from ingest.extraction.extracted_text import nothing_to_read
from ingest.extraction.legacy_encodings import converted, notice, twice_encoded

#: First bytes of formats that are often renamed or saved under a text suffix.
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, as DOCX, XLSX and ODT files are"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "an SQLite database"),
)

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Bytes looked at when guessing: enough for statistics, quick for large files.
_SAMPLE: Final = 65_536

#: Half of the bytes of ASCII written in UTF-16 are zero; Vietnamese prose has one
#: accented letter in four, whose upper byte is mostly not zero.
_UTF16_ZERO_SHARE: Final = 0.25

#: More control characters than this share make a file binary: text has none, a
#: damaged text a handful.
_CONTROL_SHARE: Final = 0.02

#: So few are dropped and reported, however short the text.
_CONTROL_ACCIDENTS: Final = 8

#: Share of a legacy encoding's tell-tale signs among the letters.  Vietnamese in
#: TCVN3 or VNI has 15 to 30 per cent; French or German prose read the same way below 3.
_LEGACY_SHARE: Final = 0.08

#: Fewer signs than this prove nothing: a lone © is a copyright mark.
_LEGACY_SIGNS: Final = 5

_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_VIETNAMESE: Final = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_LEGACY: Final = (
    ("TCVN3 (ABC, fonts .VnTime)", re.compile("[®¬\u00adµ¸¶·¹¨©ª«¾»¼½Æ]")),
    ("VNI (fonts VNI-Times)", re.compile("[ñöÑÖ]|(?<=[aeouyöôAEOUYÖÔ])[øùûõïâåäãêáàéèØÙÛÕÏÂÅÄÃÊ]")),
    ("UTF-8 that was read as Windows-1252", re.compile("á[»º]|Ä[‘\u0091\u0090]|Æ[°¡]|Ã[\u0080-¿]")),
)
_WINDOWS_1258: Final = re.compile(b"[aeiouyAEIOUY\xe2\xea\xf4\xf5\xfd\xe3][\xcc\xd2\xde\xec\xf2]")


class Decoded(NamedTuple):
    """The characters of a file and what its reader should know of them."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """The characters of a text file; line ends as they are, no byte order mark.

    Raises UnreadableFileError for an empty file, binary content and an encoding
    that cannot be converted, naming what the content looks like.
    """
    if not data.strip(b"\x00 \t\r\n\f\v"):
        raise nothing_to_read(name)
    refuse_known_binary(data, name)
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableFileError(f"{name}: UTF-32 is not read.", _SAVE_AS_UTF8)
    text, encoding = _decode(data, name)
    sample = text[:_SAMPLE]
    control = len(_CONTROL.findall(sample))
    if "\0" in sample or control > max(_CONTROL_SHARE * len(sample), _CONTROL_ACCIDENTS):
        raise _binary(name, "binary content")
    legacy = _legacy_encoding(sample)
    if legacy is not None:
        raise _legacy_error(name, legacy)
    return Decoded(text, (notice(encoding),) if encoding else ())


def refuse_known_binary(data: bytes, name: str) -> None:
    """Raise UnreadableFileError when the first bytes are those of a binary format."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(name, what)


def damage_warnings(text: str) -> tuple[str, ...]:
    """What a reader should know about a decoded text: characters lost before or removed now."""
    found = []
    if lost := text.count("\ufffd"):
        found.append(f"{lost} characters were already lost in the source (U+FFFD).")
    if removed := len(_CONTROL.findall(text)):
        found.append(f"{removed} control characters were removed.")
    return tuple(found)


def _decode(data: bytes, name: str) -> tuple[str, str | None]:
    """The characters and the legacy encoding that they were in, if any."""
    encoding = _unicode_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if "16" in encoding:
            raise UnreadableFileError(
                f"{name}: damaged UTF-16 at byte {error.start}.", _SAVE_AS_UTF8
            ) from error
        if b"\0" in data[:_SAMPLE]:
            raise _binary(name, "binary content") from error
        return _decode_legacy(data, name, error)
    found = converted(text) or twice_encoded(text)
    return (found.text, found.encoding) if found else (text, None)


def _decode_legacy(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str | None]:
    raw = data.decode("latin-1")
    found = converted(raw)
    if found is not None:
        return found.text, found.encoding
    sample = data[:_SAMPLE]
    if guess := _legacy_encoding(raw[:_SAMPLE]):
        raise _legacy_error(name, guess) from error
    if _is_windows_1258(sample):
        return data.decode("cp1258", errors="replace"), "Windows-1258"
    raise UnreadableFileError(
        f"{name}: not UTF-8 (byte 0x{data[error.start]:02X} at position {error.start}) "
        "and in no encoding that is recognised, TCVN3, VNI and VISCII among them.",
        _SAVE_AS_UTF8,
    ) from error


def _unicode_encoding(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    enough = _UTF16_ZERO_SHARE * len(data[:_SAMPLE]) / 2
    if odd > enough and not even:
        return "utf-16-le"
    if even > enough and not odd:
        return "utf-16-be"
    return "utf-8"


def _legacy_encoding(text: str) -> str | None:
    """The legacy encoding that a text shows through, or None for readable text."""
    letters = len(_LETTERS.findall(text))
    readable = len(_VIETNAMESE.findall(text))
    best, share = None, max(_LEGACY_SHARE * letters, _LEGACY_SIGNS)
    for encoding, signs in _LEGACY:
        count = len(signs.findall(text)) - readable
        if count > share:
            best, share = encoding, count
    return best


def _is_windows_1258(sample: bytes) -> bool:
    letters = sum(byte > 0x40 for byte in sample)
    return len(_WINDOWS_1258.findall(sample)) > _LEGACY_SHARE * letters


_SAVE_AS_UTF8: Final = "Open it in the program that wrote it and save it as UTF-8."


def _legacy_error(name: str, encoding: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the text looks like {encoding}, not Unicode.",
        "Convert it to Unicode (for example with the UniKey toolkit), save it as UTF-8 "
        "and ingest it again.",
    )


def _binary(name: str, what: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the file is not text but {what}.",
        "Give it its right suffix, or save it as text in UTF-8.",
    )
