"""What routes are given: the caller, and the assistant as that caller has it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.params import Depends as Dependency
from fastapi.security import APIKeyHeader, HTTPBearer

from hoidap.api.access.caller import Caller, Permission
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.access.gate import KEY_HEADER
from hoidap.api.entrance.destination import require
from hoidap.api.entrance.visit import visit_of

#: These describe the credentials in the API's description; the gate has checked them already.
_BEARER = HTTPBearer(
    auto_error=False, scheme_name="bearer", description="An API key or a token of the portal."
)
_KEY = APIKeyHeader(name=KEY_HEADER, auto_error=False, scheme_name="key", description="An API key.")


async def _caller(request: Request) -> Caller:
    return visit_of(request.scope).require_caller()


async def _assistant(request: Request) -> CallerAssistant:
    state = request.app.state
    caller = visit_of(request.scope).require_caller()
    return CallerAssistant(state.assistant, caller, state.listener)


CallerDependency = Annotated[Caller, Depends(_caller)]
AssistantDependency = Annotated[CallerAssistant, Depends(_assistant)]


def allow(*any_of: Permission) -> Dependency:
    """Admit callers that hold one of these permissions; goes into ``dependencies=[...]``."""

    async def check(
        caller: CallerDependency,
        _bearer: Annotated[object, Security(_BEARER)],
        _key: Annotated[object, Security(_KEY)],
    ) -> None:
        require(caller, any_of)

    check.permissions = any_of  # type: ignore[attr-defined]  # read by entrance.destination
    dependency: Dependency = Depends(check)
    return dependency
