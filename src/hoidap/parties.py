"""Whom a document comes from and goes to: issuers, signers, addressees, recipients.

A joint document has several issuers, each with a signer of its own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: name, office, and for whom ("Ủy ban nhân dân"), "" where it is not said."""

    name: str
    office: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """The bodies and people around a document, as it names them.

    ``addressees`` stand behind "Kính gửi", ``recipients`` below "Nơi nhận", one an entry,
    without dash and stop.
    """

    issuers: tuple[str, ...] = ()
    signers: tuple[Signatory, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


NO_PARTIES = Parties()
