"""Where a request goes: what its route asks of the caller, and whether it takes a body.

Known before anything of the body is read, so that nobody is waited for who may
not do what he asks, and nothing is waited for that no route would read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.types import Scope

from hoidap.api.access.caller import Caller, Permission
from hoidap.errors import ForbiddenError


@dataclass(frozen=True, slots=True)
class Destination:
    """A route, as far as the entrance needs to know it.

    A caller needs one permission of each of the sets in ``permissions``.
    """

    permissions: Sequence[Sequence[Permission]] = ()
    takes_body: bool = False

    def require(self, caller: Caller) -> None:
        """Raise ForbiddenError when the caller may not go there."""
        for any_of in self.permissions:
            require(caller, any_of)


#: Where requests go that no route serves.
NOWHERE = Destination()


def require(caller: Caller, any_of: Iterable[Permission]) -> None:
    """Raise ForbiddenError when a caller holds none of these permissions."""
    wanted = tuple(any_of)
    if not caller.may(wanted):
        names = " or ".join(each.value for each in wanted)
        raise ForbiddenError(
            f"{caller.id} may not do this.", f"Use a key with the permission {names}."
        )


class Destinations:
    """The routes of an application, each with the permissions that its caller needs."""

    def __init__(self, routers: Iterable[tuple[APIRouter, Sequence[Permission]]]) -> None:
        """``routers``: each with permissions of which a caller needs one, or none."""
        self._routes = [
            (route, Destination(_permissions(route, shared), route.body_field is not None))
            for router, shared in routers
            for route in router.routes
            if isinstance(route, APIRoute)
        ]

    def of(self, scope: Scope) -> Destination:
        """The destination of a request."""
        for route, destination in self._routes:
            if scope["method"] in (route.methods or ()) and route.path_regex.match(scope["path"]):
                return destination
        return NOWHERE


def _permissions(route: APIRoute, shared: Sequence[Permission]) -> tuple[Sequence[Permission], ...]:
    own = (getattr(each.dependency, "permissions", ()) for each in route.dependencies)
    return tuple(each for each in (shared, *own) if each)
