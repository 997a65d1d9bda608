"""Facts of a text that its quotes lack: counted for reports, and the last guard of an answer.

It knows nothing of alignment: a number, date, document number or word of a name
either stands in one of the quotes (in any of its forms) or it does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from hoidap.answering.verification.alignment import says
from hoidap.answering.verification.faults import Fault, FaultKind
from hoidap.answering.verification.reading import FACTS, Sort, read

_KINDS = {
    Sort.NUMBER: FaultKind.NUMBER,
    Sort.DATE: FaultKind.DATE,
    Sort.DOCUMENT: FaultKind.DOCUMENT,
    Sort.NAME: FaultKind.NAME,
}


def lacking_facts(text: str, quotes: Sequence[str]) -> list[Fault]:
    """The facts of ``text`` that stand in none of ``quotes``, in reading order."""
    held = [token for quote in quotes for token in read(quote)]
    return [
        Fault(_KINDS[token.sort], token.key)
        for token in read(text)
        if token.sort in FACTS and not any(says(other, token) for other in held)
    ]
