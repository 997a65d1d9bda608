"""What holds for the files of the front end without running them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src" / "hoidap" / "web" / "static"
LONGEST = 400


def files(*endings: str) -> list[Path]:
    return sorted(path for path in STATIC.rglob("*") if path.suffix in endings)


def keys(texts: object, path: str = "") -> Iterator[str]:
    if isinstance(texts, dict):
        for name, value in texts.items():
            yield from keys(value, f"{path}.{name}")
    else:
        yield path


@pytest.mark.parametrize("path", files(".js", ".css", ".html"), ids=lambda path: path.name)
def test_a_file_is_small_and_needs_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    outside = set(re.findall(r"https?://[^\s\"'`)]+", text)) - {
        "http://www.w3.org/2000/svg",
        "https://HOST/widget.js",
    }
    assert not outside


@pytest.mark.parametrize("path", files(".html"), ids=lambda path: path.name)
def test_pages_hold_no_script_or_style_of_their_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\bstyle=|\son\w+=", text)


@pytest.mark.parametrize("path", files(".js"), ids=lambda path: path.name)
def test_scripts_never_turn_text_into_markup_or_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|DOMParser|"
        r"createContextualFragment|\beval\(|new Function"
    )
    assert not re.search(forbidden, text)


def test_both_languages_say_the_same_things() -> None:
    vi, en = (
        json.loads((STATIC / f"texts.{each}.json").read_text("utf-8")) for each in ("vi", "en")
    )
    assert set(keys(vi)) == set(keys(en))
    names = {path: set(re.findall(r"\{(\w+)\}", str(value))) for path, value in flat(vi)}
    for path, value in flat(en):
        assert set(re.findall(r"\{(\w+)\}", str(value))) <= names[path], path


def flat(texts: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(texts, dict):
        for name, value in texts.items():
            yield from flat(value, f"{path}.{name}")
    else:
        yield path, texts


def test_every_text_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in files(".js"))
    texts = json.loads((STATIC / "texts.vi.json").read_text("utf-8"))
    # Looked up by a value of the API, not by name.
    by_value = (
        ".standing.",
        ".feedback.reasons.",
        ".problem.",
        ".library.kinds.",
        ".comparison.differences.",
        ".source.directive",
        ".source.interview",
        ".feedback.ask_",
        ".viewer.",
        ".training.difficulties.",
        ".training.formats.",
        ".training.states.",
        ".training.made_by.",
        ".partial",
        ".not_found",
    )
    for path in keys(texts):
        if not path.startswith(by_value):
            assert re.search(rf"\b{path.rsplit('.', 1)[1]}\b", source), path
