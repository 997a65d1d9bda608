"""An outline by documents: where a pack has several, readers must see which one speaks."""

from __future__ import annotations

from collections.abc import Iterator

from hoidap.study.pack import OutlineSection, PackDocument, StudyPack


def sections_with_documents(pack: StudyPack) -> Iterator[tuple[str, OutlineSection]]:
    """Every section with the name of its document where another one begins, else ""."""
    names = {each.document_id: document_name(each) for each in pack.documents}
    several = len({section.document_id for section in pack.outline}) > 1
    before = ""
    for section in pack.outline:
        begins = several and section.document_id != before
        before = section.document_id
        yield (names.get(section.document_id, "") if begins else ""), section


def document_name(about: PackDocument) -> str:
    """A document by its number and title: "144-QĐ/TW – Chuẩn mực đạo đức ..."."""
    return f"{about.number} – {about.title}" if about.number else about.title
