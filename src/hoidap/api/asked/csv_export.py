"""Tables as CSV that opens in a spreadsheet and runs nothing there.

A cell that begins with ``=``, ``+``, ``-``, ``@`` or a control character would
be taken for a formula, and questions come from anybody; such a cell gets an
apostrophe in front (OWASP, CSV injection), also where spaces stand before the sign.
Every field is quoted, so that no separator of a spreadsheet cuts one in two.  The byte
order mark tells the spreadsheet that the text is UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv; charset=utf-8"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table with a header line."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([_harmless(str(cell)) for cell in row])
    return ("\ufeff" + stream.getvalue()).encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
