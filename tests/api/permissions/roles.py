"""Who asks: the roles, what each may read, and what each shows to be let in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hoidap.api.access.caller import Permission
from tests.api.conftest import bearer, key, token
from tests.api.planted import GROUP, GROUPED, INTERNAL, OTHER, PUBLIC, Planted

#: Who reads which planted documents.
READERS: dict[str, tuple[Planted, ...]] = {
    "anonymous": (PUBLIC,),
    "key without labels": (PUBLIC,),
    "internal key": (PUBLIC, INTERNAL),
    "portal user": (PUBLIC, INTERNAL),
    "portal user of the group": (PUBLIC, INTERNAL, GROUPED),
    "key of the other group": (PUBLIC, OTHER),
    "ingest key": (PUBLIC,),
    "admin key": (PUBLIC,),
}

READING = (Permission.ASK, Permission.SEARCH, Permission.STUDY)


def credentials(role: str, data: Path) -> dict[str, str]:
    made: dict[str, Callable[[], dict[str, str]]] = {
        "anonymous": dict,
        "key without labels": lambda: bearer(key(data, *READING)),
        "internal key": lambda: bearer(key(data, *READING, labels=["internal"])),
        "portal user": lambda: bearer(token("an")),
        "portal user of the group": lambda: bearer(token("lan", [GROUP])),
        "key of the other group": lambda: bearer(key(data, *READING, labels=["ban-kiem-tra"])),
        "admin key": lambda: bearer(key(data, *READING, Permission.ADMIN)),
        "ingest key": lambda: bearer(key(data, *READING, Permission.INGEST)),
    }
    return made[role]()
