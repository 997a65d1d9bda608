"""Whatever the text: the trees are well formed, and every label stands where its section begins."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.domain import Section, SectionKind
from hoidap.vietnamese.normalisation import canonical_text, match_form
from ingest.structure.detection import detect
from ingest.structure.header import read_header
from ingest.structure.party import parse_party
from ingest.structure.state import parse_state
from tests.ingest.structure.samples import sample, sample_names

K = SectionKind
PARSERS = [parse_state, parse_party]

NUMBERED = {
    K.PART, K.CHAPTER, K.DIVISION, K.SUBDIVISION, K.ARTICLE, K.CLAUSE, K.POINT, K.ROMAN, K.ITEM,
}  # fmt: skip

PIECE = st.one_of(
    st.sampled_from(
        [
            "QUỐC HỘI",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số: 05/2016/QĐ-TTg",
            "Số 05-CT/TW",
            "Hà Nội, ngày 15 tháng 5 năm 2016",
            "QUYẾT ĐỊNH",
            "QUY CHẾ",
            "Về việc trồng cây",
            "(Ban hành kèm theo Quyết định số 05/2016/QĐ-TTg)",
            "Căn cứ Luật Mẫu;",
            "QUYẾT ĐỊNH:",
            "Phần thứ nhất",
            "Chương I",
            "Chương II: QUY ĐỊNH",
            "Mục 1. MỘT",
            "Tiểu mục 1",
            "TÊN CHƯƠNG",
            "A- MỘT",
            "B- HAI",
            "“Điều 9. Mới",
            "Hết.”.",
            "“1. Mới “trong” mới",
            "Sửa khoản 1 như sau: “1. Mới",
            "Nơi nhận:",
            "- Như trên;",
            "TM. CHÍNH PHỦ",
            "THỦ TƯỚNG",
            "Nguyễn Văn Mẫu",
            "Luật này được Quốc hội khóa XV thông qua ngày 10 tháng 11 năm 2022./.",
            "Chỉ thị này được phổ biến đến chi bộ.",
            "PHỤ LỤC I",
            "Một đoạn văn./.",
            "- gạch",
            "+ cộng",
            "",
            "| |",
            "Kính gửi:",
            "V/v trồng cây",
        ]
    ),
    st.builds("Điều {}. Tên điều".format, st.integers(1, 6)),
    st.builds("{}. Câu văn.".format, st.integers(1, 4)),
    st.builds("{}- Câu văn".format, st.integers(1, 4)),
    st.builds("{}) Câu văn;".format, st.sampled_from("abcdđef")),
    st.builds("{}- MỤC".format, st.sampled_from(["I", "II", "III", "IV"])),
    st.text(alphabet='aĐđ1.)-“”"|:;/ ', max_size=20),
)
TEXT = st.lists(PIECE, max_size=30).map("\n".join).map(canonical_text)


def check(text: str, sections: tuple[Section, ...]) -> None:
    """Nesting, order, coverage, labels."""
    last_end: dict[int | None, int] = {}
    covered: set[int] = set()
    for index, section in enumerate(sections):
        assert section.index == index
        assert 0 <= section.start <= section.body_start <= section.end <= len(text)
        assert section.start < section.end
        if section.parent is not None:
            parent = sections[section.parent]
            assert section.parent < index
            assert parent.start <= section.start
            assert section.end <= parent.end
        assert section.start >= last_end.get(section.parent, 0)
        last_end[section.parent] = section.end
        covered.update(range(section.start, section.end))
        assert section.locator.startswith(section.label)
        if section.kind in NUMBERED:
            number = match_form(section.label.split()[-1])
            opening = match_form(text[section.start : section.start + 40])
            assert re.search(rf"(?<!\w){re.escape(number)}(?!\w)", opening), section
    assert all(i in covered or text[i].isspace() for i in range(len(text)))


@settings(deadline=None)
@given(TEXT, st.sampled_from(PARSERS))
def test_trees_are_well_formed(text: str, parse: Callable[[str], tuple[Section, ...]]) -> None:
    check(text, parse(text))


@settings(deadline=None)
@given(TEXT)
def test_heads_and_forms_can_be_asked_of_any_text(text: str) -> None:
    fields = read_header(text)
    for phrase in fields.phrases:
        assert 0 <= phrase.start < phrase.end <= len(text)
    detect(text)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("name", sample_names())
def test_the_samples_are_well_formed(
    name: str, parse: Callable[[str], tuple[Section, ...]]
) -> None:
    text = sample(name)
    check(text, parse(text))


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("text", ["", "\n\n", "một dòng", "Điều 1", "a)", "“", "1."])
def test_the_shortest_texts(text: str, parse: Callable[[str], tuple[Section, ...]]) -> None:
    check(text, parse(text))
