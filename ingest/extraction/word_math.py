"""Formulas, symbols and raised letters of Word as plain text that means the same.

A formula (OMML, ECMA-376 part 1, section 22.1) is written on one line: fractions with a
slash, roots with √, powers and indexes raised or lowered.  Raised letters have characters
of their own in Unicode; what has none gets a caret, so that 10⁶ never becomes 106.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH: Final = f"{_M}oMath"
#: Elements that only say how something is drawn.
_PROPERTIES: Final = "Pr"

_RAISED: Final = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ")

#: The encoding of the font Symbol from 0x20 and from 0xA1 (Adobe).
_SYMBOL_LOW: Final = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"
    "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH: Final = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
#: Wingdings that forms use: boxes, ticks, crosses and arrows.
_WINGDINGS: Final = {0x6F: "□", 0xA8: "□", 0x71: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
                     0xE0: "→", 0xA7: "▪", 0x6C: "●", 0x9F: "•"}  # fmt: skip
#: Where symbol fonts keep their signs in Unicode's private area.
_PRIVATE: Final = 0xF000


def symbol(font: str | None, code: int) -> str:
    """The sign that a symbol font draws for a code; a code of another font is its character."""
    name = (font or "").lower()
    code = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    if name.startswith("wingdings"):
        return _WINGDINGS.get(code, "•")
    if not name.startswith("symbol"):
        return chr(code)
    if 0x20 <= code < 0x20 + len(_SYMBOL_LOW):
        return _SYMBOL_LOW[code - 0x20]
    return _SYMBOL_HIGH[code - 0xA1] if 0xA1 <= code < 0xA1 + len(_SYMBOL_HIGH) else ""


def raised(text: str) -> str:
    """``text`` as a superscript: with the letters of Unicode, or behind a caret after figures."""
    return _moved(text, _RAISED, "^")


def lowered(text: str) -> str:
    """``text`` as a subscript."""
    return _moved(text, _LOWERED, "_")


def _moved(text: str, letters: dict[int, int], mark: str) -> str:
    body = text.strip()
    if all(ord(letter) in letters for letter in body):
        return text.translate(letters)
    return text if any(map(str.isspace, body)) or body.isalpha() else f"{mark}({body})"


def formula(element: Any) -> str:
    """An ``m:oMath`` element, or any part of one, on one line."""
    return "".join(_parts(element)).strip()


def _parts(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        name = str(child.tag).rpartition("}")[2]
        if name.endswith(_PROPERTIES):
            continue
        yield _written(child, name)


def _written(element: Any, name: str) -> str:  # noqa: PLR0911 - one for each kind of part
    if name == "t":
        return element.text or ""
    part = {str(each.tag).rpartition("}")[2]: formula(each) for each in element.iterchildren()}
    match name:
        case "f":
            return f"{_grouped(part.get('num', ''))}/{_grouped(part.get('den', ''))}"
        case "sSup" | "sSub" | "sSubSup":
            low, high = part.get("sub", ""), part.get("sup", "")
            return part.get("e", "") + _index(low, lowered) + _index(high, raised)
        case "rad":
            return f"{_index(part.get('deg', ''), raised)}√({part.get('e', '')})"
        case "nary":
            sign = element.find(f"{_M}naryPr/{_M}chr")
            drawn = "∫" if sign is None else sign.get(f"{_M}val", "∑")
            low, high = part.get("sub", ""), part.get("sup", "")
            bounds = f"({low}..{high}) " if low and high else f"({low}{high}) " * bool(low + high)
            return f"{drawn}{bounds}{part.get('e', '')}"
        case "d":
            inside = [formula(each) for each in element.iterchildren(f"{_M}e")]
            return f"({'; '.join(inside)})"
    return "".join(_parts(element))


def _index(text: str, move: Any) -> str:
    """An index or power of a formula: always moved, whatever its letters."""
    if not text:
        return ""
    moved = str(move(text))
    mark = "^" if move is raised else "_"
    return moved if moved != text else f"{mark}{_grouped(text)}"


def _grouped(text: str) -> str:
    """In brackets when it is more than one number or name."""
    return text if text.replace(",", "").replace(".", "").isalnum() else f"({text})"


def symbol_of(element: Any) -> str:
    """The sign of a ``w:sym`` element."""
    code = element.get(qn("w:char")) or ""
    try:
        return symbol(element.get(qn("w:font")), int(code, 16))
    except ValueError:
        return ""
