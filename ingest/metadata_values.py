"""The keys that front matter and sidecars may hold, and what each may say.

Dates are written 2016-05-15 or, day first as in Vietnam, 15/5/2016.  Addresses
must be http or https: they become links in the viewer.  A document number is
brought into its official form (05-ct/tw becomes 05-CT/TW), a party or assembly
term into roman numerals (12, "khoá 12" and XII become XII).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final

from hoidap.domain import Kind, Standing
from hoidap.errors import FrontMatterError
from hoidap.index.source import LONGEST_ID
from hoidap.vietnamese.document_number import parse_document_number
from hoidap.vietnamese.normalisation import canonical_text
from hoidap.vietnamese.roman import from_roman, to_roman
from ingest.metadata import MetadataFields, slug

#: The keys, in the order in which errors list them.
KEYS: Final = tuple(field.name for field in fields(MetadataFields))

_ABSENT: Final = ("", "null", "~")
_TRUE: Final = ("true", "yes")
_FALSE: Final = ("false", "no")
_ACCESS: Final = ("public", "internal")

#: Longest single value: a title or a speaker's offices; a paragraph here is a mistake.
_LONGEST_VALUE: Final = 1000

_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_ISO_DATE: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+")
_TERM: Final = re.compile(r"(?:kho[aá]\s+|kh[oó]a\s+)?(?P<value>[ivx]{1,6}|\d{1,2})", re.IGNORECASE)


class _WrongValueError(Exception):
    """A value that cannot be read; says what is allowed."""


def read_metadata(mapping: Mapping[str, object], file: str) -> MetadataFields:
    """The typed fields of front matter or a sidecar.

    Keys without a value count as not given, but for ``access``: nobody has said who may
    read the document, and that must not mean everybody.  Raises FrontMatterError naming
    ``file``, key and value, the allowed keys or values and the nearest of them.
    """
    values: dict[str, Any] = {}
    for key, written in mapping.items():
        if key not in _READERS:
            raise FrontMatterError(
                f"{file}: unknown key {key!r}.{_nearest(key, KEYS)}",
                f"Allowed keys: {', '.join(KEYS)}.",
            )
        if (written is None or written in _ABSENT) and key != "access":
            continue
        try:
            values[key] = _READERS[key](written)
        except _WrongValueError as error:
            raise FrontMatterError(
                f"{file}: the key {key!r} has the wrong value {_shown(written)}.", f"{error}"
            ) from None
    _check_order(values, file)
    return MetadataFields(**values)


def _check_order(values: Mapping[str, Any], file: str) -> None:
    dates = [(key, values[key]) for key in ("effective_on", "expires_on") if key in values]
    if len(dates) == 2 and dates[0][1] > dates[1][1]:
        raise FrontMatterError(
            f"{file}: expires_on {dates[1][1]} is before effective_on {dates[0][1]}.",
            "Dates are written 2016-05-15 or day first, 15/5/2016.",
        )


def _shown(written: object) -> str:
    shown = repr(written)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."


def _nearest(word: str, choices: Sequence[str]) -> str:
    near = difflib.get_close_matches(word.lower(), choices, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _text(written: object) -> str:
    if not isinstance(written, str):
        raise _WrongValueError("One text is expected here, not a list or keys.")
    text = " ".join(canonical_text(written).split())
    if not text or len(text) > _LONGEST_VALUE:
        raise _WrongValueError(f"A text of 1 to {_LONGEST_VALUE} characters is expected.")
    return text


def _texts(written: object) -> tuple[str, ...]:
    if isinstance(written, list):
        return tuple(dict.fromkeys(_text(item) for item in written))
    if isinstance(written, str):
        return (_text(written),)
    raise _WrongValueError("One text or a list of texts is expected.")


def _choice(written: object, choices: Sequence[str]) -> str:
    text = _text(written)
    if text not in choices:
        raise _WrongValueError(f"Allowed: {', '.join(choices)}.{_nearest(text, choices)}")
    return text


def _kind(written: object) -> Kind:
    return Kind(_choice(written, [kind.value for kind in Kind]))


def _standing(written: object) -> Standing:
    return Standing(_choice(written, [standing.value for standing in Standing]))


def _flag(written: object) -> bool:
    return _choice(str(written).lower(), (*_TRUE, *_FALSE)) in _TRUE


def _date(written: object) -> date:
    text = _text(written)
    found = _ISO_DATE.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    try:
        if found is not None:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise _WrongValueError("A date is written 2016-05-15 or, day first, 15/5/2016.")


def _term(written: object) -> str:
    text = _text(written)
    found = _TERM.fullmatch(text)
    if found is not None:
        value = found["value"]
        roman = to_roman(int(value) if value.isdigit() else from_roman(value) or 0)
        if roman is not None:
            return roman
    raise _WrongValueError("A term is written as a roman or arabic number: XII, 12, khoá XII.")


def _number(written: object) -> str:
    """The number as officials write it; one of an unknown form is kept as typed."""
    text = _text(written)
    known = parse_document_number(text)
    return text if known is None else known.canonical


def _identifier(written: object) -> str:
    text = _text(written)
    if len(text) > LONGEST_ID or _ID.fullmatch(text) is None:
        raise _WrongValueError(
            f"Small letters a-z, digits, '.', '_' and '-', at most {LONGEST_ID}: {slug(text)!r}."
        )
    return text


def _addresses(written: object) -> tuple[str, ...]:
    addresses = _texts(written)
    if wrong := [address for address in addresses if not _ADDRESS.fullmatch(address)]:
        raise _WrongValueError(f"{wrong[0]!r} is no address; they begin with https:// or http://.")
    return addresses


def _access(written: object) -> tuple[str, ...]:
    groups = _texts(written)
    if not groups:
        raise _WrongValueError("Nobody could read it. Allowed: public, internal, group names.")
    for group in groups:
        near = difflib.get_close_matches(group.lower(), _ACCESS, n=1, cutoff=0.8)
        if group not in _ACCESS and near:
            raise _WrongValueError(f"Did you mean {near[0]!r}? Other words name groups of readers.")
    return groups


_READERS: Final[Mapping[str, Callable[[object], Any]]] = {
    "id": _identifier,
    "number": _number,
    "kind": _kind,
    "standing": _standing,
    "issued_on": _date,
    "effective_on": _date,
    "expires_on": _date,
    "term": _term,
    "replaced_by": _texts,
    "continues": _texts,
    "continued_by": _texts,
    "legal_basis": _texts,
    "source_urls": _addresses,
    "access": _access,
    "digest": _flag,
} | dict.fromkeys(
    ("type", "title", "issuer", "signer", "speaker", "speaker_title", "interviewer"),
    _text,
)
