"""An interview becomes lead-in, turns and closing; what is not of it stays outside."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.domain import SectionKind
from ingest.extraction.plain import plain_text
from ingest.extraction.registry import extract
from ingest.structure.interview import InterviewStructure, parse_interview
from ingest.structure.interview_article import Device, Scheme
from tests.ingest.structure.interview_parts import LEAD_IN, answers, questions, turns

SEED = Path("seed") / "phong-van-huyen-hai-ha.txt"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class TestTheSeedInterview:
    """Figures and hashes only: the article itself is not part of this project."""

    @pytest.fixture(scope="class")
    def text(self, shared: Path) -> str:
        return extract((shared / SEED).read_bytes(), SEED.name, 10**6)[0].text

    @pytest.fixture(scope="class")
    def found(self, text: str) -> InterviewStructure:
        return parse_interview(text)

    def test_it_has_exactly_three_turns_and_no_turn_for_the_thanks(
        self, found: InterviewStructure
    ) -> None:
        assert found.scheme == Scheme(Device.DASH, Device.PLUS)
        assert [turn.locator for turn in turns(found)] == [
            "Hỏi–đáp 1",
            "Hỏi–đáp 2",
            "Hỏi–đáp 3",
        ]

    def test_the_questions_are_right_to_the_letter(self, found: InterviewStructure) -> None:
        assert [(len(question), digest(question)) for question in questions(found)] == [
            (190, "cc2740ec70a3"),
            (51, "77f2ca8e6cea"),
            (183, "4eea0ea8abcc"),
        ]

    def test_every_paragraph_of_an_answer_belongs_to_it(
        self, text: str, found: InterviewStructure
    ) -> None:
        paragraphs = [answer.count("\n\n") + 1 for answer in answers(text, found)]
        assert paragraphs == [3, 4, 2]
        first, second, third = answers(text, found)
        assert "97,8%" in second
        assert "35 tập thể" in second and "160 cá nhân" in second
        assert "ISO 9001:2008" in second
        assert "1973/CT-TTg" in first
        assert "05-CT/TW" in third and "05-CT/TW" not in first

    def test_it_knows_who_speaks_to_whom_where_and_when(self, found: InterviewStructure) -> None:
        assert found.speaker == "Lưu Văn Thường"
        assert found.speaker_title == "Phó Bí thư Thường trực Huyện uỷ Hải Hà"
        assert found.newspaper == "Báo Quảng Ninh"
        assert found.published_on == date(2016, 6, 11)
        assert found.interviewer == "Thái Cảnh"
        assert {turn.speaker for turn in turns(found)} == {"Lưu Văn Thường"}

    def test_no_section_holds_page_furniture(self, text: str, found: InterviewStructure) -> None:
        held = "\n".join(text[section.start : section.end] for section in found.sections)
        assert "GMT" not in held
        assert not [line for line in held.split("\n") if line.strip() == "."]
        assert "GMT" in text


class TestFurniture:
    def test_the_article_s_date_is_preferred_to_the_clock_of_the_page(self) -> None:
        text = plain_text(
            "Chủ nhật, 24/11/2024, 14:20[GMT+7]\nHuyện Sông Mẫu\nThứ Hai, 04/03/2019 | 08:15:31\n"
            "1,464 lượt xem\nPV: Huyện đã làm gì?\nĐáp: Rà soát.\n"
        )
        found = parse_interview(text)
        assert found.published_on == date(2019, 3, 4)
        assert found.headline == "Huyện Sông Mẫu"
        assert "lượt xem" not in "".join(text[s.start : s.end] for s in found.sections)

    def test_a_caption_in_mid_answer_is_not_put_into_the_speaker_s_mouth(self) -> None:
        text = plain_text(
            LEAD_IN
            + "PV: Huyện đã làm gì?\nĐồng chí Nguyễn Văn A: Huyện rà soát.\n"
            + "Bộ phận Một cửa huyện Sông Mẫu. Ảnh: Trần B\nSau đó huyện niêm yết.\n"
        )
        found = parse_interview(text)
        assert answers(text, found) == ["Huyện rà soát.", "Sau đó huyện niêm yết."]
        assert {turn.locator for turn in turns(found)} == {"Hỏi–đáp 1"}
        assert questions(found) == ["Huyện đã làm gì?"] * 2

    @pytest.mark.parametrize(
        "line",
        [
            ".",
            "* * *",
            "Chia sẻ",
            "Facebook | Zalo | In trang",
            "Từ khóa: huyện, thủ tục",
            "Xem thêm: Bài khác",
            "Cập nhật lúc 14:05, ngày 04/03/2019",
            "Ảnh: Trần B",
        ],
    )
    def test_lines_of_the_page(self, line: str) -> None:
        text = plain_text(LEAD_IN + f"{line}\nPV: Huyện đã làm gì?\nĐáp: Rà soát.\n{line}\n")
        found = parse_interview(text)
        held = [text[section.start : section.end].split("\n") for section in found.sections]
        assert line not in [one for lines in held for one in lines]

    @pytest.mark.parametrize(
        "line",
        [
            "Ngày 04/03/2019, huyện khai trương Bộ phận Một cửa.",
            "Chia sẻ kinh nghiệm là việc cần làm.",
            "Theo dõi kết quả là việc của mọi người.",
        ],
    )
    def test_sentences_that_only_look_like_it_stay(self, line: str) -> None:
        text = plain_text(LEAD_IN + f"PV: Huyện đã làm gì?\nĐáp: Rà soát.\n{line}\n")
        assert answers(text, parse_interview(text))[0].endswith(line)


class TestLeadInAndClosing:
    @pytest.mark.parametrize(
        ("sentence", "name", "office", "paper"),
        [
            (
                "Phóng viên Báo Sông Mẫu đã có cuộc trao đổi với ông Nguyễn Văn A, Giám đốc "
                "Sở Nội vụ về vấn đề này.",
                "Nguyễn Văn A",
                "Giám đốc Sở Nội vụ",
                "Báo Sông Mẫu",
            ),
            (
                "Nhân dịp này, đồng chí Phó Bí thư Thường trực Tỉnh ủy Sông Mẫu Nguyễn Văn Bê đã "
                "trả lời phỏng vấn Tạp chí Sông Mẫu.",
                "Nguyễn Văn Bê",
                "Phó Bí thư Thường trực Tỉnh ủy Sông Mẫu",
                "Tạp chí Sông Mẫu",
            ),
            (
                "Để hiểu rõ hơn, phóng viên (PV) Báo Sông Mẫu đã phỏng vấn đồng chí Trần Thị B, "
                "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Sông Mẫu.",
                "Trần Thị B",
                "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Sông Mẫu",
                "Báo Sông Mẫu",
            ),
            (
                "Trả lời phỏng vấn Báo và phát thanh, truyền hình Sông Mẫu, đồng chí Trần Thị B - "
                "Bí thư Tỉnh ủy nhấn mạnh niềm tin.",
                "Trần Thị B",
                "Bí thư Tỉnh ủy",
                "Báo và phát thanh, truyền hình Sông Mẫu",
            ),
            (
                "Báo Kinh tế & Đô thị Sông Mẫu đã trò chuyện với ông Nguyễn Văn A, giám đốc "
                "Sở Tư pháp về nội dung này.",
                "Nguyễn Văn A",
                "giám đốc Sở Tư pháp",
                "Báo Kinh tế & Đô thị Sông Mẫu",
            ),
        ],
    )
    def test_who_answers_whom(self, sentence: str, name: str, office: str, paper: str) -> None:
        found = parse_interview(f"Nhan đề\n{sentence}\nPV: Làm gì?\nĐáp: Rà soát.")
        assert (found.speaker, found.speaker_title, found.newspaper) == (name, office, paper)

    def test_an_editor_s_note_is_lead_in(self) -> None:
        text = "Nhan đề\nLTS: Bài này gồm hai kỳ.\nPV: Làm gì?\nĐáp: Rà soát."
        found = parse_interview(text)
        assert found.sections[0].kind is SectionKind.LEAD_IN
        assert "LTS:" in text[found.sections[0].start : found.sections[0].end]
        assert found.sections[0].speaker is None

    def test_the_speaker_known_from_metadata_is_used(self) -> None:
        found = parse_interview("Nhan đề\nPV: Làm gì?\nĐáp: Rà soát.", "Nguyễn Văn A")
        assert turns(found)[0].speaker == "Nguyễn Văn A"

    def test_without_any_name_nobody_is_made_up(self) -> None:
        found = parse_interview("Nhan đề\nPV: Làm gì?\nĐáp: Rà soát.")
        assert found.speaker is None
        assert turns(found)[0].speaker is None

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("Trần B (thực hiện)", "Trần B"),
            ("TRẦN THỊ BÊ (thực hiện)", "Trần Thị Bê"),
            ("Thực hiện: Trần B", "Trần B"),
            ("(Thực hiện: Trần B)", "Trần B"),
            ("PV (thực hiện)", "PV"),
            ("Trần Thị B", "Trần Thị B"),
            ("Trần Thị B\n(Thực hiện)", "Trần Thị B"),
        ],
    )
    def test_bylines(self, line: str, name: str) -> None:
        text = f"Nhan đề\nPV: Làm gì?\nĐáp: Rà soát.\nPV: Xin cảm ơn đồng chí!\n{line}"
        found = parse_interview(text)
        assert found.interviewer == name
        assert found.sections[-1].kind is SectionKind.CLOSING
        assert not [turn for turn in turns(found) if line in text[turn.start : turn.end]]

    def test_a_long_text_behind_the_byline_is_body_not_answer(self) -> None:
        box = "Thông tin thêm về huyện Sông Mẫu. " * 10
        text = f"Nhan đề\nPV: Làm gì?\nĐáp: Rà soát.\nTrần B (thực hiện)\n{box.strip()}"
        found = parse_interview(text)
        assert answers(text, found) == ["Rà soát."]
        assert found.sections[-1].kind is SectionKind.BODY

    def test_thanks_that_also_ask_are_a_question(self) -> None:
        text = (
            "Nhan đề\nPV: Cảm ơn đồng chí đã nhận lời. Huyện đã làm gì?\nĐáp: Rà soát.\n"
            "PV: Vâng, xin cảm ơn đồng chí."
        )
        assert len(turns(parse_interview(text))) == 1


LINES = st.sampled_from(
    [
        "- Thưa đồng chí, làm gì?",
        "+ Huyện rà soát.",
        "- Một ý;",
        "PV: Vì sao?",
        "Đồng chí Nguyễn Văn A: Vì cũ.",
        "Đoạn văn thường.",
        "Các việc gồm:",
        ".",
        "Thứ Hai, 04/03/2019",
        "- Xin cảm ơn đồng chí!",
        "Trần B (thực hiện)",
        "Ảnh: Trần B",
        "",
    ]
)


@given(st.lists(LINES, max_size=25), st.text(max_size=40))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_whatever_the_lines_sections_are_ordered_disjoint_and_inside_the_text(
    lines: list[str], extra: str
) -> None:
    text = plain_text("\n".join([*lines, extra]))
    position = 0
    for section in parse_interview(text).sections:
        assert position <= section.start <= section.body_start <= section.end <= len(text)
        assert section.start < section.end
        position = section.end


@given(st.lists(LINES, max_size=25))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_whatever_the_lines_every_line_of_the_article_is_in_a_section(lines: list[str]) -> None:
    text = plain_text("\n".join(lines))
    left = list(text)
    for section in parse_interview(text).sections:
        left[section.start : section.end] = " " * (section.end - section.start)
    furniture = {".", "Thứ Hai, 04/03/2019", "Ảnh: Trần B"}
    assert {line.strip() for line in "".join(left).split("\n")} - {""} <= furniture
