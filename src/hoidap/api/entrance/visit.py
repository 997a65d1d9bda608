"""What is known about one request while it is served."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import Scope

from hoidap.api.access.caller import Caller
from hoidap.api.access.origin import Origin
from hoidap.errors import CredentialError, HoiDapError

_KEY = "hoidap.visit"


@dataclass(slots=True)
class Visit:
    """One request: its id, where it comes from, and who calls or why he is refused."""

    request_id: str
    origin: Origin
    caller: Caller | None = None
    refusal: HoiDapError | None = None
    waited: float = 0.0  # seconds until its turn

    def require_caller(self) -> Caller:
        """The caller.  Raises why there is none; nobody known is nobody admitted."""
        if self.caller is None:
            raise self.refusal or CredentialError("The caller was not identified.")
        return self.caller


def begin(scope: Scope, visit: Visit) -> None:
    """Attach a visit to a request."""
    scope[_KEY] = visit


def visit_of(scope: Scope) -> Visit:
    """The visit of a request."""
    visit = scope[_KEY]
    assert isinstance(visit, Visit)
    return visit
