"""One door for all formats: suffix, size, then the extractor; and what holds for every text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.errors import DocumentError, UnreadableFileError
from hoidap.vietnamese.normalisation import canonical_text
from ingest.extraction.formats import SUPPORTED
from ingest.extraction.registry import CONDITIONAL, EXTRACTORS, extract, extract_file

LIMIT = 1_000_000


def test_a_file_is_read_by_its_suffix_whatever_its_case(tmp_path: Path) -> None:
    path = tmp_path / "A.MD"
    path.write_text("# Tên\n", encoding="utf-8")
    assert extract_file(path, "A.MD", LIMIT)[0].text == "Tên"


@pytest.mark.parametrize("name", ["a.exe", "a", "a.txt.bak"])
def test_an_unknown_suffix_is_refused_with_the_supported_ones(name: str) -> None:
    with pytest.raises(DocumentError) as refused:
        extract(b"x", name, LIMIT)
    assert all(suffix in str(refused.value) for suffix in SUPPORTED)


def test_every_supported_suffix_has_one_reader() -> None:
    assert EXTRACTORS.keys() | CONDITIONAL.keys() == SUPPORTED
    assert not EXTRACTORS.keys() & CONDITIONAL.keys()


def test_a_file_over_the_limit_is_refused_with_both_figures(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    path.write_bytes(b"a" * 2001)
    with pytest.raises(UnreadableFileError, match=r"lon\.txt.*2001 bytes.*2000 bytes"):
        extract_file(path, "lon.txt", 2000)
    assert extract_file(path, "lon.txt", 2001)


def test_a_file_that_cannot_be_opened_is_a_document_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        extract_file(tmp_path / "khong-co.txt", "khong-co.txt", LIMIT)


FRAGMENTS = st.sampled_from(
    [
        *("# ", "## ", "1. ", "- ", "+ ", "\n", "\n\n", "**", "`", "| a | b |\n|---|---|\n", "> "),
        *("<p>", "</p>", "<table><tr><td>", "<ol><li>", "<br>", "<script>", "<!--", "-->", "&#7;"),
        *("---\n", "id: a\n", "Điều 1. ", "uỷ ", "a\u0301", "\u200b", "\u00a0", "\r\n", "\x85"),
        *(
            "\u2028",
            "\ufeff",
            "\x0b",
            "\u202e",
            "ﬁ",
            "Ａ",
            "\U000e0041",
            "\ufffd",
            "<nav>",
            "<pre>",
        ),
    ]
)
SOURCES = st.one_of(
    st.text(max_size=200), st.lists(st.one_of(FRAGMENTS, st.text(max_size=8))).map("".join)
)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@given(source=SOURCES)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_comes_out_canonical_and_marked_or_is_refused(name: str, source: str) -> None:
    try:
        (extracted,) = extract(source.encode(), name, LIMIT)
    except DocumentError:
        return
    text = extracted.text
    assert text and text == canonical_text(text) == text.strip()
    assert all(line == line.strip(" \t") for line in text.split("\n"))
    position = 0
    for mark in extracted.marks:
        assert position <= mark.start < mark.end <= len(text)
        assert text[position : mark.start].strip() == ""
        assert "\n" not in text[mark.start : mark.end]
        assert text[mark.start :].startswith(mark.number)
        position = mark.end
    assert text[position:] == ""


@given(data=st.binary(max_size=300))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.txt", "a.md", "a.html", "a.jsonl"):
        try:
            extract(data, name, LIMIT)
        except DocumentError as error:
            assert name in str(error)


@given(source=SOURCES)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_reading_an_extracted_text_again_changes_nothing(source: str) -> None:
    try:
        (first,) = extract(source.encode(), "a.html", LIMIT)
        (again,) = extract(first.text.encode(), "a.txt", LIMIT)
    except DocumentError:
        return
    assert again.front_matter is not None or again.text == first.text
