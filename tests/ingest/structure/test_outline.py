"""The tree builder: nesting, ends, locators and the text under no mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoidap.domain import SectionKind
from ingest.structure.outline import LEVELS, Mark, block_mark, body_marks, build_outline

TEXT = "Chương I\nĐiều 1. Một\n1. Hai\na) Ba\nĐiều 2. Bốn\n"


def mark(kind: SectionKind, label: str, line: str, **rest: object) -> Mark:
    return Mark(kind, label, TEXT.index(line), **rest)  # type: ignore[arg-type]


def test_sections_nest_by_level_and_are_cited_upward() -> None:
    sections = build_outline(
        TEXT,
        [
            mark(SectionKind.POINT, "điểm a", "a)"),
            mark(SectionKind.CHAPTER, "Chương I", "Chương"),
            mark(SectionKind.ARTICLE, "Điều 1", "Điều 1"),
            mark(SectionKind.CLAUSE, "khoản 1", "1. Hai"),
            mark(SectionKind.ARTICLE, "Điều 2", "Điều 2"),
        ],
    )
    assert [section.locator for section in sections] == [
        "Chương I",
        "Điều 1",
        "khoản 1 Điều 1",
        "điểm a khoản 1 Điều 1",
        "Điều 2",
    ]
    assert [section.parent for section in sections] == [None, 0, 1, 2, 0]
    assert TEXT[sections[1].start : sections[1].end] == "Điều 1. Một\n1. Hai\na) Ba"
    assert sections[0].end == len(TEXT) - 1


def test_what_stands_in_an_attachment_names_it() -> None:
    text = "QUY CHẾ\nChương I\nĐiều 3. Một\n1. Hai"
    sections = build_outline(
        text,
        [
            Mark(SectionKind.ATTACHMENT, "Quy chế ban hành kèm theo", 0),
            Mark(SectionKind.CHAPTER, "Chương I", text.index("Chương")),
            Mark(SectionKind.ARTICLE, "Điều 3", text.index("Điều")),
            Mark(SectionKind.CLAUSE, "khoản 1", text.index("1. Hai")),
        ],
    )
    assert [section.locator for section in sections[1:]] == [
        "Chương I Quy chế ban hành kèm theo",
        "Điều 3 Quy chế ban hành kèm theo",
        "khoản 1 Điều 3 Quy chế ban hành kèm theo",
    ]


def test_a_decimal_item_is_not_cited_with_the_item_it_names() -> None:
    text = "II- Một\n2- Hai\n2.1- Ba"
    sections = build_outline(
        text,
        [
            Mark(SectionKind.ROMAN, "mục II", 0),
            Mark(SectionKind.ITEM, "điểm 2", text.index("2-")),
            Mark(SectionKind.ITEM, "điểm 2.1", text.index("2.1"), level=75),
        ],
    )
    assert sections[2].locator == "điểm 2.1 mục II"


def test_text_under_no_mark_becomes_numbered_paragraphs() -> None:
    text = "Mở đầu gồm:\n- một;\n\nĐiều 1. Hai\nKết.\n" + "x" * 800
    end = text.index("\nKết")
    sections = build_outline(
        text, [Mark(SectionKind.ARTICLE, "Điều 1", text.index("Điều"), end=end)]
    )
    assert [(s.kind, s.locator) for s in sections] == [
        (SectionKind.BODY, "đoạn 1–2"),
        (SectionKind.ARTICLE, "Điều 1"),
        (SectionKind.BODY, "đoạn 3"),
        (SectionKind.BODY, "đoạn 4"),
    ]
    assert build_outline(text, [], fill=False) == ()


def test_paragraphs_announced_by_a_colon_stay_together_however_long() -> None:
    text = "Gồm các việc sau:\n" + "y" * 900
    assert [m.label for m in body_marks(text, 0, len(text))] == ["đoạn 1–2"]


def test_an_explicit_end_is_kept_and_blocks_are_labelled() -> None:
    text = "ĐẦU\nThân bài."
    sections = build_outline(text, [block_mark(SectionKind.HEADER, 0, 3)])
    assert (sections[0].label, sections[0].end) == ("phần đầu văn bản", 3)
    assert sections[1].kind is SectionKind.BODY


kinds = st.sampled_from(sorted(LEVELS, key=lambda kind: kind.value))


@given(st.data())
def test_any_marks_give_a_tree(data: st.DataObject) -> None:
    """Children lie inside their parent, siblings are ordered and disjoint, nothing is left out."""
    text = data.draw(st.text(alphabet="ab. :\n", max_size=80))
    starts = data.draw(st.lists(st.integers(0, len(text)), max_size=12))
    marks = [
        Mark(
            data.draw(kinds),
            "nhãn",
            start,
            body_start=data.draw(st.none() | st.integers(0, len(text))),
            end=data.draw(st.none() | st.integers(start, len(text))),
        )
        for start in starts
    ]
    sections = build_outline(text, marks)
    last_end: dict[int | None, int] = {}
    covered: set[int] = set()
    for number, section in enumerate(sections):
        assert section.index == number
        assert 0 <= section.start <= section.body_start <= section.end <= len(text)
        if section.parent is not None:
            parent = sections[section.parent]
            assert section.parent < number
            assert parent.start <= section.start
            assert section.end <= max(parent.end, section.start)
        assert section.start >= last_end.get(section.parent, 0)
        last_end[section.parent] = max(section.end, section.start)
        covered.update(range(section.start, section.end))
    assert all(i in covered or text[i].isspace() for i in range(len(text)))
