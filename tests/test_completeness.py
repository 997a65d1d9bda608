"""Where nothing may be skipped, what a machine lacks makes tests fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.completeness import COMPLETE, lacking

ROOT = Path(__file__).resolve().parent.parent


def test_a_lack_skips_a_test_and_fails_it_where_all_must_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(COMPLETE, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no such program"):
        lacking("no such program")
    monkeypatch.setenv(COMPLETE, "1")
    with pytest.raises(pytest.fail.Exception, match="no such program"):
        lacking("no such program")


def test_submissions_are_tested_completely_and_the_programs_are_installed() -> None:
    assert f"export {COMPLETE}=1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for script in ROOT.glob("tests/*/install.sh"):
        assert f"sh {script.relative_to(ROOT)}" in makefile
