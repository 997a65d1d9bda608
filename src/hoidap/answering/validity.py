"""What a reader must know about the documents an answer comes from.

A document's standing is what its metadata say (front matter, or phrases in its
text, read at ingest).  With ``as_of`` it is judged for that day: a successor
that came later does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hoidap import texts
from hoidap.answering.naming import day_name, document_name, listed
from hoidap.domain import Metadata, Notice, Standing
from hoidap.retrieval.directory import DirectoryEntry, DocumentDirectory


def standing_notices(
    cited: Iterable[Metadata], directory: DocumentDirectory, as_of: date | None
) -> tuple[Notice, ...]:
    """Notices for each cited document that is replaced, continued or expired, each once."""
    notices = []
    for about in cited:
        notice = _notice(about, directory, as_of)
        if notice is not None and notice not in notices:
            notices.append(notice)
    return tuple(notices)


def _notice(about: Metadata, directory: DocumentDirectory, as_of: date | None) -> Notice | None:
    if about.standing is Standing.REPLACED:
        return _succeeded(about, about.replaced_by, texts.REPLACED, directory, as_of)
    if about.standing is Standing.CONTINUED:
        return _succeeded(about, about.continued_by, texts.CONTINUED, directory, as_of)
    name, expired_on = document_name(about), about.expires_on
    if expired_on is not None and (as_of or date.today()) > expired_on:
        return Notice("expired", texts.EXPIRED_ON.format(document=name, day=day_name(expired_on)))
    if about.standing is Standing.EXPIRED and as_of is None:
        return Notice("expired", texts.EXPIRED.format(document=name))
    return None


def _succeeded(
    about: Metadata,
    by: tuple[str, ...],
    text: str,
    directory: DocumentDirectory,
    as_of: date | None,
) -> Notice | None:
    """The notice that names the successors; none while all of them are later than ``as_of``."""
    name, code = document_name(about), about.standing.value
    if not by:
        return Notice(code, texts.REPLACED_UNNAMED.format(document=name))
    successors = _successors(by, directory, as_of)
    if not successors:
        return None
    return Notice(code, text.format(document=name, successors=listed(successors)))


def _successors(
    numbers: Iterable[str], directory: DocumentDirectory, as_of: date | None
) -> list[str]:
    """Successors by name and day; with ``as_of`` only those issued by then."""
    names = []
    for number in numbers:
        entries = directory.by_number(number)
        if as_of is not None and entries and not any(_issued_by(e, as_of) for e in entries):
            continue
        names.append(entries[0].name if entries else number)
    return names


def _issued_by(entry: DirectoryEntry, day: date) -> bool:
    issued_on = entry.summary.metadata.issued_on
    return issued_on is None or issued_on <= day
