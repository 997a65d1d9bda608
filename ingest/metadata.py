"""From written keys to a document's metadata.

The same fields can be known from four places; the first that names one wins:
sidecar, front matter, what was read in the text itself (the header of a
directive, the lead-in of an interview), the file's name.

Every key and value is checked, because a metadata error is silent otherwise: a
misspelt ``replaced_by`` would let a replaced document be quoted as in force.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from hoidap.domain import Kind, Metadata, Standing
from hoidap.index.source import LONGEST_ID
from hoidap.vietnamese.folding import fold

PUBLIC: Final = ("public",)

_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9]+")
_YEAR_IN_NUMBER: Final = re.compile(r"/(?:19|20)\d\d/")


@dataclass(frozen=True, slots=True)
class MetadataFields:
    """What one source says about a document; None where it says nothing."""

    id: str | None = None
    kind: Kind | None = None
    number: str | None = None
    type: str | None = None
    title: str | None = None
    issuer: str | None = None
    term: str | None = None
    signer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    standing: Standing | None = None
    replaced_by: tuple[str, ...] | None = None
    continues: tuple[str, ...] | None = None
    continued_by: tuple[str, ...] | None = None
    legal_basis: tuple[str, ...] | None = None
    source_urls: tuple[str, ...] | None = None
    access: tuple[str, ...] | None = None
    digest: bool | None = None
    speaker: str | None = None
    speaker_title: str | None = None
    interviewer: str | None = None


def merge(sources: Iterable[MetadataFields | None]) -> MetadataFields:
    """One set of fields from several, the first source that names a field winning."""
    merged = MetadataFields()
    for source in sources:
        if source is None:
            continue
        missing = {
            field.name: getattr(source, field.name)
            for field in fields(source)
            if getattr(merged, field.name) is None
        }
        merged = replace(merged, **missing)
    return merged


def to_metadata(known: MetadataFields, fallback_title: str) -> Metadata:
    """Complete metadata from merged fields; ``fallback_title`` is the file's name or heading.

    Without ``kind`` a document with a speaker is an interview, any other a
    directive.  Without ``standing`` a named successor decides it.
    """
    kind = known.kind or (Kind.INTERVIEW if known.speaker else Kind.DIRECTIVE)
    given: dict[str, Any] = {
        field.name: getattr(known, field.name)
        for field in fields(known)
        if getattr(known, field.name) is not None and field.name not in ("id", "kind", "title")
    }
    given["standing"] = known.standing or _standing_by_successor(known)
    return Metadata(kind=kind, title=known.title or fallback_title, **given)


def _standing_by_successor(known: MetadataFields) -> Standing:
    if known.replaced_by:
        return Standing.REPLACED
    return Standing.CONTINUED if known.continued_by else Standing.UNKNOWN


def document_id(known: MetadataFields, stem: str) -> str:
    """The stable identifier of a document.

    The key ``id``; else type, number and year of a numbered document, as
    ``chi-thi-05-ct-tw-2016`` (a Party number recurs every term, so the year
    belongs to it); else ``stem``, the file's name without its suffix, in ASCII.
    """
    if known.id:
        return known.id
    if known.number and known.type:
        year = (
            ""
            if _YEAR_IN_NUMBER.search(known.number) or not known.issued_on
            else (str(known.issued_on.year))
        )
        return slug(f"{known.type} {known.number} {year}")
    return slug(stem)


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens; never empty, the same again for the same text.

    A text that loses too much by it (other scripts, over 100 characters) ends
    in eight hexadecimal digits of its hash.
    """
    plain = _NOT_IN_SLUG.sub("-", fold(text).lower()).strip("-")
    if plain and len(plain) <= LONGEST_ID:
        return plain
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{plain[: LONGEST_ID - 9].strip('-') or 'tai-lieu'}-{digest}"
