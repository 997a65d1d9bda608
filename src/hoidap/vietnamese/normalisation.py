"""The two written forms of a text: one to store, one to match.

*Canonical text* is what is stored and quoted: NFC, line feeds only, no
invisible characters, plain spaces.  Nothing a reader sees is changed, so a
quotation from it is a quotation from the document.

*Match form* is what is compared: canonical text in lower case with one tone
placement, one kind of quote and dash, and ASCII in place of full-width
characters.  It has exactly one code point for each of the canonical text's, so
an offset in the one is an offset in the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from hoidap.vietnamese.letters import LETTER_CLASS, TONE_OF, VOWELS
from hoidap.vietnamese.syllables import place_tone

#: Unicode's line ends other than "\n" (a form feed is a page end, hence a line end).
_LINE_END: Final = "\r\u000b\u000c\u0085\u2028\u2029"
#: General category Zs except the plain space.
_SPACE: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
#: Control (Cc) and format (Cf) characters and lone surrogates: zero-width spaces and
#: joiners, direction marks, soft hyphen, byte order mark.
_INVISIBLE: Final = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f"
    "\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f"
)
#: Letters of Vietnamese and its neighbours in Unicode: Latin with and without marks.
_LATIN: Final = "A-Za-z\u00c0-\u024f\u1ea0-\u1ef9"
#: Combining marks by their class, over all blocks that hold any (the last is Adlam).
_MARKS: Final = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x1E950))))
#: More marks in a row than this are sorted in squared time by NFC; Unicode's Stream-Safe Text
#: Format (UAX #15) parts them there with a joiner that nobody sees.
_MANY_MARKS: Final = re.compile(f"[{_MARKS}]{{30}}(?=[{_MARKS}])")
_JOINER: Final = "\u034f"
#: What has them, seen at a glance: no run of Latin letters, figures and punctuation.
_PERHAPS_MANY: Final = re.compile("[^\\x00-\u02ff\u1e00-\u206f]{31}")
#: Letters of other languages that are typed, or written by fonts, for Vietnamese ones: eth and
#: the African D for Đ, the letter oi for Ư.  Vietnamese has none of them.
_LOOK_ALIKES: Final = dict(zip("\u00d0\u0189\u0256\u01a2\u01a3", "ĐĐđƯư", strict=True))
#: Cyrillic and Greek letters that print as Latin ones, which OCR and keyboards mix into words.
_FOREIGN: Final = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTXYaesijopcyxABEZHIKMNOPTYXo",
        strict=True,
    )
)

_LINE_ENDS: Final = re.compile(f"\r\n|[{_LINE_END}]")
_SPACES: Final = re.compile(f"[{_SPACE}]")
_INVISIBLES: Final = re.compile(f"[{_INVISIBLE}]")
_LIKE: Final = "".join(_LOOK_ALIKES)
_LOOK_ALIKE: Final = re.compile(f"[{_LIKE}]")
_ODD: Final = re.compile(f"[{_LINE_END}{_SPACE}{_INVISIBLE}{_LIKE}]")
_OF_FOREIGN: Final = "".join(_FOREIGN)
_FOREIGN_LETTER: Final = re.compile(f"[{_OF_FOREIGN}]")
#: A word in Latin letters with some of the others between them, and no loose marks, which would
#: compose with the new letters.  Possessive: it costs no squares.
_OF_WORDS: Final = "[^\\W\\d_]|[\u0300-\u036f]"
_MIXED_WORD: Final = re.compile(
    f"(?<!{_OF_WORDS})[{_OF_FOREIGN}]*+[{_LATIN}][{_LATIN}{_OF_FOREIGN}]*+(?!{_OF_WORDS})"
)
# Possessive, and only from the first space on: many spaces inside a line cost no squares.
_TRAILING_SPACES: Final = re.compile(r"(?<![ \t])[ \t]++(?=\n|\Z)")


def canonical_text(raw: str) -> str:
    """The form to store: what a reader sees, in one encoding.

    NFC; letters of other scripts that print as Vietnamese ones become these; all line ends
    become LF; control, zero-width and other invisible
    characters (soft hyphen, byte order mark) go, except tab; every other kind
    of space becomes a plain one; spaces at line ends go.  Applying it twice
    changes nothing.
    """
    text = raw
    if _ODD.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _SPACES.sub(" ", text)
        text = _INVISIBLES.sub("", text)
        text = _LOOK_ALIKE.sub(lambda found: _LOOK_ALIKES[found[0]], text)
    text = composed(text)
    if _FOREIGN_LETTER.search(text):
        text = _MIXED_WORD.sub(_in_latin, text)
    return _TRAILING_SPACES.sub("", text)


def _in_latin(word: re.Match[str]) -> str:
    return _FOREIGN_LETTER.sub(lambda letter: _FOREIGN[letter[0]], word[0])


def composed(text: str) -> str:
    """Text in NFC, in time proportional to its length.

    Only text with more than 30 marks on one letter, which no script has, differs
    from what ``unicodedata.normalize`` makes of it.
    """
    if text.isascii():
        return text
    if _PERHAPS_MANY.search(text):
        text = _MANY_MARKS.sub(rf"\g<0>{_JOINER}", text)
    if unicodedata.is_normalized("NFC", text):
        return text
    # A few composed spaces only appear when NFC has done its work.
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text))


def _same_length_characters() -> dict[int, str]:
    """Typographic and full-width characters with their plain form, one for one."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for plain, variants in {
        '"': "“”„‟«»″＂",
        "'": "‘’‚‛′`´",
        "-": "‐‑‒–—―−﹣",
        "đ": "ð",
    }.items():
        table.update(dict.fromkeys(map(ord, variants), plain))
    return {code: plain.lower() for code, plain in table.items()}


_SAME_LENGTH: Final = _same_length_characters()
_VARIANTS: Final = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")
_TONED: Final = "".join(TONE_OF)
_TONELESS: Final = "a-zđăâêôơư"
#: Words whose tone could stand elsewhere: another vowel stands beside it.  Looked for from the
#: first toneless letter only: a long word without tones costs no squares.
_MARKED_WORD: Final = re.compile(
    f"(?<![{_TONELESS}])[{_TONELESS}]*(?:(?<=[{VOWELS}])[{_TONED}]|[{_TONED}](?=[{VOWELS}{_TONED}]))[{LETTER_CLASS}]*"
)


def _lower(text: str) -> str:
    """Lower case without ever changing the length (İ has a two-character lower case)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def match_form_of_canonical(text: str) -> str:
    """Match form of text that is canonical already: same length, same offsets."""
    lowered = _lower(text)
    if not lowered.isascii():
        lowered = _MARKED_WORD.sub(lambda word: place_tone(word[0]), lowered)
        lowered = _VARIANTS.sub(lambda c: _SAME_LENGTH[ord(c[0])], lowered)
    return lowered


def match_form(text: str) -> str:
    """The form to compare: lower case, one tone placement, plain punctuation.

    ``hoá`` and ``hóa``, ``uỷ`` and ``ủy`` come out the same; ``y`` and ``i``
    stay what they are; curly quotes, long dashes and full-width characters
    become plain ones.  As long as ``canonical_text(text)``.
    """
    return _match_form_of_question(text) if len(text) <= _LONGEST_OF_MANY else _match_form(text)


def _match_form(text: str) -> str:
    return match_form_of_canonical(canonical_text(text))


#: Whatever looks at a question asks for its form anew; of longer texts that is seldom so.
_LONGEST_OF_MANY: Final = 2_000
_match_form_of_question = lru_cache(maxsize=1024)(_match_form)


def match_form_with_offsets(text: str) -> tuple[str, list[int]]:
    """Match form and, for each of its characters, the offset in ``text`` it comes from.

    The list has one more entry, ``len(text)``, so that ``offsets[end]`` of a
    half-open range is always defined.
    """
    canonical, offsets = _canonical_with_offsets(text)
    return match_form_of_canonical(canonical), offsets


#: Pieces that become canonical independently: nothing composes across a space or a line end.
_PIECES: Final = re.compile(r"\r\n|[ \n]+|(?:[^ \n\r]|\r(?!\n))+")


def _canonical_with_offsets(text: str) -> tuple[str, list[int]]:
    """Canonical text and the offset in ``text`` of each of its characters."""
    whole = canonical_text(text)
    if whole == text:
        return whole, list(range(len(text) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _PIECES.finditer(text):
        piece, start = match[0], match.start()
        if canonical_text(piece + "|") == piece + "|":  # "|" keeps a space off the line end
            pieces.append(piece)
            offsets.extend(range(start, start + len(piece)))
            continue
        for first, last in _clusters(piece):
            cluster = canonical_text(piece[first:last] + "|")[:-1]
            pieces.append(cluster)
            offsets.extend([start + first] * len(cluster))
    kept, kept_offsets, position = "".join(pieces), [], 0
    for trailing in _TRAILING_SPACES.finditer(kept):
        kept_offsets += offsets[position : trailing.start()]
        position = trailing.end()
    kept_offsets += offsets[position:]
    kept_offsets.append(len(text))
    return whole, kept_offsets


def _clusters(text: str) -> list[tuple[int, int]]:
    """Ranges that can be made canonical one by one: a character with what composes onto it."""
    starts = [0]
    for at in range(1, len(text)):
        character, before = text[at], text[at - 1]
        joins = unicodedata.combining(character) or _INVISIBLES.match(character)
        if not joins and before + character != "\r\n" and not _composes(before, character):
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(text)], strict=True)) if text else []


def _composes(before: str, character: str) -> bool:
    """Whether NFC joins two starters (Hangul and some Indic vowels)."""
    return len(unicodedata.normalize("NFC", before + character)) < len(
        unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)
    )
