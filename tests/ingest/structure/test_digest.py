"""Texts with headings and lists of their own are cut and cited by them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.domain import Section, SectionKind
from hoidap.errors import DocumentError
from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.registry import extract
from ingest.structure.digest import parse_digest

SOURCE = """# Quy định mẫu

Đây là bản tóm lược.

## Nội dung chính

Quy định nêu hai chuẩn mực:

1. Gương mẫu.
2. Liêm khiết:
   1. không nhận quà;
   2. không vụ lợi.

Quy định cấm hai việc:

1. Bè phái.
2. Cục bộ.

### Điều 11. Nội dung công khai

1. Kế hoạch.
   - năm;
   - quý.
2. Ngân sách.

### Điều 12. Hình thức công khai

Điều này nêu các hình thức:

1. Niêm yết.

## Ý 3: việc đón tiếp

Gồm:

1. Đoàn xe.

## Chương II. TỔ CHỨC

Đoạn của chương.
"""


def read(source: str, name: str = "a.md") -> ExtractedText:
    return extract(source.encode(), name, 10**6)[0]


def parsed(source: str) -> tuple[str, dict[str, Section]]:
    extracted = read(source)
    sections = parse_digest(extracted)
    return extracted.text, {section.locator: section for section in sections}


def test_every_heading_and_numbered_item_has_its_locator() -> None:
    extracted = read(SOURCE)
    assert [(s.kind.value, s.locator) for s in parse_digest(extracted)] == [
        ("header", "phần đầu văn bản"),
        ("body", "đoạn 1"),
        ("heading", "mục “Nội dung chính”"),
        ("item", "ý 1 mục “Nội dung chính”"),
        ("item", "ý 2 mục “Nội dung chính”"),
        ("item", "ý 2.1 mục “Nội dung chính”"),
        ("item", "ý 2.2 mục “Nội dung chính”"),
        ("item", "ý 1 danh sách 2 mục “Nội dung chính”"),
        ("item", "ý 2 danh sách 2 mục “Nội dung chính”"),
        ("article", "Điều 11"),
        ("clause", "khoản 1 Điều 11"),
        ("clause", "khoản 2 Điều 11"),
        ("article", "Điều 12"),
        ("item", "ý 1 Điều 12"),
        ("item", "ý 3"),
        ("item", "ý 3.1"),
        ("chapter", "Chương II"),
    ]


def test_ranges_hold_what_belongs_to_them() -> None:
    text, sections = parsed(SOURCE)
    clause = sections["khoản 1 Điều 11"]
    assert text[clause.start : clause.end] == "1. Kế hoạch.\n- năm;\n- quý."
    article = sections["Điều 11"]
    assert article.title == "Nội dung công khai"
    assert text[article.body_start :].startswith("1. Kế hoạch.")
    assert text[article.start : article.end].endswith("2. Ngân sách.")
    main = sections["mục “Nội dung chính”"]
    assert text[main.start : main.end].endswith("1. Niêm yết.")
    item = sections["ý 2 mục “Nội dung chính”"]
    assert text[item.start : item.end].endswith("2. không vụ lợi.")


def test_articles_stand_under_the_heading_that_they_stand_under() -> None:
    extracted = read(SOURCE)
    sections = parse_digest(extracted)
    article = next(s for s in sections if s.locator == "Điều 11")
    assert article.parent is not None
    assert sections[article.parent].locator == "mục “Nội dung chính”"


def test_a_heading_that_returns_is_told_apart() -> None:
    _, sections = parsed(
        "# A\n\n## Kết quả\n\nx\n\n## Huyện\n\n### Kết quả\n\ny\n\n## Kết quả\n\nz"
    )
    assert list(sections)[1:] == [
        "mục “Kết quả”",
        "mục “Huyện”",
        "mục “Kết quả” mục “Huyện”",
        "mục “Kết quả” lần 3",
    ]


def test_a_long_heading_is_cited_by_its_beginning() -> None:
    _, sections = parsed(f"# A\n\n## {'Tên mục rất dài ' * 12}\n\nx")
    locator = list(sections)[1]
    assert len(locator) < 100
    assert locator.endswith("…”")


def test_a_plain_text_becomes_groups_of_paragraphs() -> None:
    extracted = read("\n\n".join(["Một đoạn văn khá dài. " * 20] * 5), "a.txt")
    sections = parse_digest(extracted)
    assert len(sections) > 1
    assert {section.kind for section in sections} == {SectionKind.BODY}


PIECES = st.sampled_from(
    [
        "# Tên\n\n",
        "## Mục\n\n",
        "### Điều 2. Tên\n\n",
        "## Ý 1. Tên\n\n",
        "1. một\n",
        "2. hai\n",
        "   1. con\n",
        "   - gạch\n",
        "a) điểm\n\n",
        "Đoạn văn.\n\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=20), st.sampled_from(["a.md", "a.txt", "a.html"]))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_sections_nest_and_cover_the_whole_text(pieces: list[str], name: str) -> None:
    try:
        extracted = read("".join(pieces), name)
    except DocumentError:
        return
    sections = parse_digest(extracted)
    covered = [" "] * len(extracted.text)
    last_end: dict[int | None, int] = {}
    for section in sections:
        assert section.start <= section.body_start <= section.end
        assert section.start >= last_end.get(section.parent, 0)
        last_end[section.parent] = section.end
        if section.parent is not None:
            parent = sections[section.parent]
            assert parent.start <= section.start and section.end <= parent.end
        else:
            covered[section.start : section.end] = "x" * (section.end - section.start)
    left = [c for c, mark in zip(extracted.text, covered, strict=True) if mark == " "]
    assert not "".join(left).strip()
