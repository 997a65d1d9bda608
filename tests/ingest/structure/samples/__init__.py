"""Short documents in official style, written for these tests; people and numbers are made up."""

from __future__ import annotations

from pathlib import Path

from hoidap.domain import Section, SectionKind
from hoidap.vietnamese.normalisation import canonical_text

FOLDER = Path(__file__).resolve().parent


def sample(name: str) -> str:
    """The canonical text of ``samples/NAME.txt``."""
    return canonical_text((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def sample_names() -> list[str]:
    """The names of all samples."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def locators(sections: tuple[Section, ...], *kinds: SectionKind) -> list[str]:
    """The locators of the sections of the given kinds, in order; of all kinds if none is given."""
    return [section.locator for section in sections if not kinds or section.kind in kinds]


def by_locator(sections: tuple[Section, ...], locator: str) -> Section:
    """The one section with a locator."""
    (found,) = [section for section in sections if section.locator == locator]
    return found


def words(text: str, section: Section) -> str:
    """What a section covers."""
    return text[section.start : section.end]
