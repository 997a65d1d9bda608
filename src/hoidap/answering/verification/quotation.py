"""Quotation marks only around exact text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hoidap.vietnamese.normalisation import canonical_text

_QUOTED: Final = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»")
#: What is left over when a pair is broken.
_STRAY: Final = re.compile(r"[“”«»\"]")


def honest_quotes(claim: str, passages: Sequence[str]) -> str:
    """The claim without the quotation marks around what stands so in no passage."""
    sources = [" ".join(canonical_text(each).split()) for each in passages]
    pieces: list[str] = []
    end = 0
    for found in _QUOTED.finditer(claim):
        quoted = next(group for group in found.groups() if group is not None)
        exact = " ".join(canonical_text(quoted).split())
        pieces.append(_STRAY.sub("", claim[end : found.start()]))
        kept = bool(exact) and any(exact in source for source in sources)
        pieces.append(found[0] if kept else quoted)
        end = found.end()
    return "".join(pieces) + _STRAY.sub("", claim[end:])
