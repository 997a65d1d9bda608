"""Imports run one way and files stay small: the house rules, held by a test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Lower index = imported by what stands after it.
ORDER = (
    "texts",
    "parties",
    "relation",
    "domain",
    "errors",
    "settings",
    "vietnamese",
    "relations",
    "embedding",
    "index",
    "questions",
    "retrieval",
    "reading",
    "answering",
    "study",
    "comparison",
    "api",
    "web",
    "evaluation",
    "cli",
)
INGEST_MAY_IMPORT = ORDER[: ORDER.index("index") + 1]
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60  # the 95th percentile is held below
FUNCTION_PERCENTILE_95 = 40


def modules() -> list[Path]:
    return sorted([*(ROOT / "src" / "hoidap").rglob("*.py"), *(ROOT / "ingest").rglob("*.py")])


def room_of(path: Path) -> str:
    """The part of the house a module belongs to: ``index``, ``errors``, ``ingest``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "ingest" if parts[0] == "ingest" else parts[2]


def imported_rooms(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = (
                [f"hoidap.{alias.name}" for alias in node.names]
                if node.module == "hoidap"
                else [node.module]
            )
        for name in names:
            parts = name.split(".")
            if parts[0] == "ingest":
                yield "ingest"
            elif parts[0] == "hoidap" and len(parts) > 1:
                yield parts[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    for imported in imported_rooms(path):
        if imported in ("__version__", room):
            continue
        if room == "ingest":
            assert imported in INGEST_MAY_IMPORT, f"ingest may not import hoidap.{imported}"
        elif room not in ("__init__", "__main__"):
            assert imported != "ingest", "nothing in hoidap imports ingest"
            assert ORDER.index(imported) < ORDER.index(room), f"{room} may not import {imported}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_small_and_named_after_what_it_holds(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_functions_are_short() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    too_long = {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}
    assert not too_long
    ordered = sorted(lengths.values())
    assert ordered[int(len(ordered) * 0.95) - 1] <= FUNCTION_PERCENTILE_95
