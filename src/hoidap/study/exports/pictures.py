"""The pictures of a pack that have something to show, for papers, slides and pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hoidap import texts
from hoidap.study.drawing import Drawing, to_png, to_svg
from hoidap.study.pack import StudyPack
from hoidap.study.pictures import (
    relations_picture,
    relations_words,
    timeline_picture,
    timeline_words,
)


class PictureName(StrEnum):
    """The pictures that a pack can have."""

    TIMELINE = "timeline"
    RELATIONS = "relations"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it is called and what it says in words."""

    title: str
    description: str
    png: bytes


_MADE = {
    PictureName.TIMELINE: (texts.PAPER_TIMELINE, timeline_words, timeline_picture),
    PictureName.RELATIONS: (texts.PAPER_RELATIONS, relations_words, relations_picture),
}


def picture_svg(pack: StudyPack, name: PictureName) -> str | None:
    """A picture as SVG; None where the pack has nothing to show in it."""
    drawing = _MADE[name][2](pack)
    return None if drawing is None else to_svg(drawing)


def pictures_of(pack: StudyPack) -> list[Picture]:
    """The pictures that have something to show."""
    drawn: list[tuple[str, str, Drawing | None]] = [
        (title, words(pack), draw(pack)) for title, words, draw in _MADE.values()
    ]
    return [Picture(title, words, to_png(each)) for title, words, each in drawn if each is not None]
