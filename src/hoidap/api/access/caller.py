"""The caller of a request: what he may do and which documents he may see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hoidap.index.partitions import INTERNAL, PUBLIC


class Permission(StrEnum):
    """What a key may be used for."""

    ASK = "ask"  # questions, and the documents that answers cite
    SEARCH = "search"  # passages and documents
    STUDY = "study"  # study packs
    INGEST = "ingest"  # documents in, replaced and out
    ADMIN = "admin"  # what was asked, metrics


class CallerKind(StrEnum):
    """How a caller made himself known."""

    ANONYMOUS = "anonymous"
    KEY = "key"
    USER = "user"


#: What readers do: everything that changes nothing and shows nothing about others.
READING = frozenset({Permission.ASK, Permission.SEARCH, Permission.STUDY})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls.

    ``id`` names him in limits, logs and the audit log and holds no secret.
    ``labels`` are access labels: documents under other labels do not exist for him.
    """

    kind: CallerKind
    id: str
    permissions: frozenset[Permission]
    labels: tuple[str, ...]
    requests_per_minute: int | None = None  # None: the setting

    def may(self, any_of: Iterable[Permission]) -> bool:
        """Whether the caller holds one of these permissions."""
        return not self.permissions.isdisjoint(any_of)


def anonymous(labels: Iterable[str]) -> Caller:
    """Somebody who presented nothing."""
    return Caller(CallerKind.ANONYMOUS, "anonymous", READING, normal_labels(labels))


def portal_user(subject: str, groups: Iterable[str]) -> Caller:
    """A user of the portal: of the organisation, so internal documents are his to read."""
    return Caller(
        CallerKind.USER, f"user:{subject}", READING, normal_labels((PUBLIC, INTERNAL, *groups))
    )


def normal_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels as partitions compare them: NFC, trimmed, each once, ``public`` among them."""
    cleaned = (unicodedata.normalize("NFC", label).strip() for label in (PUBLIC, *labels))
    return tuple(dict.fromkeys(label for label in cleaned if label))
