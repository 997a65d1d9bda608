"""The pictures of a pack that have something to show, for papers and slides."""

from __future__ import annotations

from dataclasses import dataclass

from hoidap.study.drawing import to_png
from hoidap.study.pack import StudyPack
from hoidap.study.pictures import (
    relations_picture,
    relations_words,
    timeline_picture,
    timeline_words,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it is called and what it says in words."""

    title: str
    description: str
    png: bytes


def pictures_of(pack: StudyPack) -> list[Picture]:
    """The timeline and the relations map, where the pack has entries for them."""
    pictures = []
    for drawing, words in (
        (timeline_picture(pack), timeline_words(pack)),
        (relations_picture(pack), relations_words(pack)),
    ):
        if drawing is not None:
            pictures.append(Picture(drawing.title, words, to_png(drawing)))
    return pictures
