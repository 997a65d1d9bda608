"""The certificate at the end of a consolidated text (văn bản hợp nhất).

Such a text prints the type and title of the document that it consolidates; its own number,
place and date stand at the end, around the line "XÁC THỰC VĂN BẢN HỢP NHẤT" (Pháp lệnh
01/2012/UBTVQH13, Điều 9 and the form in its annex).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.structure.header_block import read_pieces
from ingest.structure.lines import Line

#: The type that such a document has.
CONSOLIDATED = "Văn bản hợp nhất"

_CERTIFIES = "xác thực văn bản hợp nhất"
#: Lines above and below the certifying line among which issuer, number and date stand.
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the certificate says; ``found`` is False when a text has none."""

    found: bool = False
    number: str | None = None  # as printed
    place: str | None = None
    issued_on: date | None = None


def read_certificate(lines: Sequence[Line]) -> Certificate:
    """The certificate among the lines of a document."""
    for index, line in enumerate(lines):
        if line.text.isupper() and _CERTIFIES in match_form_of_canonical(line.text):
            above = read_pieces(reversed(lines[max(0, index - _AROUND) : index]))
            below = read_pieces(lines[index + 1 : index + 1 + _AROUND])
            return Certificate(
                found=True,
                number=above.number or below.number,
                place=below.place or above.place,
                issued_on=below.issued_on or above.issued_on,
            )
    return Certificate()
