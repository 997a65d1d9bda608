"""Whether an answer to a quiz item is right.

A gap is filled rightly by any accepted text, however it is capitalised and spaced, with
or without diacritics: people type on telephones, and what is asked is knowledge of the
document, not spelling.  All other kinds are right or wrong as a whole: half an order is
no order, and a trainer's question is "which passage do I explain again".
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from hoidap.study.pack import ItemKind, QuizItem
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form

#: Longest text typed into a gap, in characters: a phrase.
TYPED_LIMIT = 200
#: Most options of one item.
OPTION_LIMIT = 20


class Given(BaseModel):
    """An answer: chosen options, by index in the order that the kind asks for, or a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chosen: tuple[Annotated[int, Field(ge=0, lt=OPTION_LIMIT)], ...] = Field(
        default=(), max_length=OPTION_LIMIT
    )
    text: str = Field(default="", max_length=TYPED_LIMIT)


def is_right(item: QuizItem, given: Given) -> bool:
    """Whether ``given`` answers ``item``."""
    if item.kind is ItemKind.GAP:
        return _bare(given.text) in {_bare(answer) for answer in item.answers}
    return given.chosen == item.correct


def _bare(text: str) -> str:
    return " ".join(fold(match_form(text)).split()).strip(" .,;:")
