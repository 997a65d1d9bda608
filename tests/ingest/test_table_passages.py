"""Rows of a table are passages of their own that carry title and header in their context."""

from __future__ import annotations

from ingest.documents import read_document
from ingest.extraction.markdown import extract_markdown
from ingest.passages import split_passages

_TEXT = """# Quy định thu phí

## Mức thu

Phí được thu một lần khi nộp hồ sơ.

Bảng mức thu phí

| Loại hồ sơ | Mức thu |
|---|---|
{rows}

Người nộp hồ sơ giữ biên lai.
"""


def _count(texts: object) -> list[int]:
    return [len(text.split()) for text in texts]  # type: ignore[attr-defined]


def _passages(rows: int, most: int = 120) -> list[tuple[str, str]]:
    lines = "\n".join(f"| Hồ sơ loại {n} | {n}0.000 đồng |" for n in range(1, rows + 1))
    (extracted,) = extract_markdown(_TEXT.format(rows=lines).encode(), "phi.md")
    document = read_document(extracted, "phi.md", None).document
    found = split_passages(document, _count, most)
    assert all(each.text == document.text[each.start : each.end] for each in found)
    return [(each.context, each.text) for each in found]


def test_rows_stand_apart_from_the_text_around_them() -> None:
    found = _passages(2)
    (rows,) = [text for _, text in found if "10.000" in text]
    assert "nộp hồ sơ" not in rows


def test_every_run_of_rows_carries_title_and_header() -> None:
    runs = [(context, text) for context, text in _passages(40) if "0.000" in text]
    assert len(runs) > 1
    assert all("Bảng mức thu phí\nLoại hồ sơ | Mức thu" in context for context, _ in runs)


def test_no_row_is_cut_in_two() -> None:
    runs = [text for _, text in _passages(40) if "0.000" in text]
    assert all(line.endswith(("đồng", "Mức thu")) for run in runs for line in run.splitlines())
