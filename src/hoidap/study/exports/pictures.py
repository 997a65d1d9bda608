"""The pictures of a pack that have something to show, for papers and slides."""

from __future__ import annotations

from dataclasses import dataclass

from hoidap.study.pack import StudyPack


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it is called and what it says in words."""

    title: str
    description: str
    png: bytes


def pictures_of(pack: StudyPack) -> list[Picture]:
    """The timeline and the relations map, where the pack has entries for them."""
    del pack
    return []
