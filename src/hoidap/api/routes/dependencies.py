"""What routes are given: the assistant that the application was built with."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from hoidap.answering.assistant import Assistant


def _assistant(request: Request) -> Assistant:
    return cast(Assistant, request.app.state.assistant)


AssistantDependency = Annotated[Assistant, Depends(_assistant)]
