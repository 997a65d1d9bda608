"""Which parser reads a text, and what it says about the document.

A document that says it is an interview or a digest is read as one.  Any other
is read by its form: an official document by its own numbering, an interview by
its turns, anything else by the headings and lists that its format marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hoidap.domain import Kind, Section
from hoidap.parties import NO_PARTIES, Parties
from ingest.extraction.extracted_text import BlockKind, ExtractedText
from ingest.metadata import MetadataFields
from ingest.structure.detection import DocumentForm, detect
from ingest.structure.digest import parse_digest
from ingest.structure.header import HeaderFields, read_header
from ingest.structure.interview import parse_interview
from ingest.structure.interview_headline import find_headline
from ingest.structure.interview_lines import article_lines
from ingest.structure.interview_people import find_newspaper
from ingest.structure.interview_roles import shipped_weights
from ingest.structure.paper_sites import find_site, spelt_in
from ingest.structure.party import parse_party
from ingest.structure.state import parse_state
from ingest.structure.validity import Effect

#: A headline stands in the first characters of a text, whatever its length.
_HEAD_CHARACTERS: Final = 4000


@dataclass(frozen=True, slots=True)
class Structure:
    """A document's section tree and what its own text says about it."""

    sections: tuple[Section, ...]
    fields: MetadataFields
    warnings: tuple[str, ...] = ()
    parties: Parties = NO_PARTIES


def read_structure(extracted: ExtractedText, written: MetadataFields) -> Structure:
    """The structure of a text; ``written`` is what front matter and sidecar say of it."""
    form = _form(extracted, written)
    if form is DocumentForm.INTERVIEW:
        return _interview(extracted, written)
    if form is DocumentForm.PLAIN:
        return Structure(parse_digest(extracted), MetadataFields(title=_plain_title(extracted)))
    parse = parse_state if form is DocumentForm.STATE else parse_party
    header = read_header(extracted.text)
    fields = _header_fields(header)
    return Structure(parse(extracted.text), fields, parties=header.parties)


def _form(extracted: ExtractedText, written: MetadataFields) -> DocumentForm:
    if written.kind is Kind.INTERVIEW:
        return DocumentForm.INTERVIEW
    if written.digest:
        return DocumentForm.PLAIN
    form = detect(extracted.text, extracted.marks)
    if form is DocumentForm.INTERVIEW and written.kind is Kind.DIRECTIVE:
        return DocumentForm.PLAIN
    if extracted.id_hint is not None and form is not DocumentForm.PLAIN:
        # One line of a collection is a piece of a document, without head and end.
        return DocumentForm.PLAIN
    return form


def _plain_title(extracted: ExtractedText) -> str | None:
    """The headline of a text whose format marks none; a table and a line of a file have none."""
    first = extracted.marks[0].kind if extracted.marks else BlockKind.PARAGRAPH
    if extracted.title_hint or extracted.id_hint or first is not BlockKind.PARAGRAPH:
        return None
    lines = article_lines(extracted.text[:_HEAD_CHARACTERS], extracted.marks)[0]
    return find_headline(lines, shipped_weights())


def _interview(extracted: ExtractedText, written: MetadataFields) -> Structure:
    heading = extracted.title_hint or next(
        (extracted.marked(m) for m in extracted.marks if m.kind is BlockKind.HEADING), None
    )
    found = parse_interview(extracted.text, written.speaker, extracted.marks, heading)
    fields = MetadataFields(
        kind=Kind.INTERVIEW,
        type="Phỏng vấn",
        title=found.headline,
        issuer=found.newspaper or _paper_of(extracted.site_hint, extracted.text),
        issued_on=found.published_on,
        speaker=found.speaker,
        speaker_title=found.speaker_title,
        interviewer=found.interviewer,
    )
    return Structure(found.sections, fields, found.warnings)


def _paper_of(site: str | None, text: str) -> str | None:
    """The paper whose site a page was saved from."""
    if site is None:
        return None
    known = find_newspaper([site])
    if known is None and (name := find_site(site)) is not None:
        known = spelt_in(name, text)
    return known or site


def _header_fields(header: HeaderFields) -> MetadataFields:
    continued = [
        number
        for phrase in header.phrases
        if phrase.effect is Effect.CONTINUES
        for number in phrase.numbers
    ]
    return MetadataFields(
        number=header.number,
        type=header.type,
        title=header.title,
        issuer=header.issuer,
        term=header.term,
        signer=header.signer,
        issued_on=header.issued_on,
        effective_on=header.effective_on,
        expires_on=header.expires_on,
        continues=tuple(dict.fromkeys(continued)) or None,
    )
