"""The words around a pack: its title, its aims, and what the trainer must know about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoidap import texts
from hoidap.answering.naming import document_name, listed
from hoidap.answering.validity import standing_notices
from hoidap.domain import Document, Kind
from hoidap.retrieval.directory import DocumentDirectory
from hoidap.study.material import Material
from hoidap.study.pack import OutlineSection, PackRequest, Relation, RelationKind

#: Headings named in an aim; more are not an aim but a table of contents.
HEADINGS: Final = 3
#: Documents named in an aim.
NAMED: Final = 4
#: Headings that name no content.
_DULL: Final = frozenset(
    {
        *("Nhận dạng văn bản", "Quan hệ với văn bản khác", "Nội dung chính"),
        *("Nội dung một số điều", "Đánh giá, kết quả", "Tổ chức thực hiện"),
    }
)


def pack_title(material: Material) -> str:
    """A name for a pack that the trainer did not name."""
    if material.topic:
        return texts.PACK_TITLE_TOPIC.format(topic=material.topic)
    names = _names(material.documents)
    parts = {each.section.index for each in material.stretches}
    first = material.stretches[0]
    if len(material.documents) == 1 and len(parts) == 1:
        return texts.PACK_TITLE_SECTION.format(title=first.title, document=names)
    return texts.PACK_TITLE_DOCUMENT.format(document=names)


def make_aims(
    material: Material,
    outline: Sequence[OutlineSection],
    relations: Sequence[Relation],
    request: PackRequest,
) -> tuple[str, ...]:
    """What the participants take home: the content, the place among documents, their own work."""
    names = _names(material.documents)
    headings = [each.title for each in outline if each.title not in _DULL][:HEADINGS]
    aims = []
    if material.topic:
        aims.append(texts.AIM_TOPIC.format(topic=material.topic, documents=names))
    elif headings:
        quoted = listed([f"“{each}”" for each in headings])
        aims.append(texts.AIM_CONTENT.format(documents=names, headings=quoted))
    else:
        aims.append(texts.AIM_DOCUMENT.format(documents=names))
    own = {document.id for document in material.documents}
    chain = next(
        (
            each
            for each in reversed(relations)
            if each.kind is not RelationKind.CITES and each.later_id in own
        ),
        None,
    )
    if chain is not None:
        form = texts.AIM_REPLACES if chain.kind is RelationKind.REPLACES else texts.AIM_CONTINUES
        aims.append(form.format(later=chain.later, earlier=chain.earlier))
    aims.append(texts.AIM_PRACTICE.format(audience=request.audience.strip() or texts.AIM_UNIT))
    return tuple(aims)


def make_notes(
    material: Material,
    directory: DocumentDirectory,
    request: PackRequest,
    made: int,
    *,
    compared: bool,
) -> tuple[str, ...]:
    """Digests, standing, too few questions, points that were only compared."""
    notes = [
        notice.text
        for notice in standing_notices(
            (document.metadata for document in material.documents), directory, None
        )
    ]
    digests = [document for document in material.documents if document.metadata.digest]
    if digests:
        notes.append(texts.NOTE_DIGEST.format(documents=_names(digests)))
    if compared:
        notes.append(texts.NOTE_COMPARED)
    if made < request.questions:
        notes.append(texts.NOTE_FEWER.format(made=made, wanted=request.questions))
    return tuple(notes)


def named(document: Document) -> str:
    """A document in a sentence; an interview's title is quoted."""
    name = document_name(document.metadata)
    if document.metadata.kind is Kind.INTERVIEW:
        return texts.AIM_INTERVIEW.format(title=name)
    return name


def _names(documents: Sequence[Document]) -> str:
    names = list(map(named, documents))
    if len(names) > NAMED:
        names = [*names[:NAMED], texts.AIM_OTHERS.format(count=len(names) - NAMED)]
    return listed(names)
