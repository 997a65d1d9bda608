"""What can be wrong with a sentence, as values that can be told to a model and counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """In what respect a sentence is not what its passages say."""

    NUMBER = "number"
    DATE = "date"
    DOCUMENT = "document"
    NAME = "name"
    NEGATION = "negation"
    QUANTITY = "quantity"  # all, some, only, at least ...
    CONDITION = "condition"  # "trừ", "nếu" left out
    AGENT = "agent"  # who does what
    OPPOSITE = "opposite"  # tăng for giảm
    JOINED = "joined"  # two statements made into one
    WORDING = "wording"  # too much of it stands nowhere
    NOTHING = "nothing"  # it says nothing
    CITATION = "citation"  # it cites no passage that there is


#: Faults that put something into the answer which the passages do not hold.
INVENTED = frozenset({FaultKind.NUMBER, FaultKind.DATE, FaultKind.DOCUMENT, FaultKind.NAME})


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault and the words of the claim or the evidence that show it."""

    kind: FaultKind
    text: str
