"""What a test needs and this machine may lack: it is skipped for it, but never where
nothing may be skipped."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

#: Set where every test must run: a missing program is a failure there.
COMPLETE = "TESTS_MUST_BE_COMPLETE"


def lacking(reason: str) -> NoReturn:
    """Skip the test that runs because of ``reason``, or fail it where nothing may be skipped."""
    if os.environ.get(COMPLETE):
        pytest.fail(reason)
    pytest.skip(reason)
