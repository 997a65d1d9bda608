"""Where two documents that a question names are shown side by side."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from pydantic import BaseModel, Field


class SideBySideOut(BaseModel):
    """Two documents that a question names, the older one on the left."""

    left: str = Field(description="Id of a document; as `left` of `/v1/comparisons`.")
    right: str
    url: str = Field(description="The page that shows both, relative to the server's root.")

    @classmethod
    def of(cls, compared: Sequence[str]) -> SideBySideOut | None:
        """The page for two ids; None where a question does not name two."""
        if len(compared) != 2:
            return None
        left, right = compared
        return cls(
            left=left, right=right, url=f"/so-sanh?{urlencode({'trai': left, 'phai': right})}"
        )
