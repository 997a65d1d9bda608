"""``hoidap keys``: API keys for portals and scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from hoidap.api.access.caller import Permission, normal_labels
from hoidap.api.access.keys import Key, KeyStore
from hoidap.api.observing.audit import AuditLog
from hoidap.errors import DocumentError, SettingsError
from hoidap.index.partitions import access_partition
from hoidap.settings import load

#: Who is named in the audit log: the command line knows only that it runs on this machine.
ACTOR = "command line"


def create(
    data: Path | None,
    name: str,
    permissions: Sequence[Permission],
    labels: Sequence[str],
    expires_on: datetime | None,
    requests_per_minute: int | None,
) -> None:
    """Create a key and print it, the only time that it is shown."""
    folder = load(data=data).data
    try:
        access_partition(normal_labels(labels))
    except DocumentError as error:
        raise SettingsError(error.what, error.next_step) from error
    if expires_on is not None and expires_on.astimezone(UTC) <= datetime.now(UTC):
        raise SettingsError(f"The key would expire at once, on {expires_on:%Y-%m-%d}.")
    key, text = KeyStore(folder).create(
        name,
        permissions,
        labels,
        expires_at=expires_on.astimezone(UTC) if expires_on else None,
        requests_per_minute=requests_per_minute,
    )
    # Shown first: it exists now, and a log that cannot be written must not make it useless.
    _show(text, f"Key {key.id} ({key.name}): {', '.join(key.permissions)}")
    AuditLog(folder).write(ACTOR, "key.create", key.id, name=name, permissions=key.permissions)


def rotate(data: Path | None, key_id: str, overlap_hours: int) -> None:
    """Give a key a new secret and print it; the old one stays valid for some hours."""
    folder = load(data=data).data
    key, text = KeyStore(folder).rotate(key_id, timedelta(hours=overlap_hours))
    old = (
        f"the old secret is valid for {overlap_hours} more hours"
        if overlap_hours
        else ("the old secret is no longer valid")
    )
    _show(text, f"Key {key.id} ({key.name}): {old}")
    AuditLog(folder).write(ACTOR, "key.rotate", key.id, overlap_hours=overlap_hours)


def revoke(data: Path | None, key_id: str) -> None:
    """Make a key useless."""
    folder = load(data=data).data
    key = KeyStore(folder).revoke(key_id)
    AuditLog(folder).write(ACTOR, "key.revoke", key.id)
    Console().print(f"Key {key.id} ({key.name}) is revoked.", highlight=False)


def show_all(data: Path | None) -> None:
    """Print all keys without their secrets."""
    whole = Column("Id", no_wrap=True)
    table = Table(whole, "Name", "Permissions", "Labels", "A minute", "Expires", "Used", "State")
    at = datetime.now(UTC)
    for key in KeyStore(load(data=data).data).list():
        table.add_row(*_row(key, at))
    Console().print(table)


def _row(key: Key, at: datetime) -> tuple[str, ...]:
    return (
        key.id,
        key.name,
        ", ".join(key.permissions),
        ", ".join(key.labels),
        str(key.requests_per_minute or ""),
        f"{key.expires_at:%Y-%m-%d}" if key.expires_at else "never",
        f"{key.used_at:%Y-%m-%d %H:%M}" if key.used_at else "never",
        key.state(at),
    )


def _show(text: str, about: str) -> None:
    """The key alone on standard output, so that a script can take it; the rest beside it."""
    Console(stderr=True).print(f"{about}. It is shown this once:", highlight=False)
    Console(soft_wrap=True).print(text, highlight=False, markup=False)
