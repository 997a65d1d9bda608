"""Pages of lists: ``offset`` and ``limit``, and a link to the next page (RFC 8288)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

#: Beyond this no list goes, and larger numbers would not fit the database's integers.
FARTHEST = 10_000_000
#: A page that a client reads at once, some 200 kB.
LARGEST_PAGE = 200

Offset = Annotated[int, Query(ge=0, le=FARTHEST, description="How many to leave out.")]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many to show.")]


def link_next(request: Request, response: Response, offset: int, total: int) -> None:
    """Name the page that begins at ``offset``, if there is one.

    The link is relative, so that it holds behind any proxy.
    """
    if offset < min(total, FARTHEST + 1):
        following = request.url.include_query_params(offset=offset)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
