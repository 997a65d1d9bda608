"""Who issued and signed an official document, whom it addresses and who receives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from hoidap.domain import SectionKind
from hoidap.parties import Parties, Signatory
from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.structure.lines import Line
from ingest.structure.scopes import Scope
from ingest.structure.signature import Signer

#: "Kính gửi" stands within this many lines of the beginning.
_HEAD_LINES: Final = 40
_ADDRESSES: Final = re.compile(r"\W*kính gửi\s*:?\s*")
_RECEIVES: Final = re.compile(r"\W*nơi nhận\s*:?\s*")
_BESIDE: Final = re.compile(r"\s{3,}|\t|\s\|\s")
_DASHES: Final = "-–—+•* "
_STOPS: Final = " .;:/"
#: What a list of addressees or recipients is made of, in characters of a line.
_LONGEST: Final = 300
#: What parts entries of one line: "- Các sở; - Lưu: VT."
_BETWEEN: Final = re.compile(r"\s*;\s*(?:-\s*)?|\s*,\s+-\s+")


def read_parties(scope: Scope, issuers: Sequence[str], signers: Sequence[Signer]) -> Parties:
    """The parties of a document from its own scope; ``issuers`` and ``signers`` are known."""
    signed = [
        Signatory(each.name, each.title or "", _spelt(each.whom or "", issuers))
        for each in signers
        if each.name
    ]
    return Parties(
        tuple(issuers), tuple(signed), _addressees(scope.lines), tuple(_recipients(scope))
    )


def _spelt(whom: str, issuers: Sequence[str]) -> str:
    """Whom a signer stands for; a body that issued the document is spelt as among those."""
    for issuer in issuers:
        at = whom.lower().find(issuer.lower())
        if at >= 0:
            whom = whom[:at] + issuer + whom[at + len(issuer) :]
    return whom


def _addressees(lines: Sequence[Line]) -> tuple[str, ...]:
    """Those behind "Kính gửi:", on its line, or below it in lines with dashes."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        found = _ADDRESSES.match(match_form_of_canonical(line.text))
        if found is None:
            continue
        entries = list(_entries(line.text[found.end() :]))
        for below in lines[index + 1 : _HEAD_LINES]:
            listed = below.text[:1] in _DASHES and len(below.text) <= _LONGEST
            if not listed and not (entries and below.text[:1].islower()):
                break
            if listed:
                entries += _entries(below.text)
            else:
                entries[-1] = f"{entries[-1]} {below.text.rstrip(_STOPS)}"
        return tuple(entry.rstrip(" ,") for entry in entries)
    return ()


def _recipients(scope: Scope) -> Iterable[str]:
    """Those below "Nơi nhận:"; a line without a dash goes on with the one above."""
    entries: list[str] = []
    for block in scope.tail.blocks:
        if block.kind is not SectionKind.RECIPIENTS:
            continue
        for line in scope.lines[block.first : block.last]:
            cell = _BESIDE.split(line.text, maxsplit=1)[0]  # the signature stands beside it
            found = _RECEIVES.match(match_form_of_canonical(cell))
            text = cell[found.end() :] if found else cell
            goes_on = entries and found is None and text[:1] not in _DASHES and text[:1].islower()
            if goes_on:
                entries[-1] = f"{entries[-1]} {text.strip(_STOPS)}"
            else:
                entries += _entries(text)
    return [entry.rstrip(" ,") for entry in entries]


def _entries(text: str) -> Iterable[str]:
    """The entries of one line, without dashes and stops."""
    for piece in _BETWEEN.split(text):
        if entry := piece.strip(_DASHES).strip(_STOPS):
            yield entry
