"""An interview becomes lead-in, turns and closing, however its newspaper marks them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.domain import Section, SectionKind
from ingest.extraction.plain import plain_text
from ingest.extraction.registry import extract
from ingest.structure.interview import InterviewStructure, parse_interview
from ingest.structure.interview_roles import Device, Scheme

SEED = Path("seed") / "phong-van-huyen-hai-ha.txt"

LEAD_IN = """Huyện Sông Mẫu: Cải cách hành chính từ việc nhỏ
Thứ Hai, 04/03/2019, 08:15 [GMT+7]
.
Huyện Sông Mẫu đã rút ngắn thời gian giải quyết hồ sơ.
(Đồng chí Nguyễn Văn A, Bí thư Huyện uỷ Sông Mẫu trả lời phỏng vấn Báo Sông Mẫu)
"""
CLOSING = """- Trân trọng cảm ơn đồng chí!
Trần B (thực hiện)
.
Tags: cải cách, Sông Mẫu
"""


def turns(found: InterviewStructure) -> list[Section]:
    return [section for section in found.sections if section.kind is SectionKind.TURN]


def questions(found: InterviewStructure) -> list[str]:
    return [section.title for section in turns(found)]


def answers(text: str, found: InterviewStructure) -> list[str]:
    return [text[section.body_start : section.end] for section in turns(found)]


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


class TestSignsBeforeQuestionsAndAnswers:
    text = plain_text(
        LEAD_IN
        + """- Thưa đồng chí, huyện đã làm được gì?
+ Huyện làm ba việc:
- Rà soát thủ tục;
- Niêm yết công khai;
- Đánh giá cán bộ.
Kết quả là hồ sơ đúng hẹn tăng.
- Còn khó khăn nào không, thưa đồng chí?
- Và giải pháp là gì?
+ Khó khăn nhất là con người.
"""
        + CLOSING
    )

    def test_a_dash_inside_an_answer_is_an_item_not_a_question(self) -> None:
        found = parse_interview(self.text)
        assert found.scheme == Scheme(Device.DASH, Device.PLUS)
        assert len(turns(found)) == 2
        assert "- Niêm yết công khai;" in answers(self.text, found)[0]

    def test_an_unmarked_paragraph_goes_on_with_the_answer(self) -> None:
        assert answers(self.text, parse_interview(self.text))[0].endswith("hồ sơ đúng hẹn tăng.")

    def test_two_questions_in_a_row_are_one(self) -> None:
        assert questions(parse_interview(self.text))[1] == (
            "Còn khó khăn nào không, thưa đồng chí? - Và giải pháp là gì?"
        )

    def test_the_answer_begins_behind_its_sign_and_the_turn_at_the_question_s(self) -> None:
        first = turns(parse_interview(self.text))[0]
        assert self.text[first.start :].startswith("- Thưa đồng chí")
        assert self.text[first.body_start :].startswith("Huyện làm ba việc")

    def test_the_signs_may_be_the_other_way_round(self) -> None:
        text = plain_text(
            LEAD_IN
            + "+ Thưa đồng chí, huyện đã làm được gì?\n- Huyện rà soát thủ tục.\n"
            + "+ Còn khó khăn nào không, thưa đồng chí?\n- Khó khăn là con người.\n"
        )
        found = parse_interview(text)
        assert questions(found)[1] == "Còn khó khăn nào không, thưa đồng chí?"
        assert answers(text, found) == ["Huyện rà soát thủ tục.", "Khó khăn là con người."]


@pytest.mark.parametrize(
    ("asking", "answering"),
    [
        ("Phóng viên:", "Đồng chí Nguyễn Văn A:"),
        ("PV:", "Đồng chí Bí thư Huyện uỷ:"),
        ("P.V:", "Đ/c Nguyễn Văn A:"),
        ("Phóng viên (PV):", "Đồng chí Nguyễn Văn A (thuật lại):"),
        ("Hỏi:", "Đáp:"),
        ("Câu hỏi 1:", "Trả lời:"),
        ("Phóng viên Báo Sông Mẫu:", "Ông Nguyễn Văn A:"),
        ("PV:", ""),
    ],
)
def test_labels_of_questions_and_answers(asking: str, answering: str) -> None:
    text = plain_text(
        LEAD_IN
        + f"{asking} Huyện đã làm được gì?\n{answering} Huyện rà soát thủ tục.\nĐoạn tiếp theo.\n"
        + f"{asking} Còn khó khăn nào không?\n{answering} Khó khăn là con người.\n"
        + f"{asking} Xin cảm ơn đồng chí!\n"
    )
    found = parse_interview(text)
    assert found.scheme is not None
    assert found.scheme.question is Device.LABEL
    assert questions(found) == ["Huyện đã làm được gì?", "Còn khó khăn nào không?"]
    assert answers(text, found) == [
        "Huyện rà soát thủ tục.\nĐoạn tiếp theo.",
        "Khó khăn là con người.",
    ]
    assert {turn.speaker for turn in turns(found)} == {"Nguyễn Văn A"}
    assert found.sections[-1].kind is SectionKind.CLOSING


def test_labels_in_bold_type_survive_as_labels_when_markdown_is_stripped() -> None:
    source = (
        "# Huyện Sông Mẫu\n\n**Phóng viên:** Huyện đã làm được gì?\n\n"
        "**Đồng chí Nguyễn Văn A:** Huyện làm hai việc:\n\n1. Rà soát.\n2. Niêm yết.\n"
    )
    text = extract(source.encode(), "a.md", 10**6)[0].text
    found = parse_interview(text)
    assert found.headline == "Huyện Sông Mẫu"
    assert questions(found) == ["Huyện đã làm được gì?"]
    assert answers(text, found)[0].endswith("1. Rà soát.\n2. Niêm yết.")


def test_a_sentence_of_report_before_a_colon_is_no_label() -> None:
    text = plain_text(
        LEAD_IN
        + "PV: Huyện đã làm được gì?\nÔng Nguyễn Văn A: Huyện rà soát thủ tục.\n"
        + "Đồng chí Bí thư Huyện uỷ nhấn mạnh: phải làm thường xuyên.\n"
        + "PV: Còn gì nữa?\nÔng Nguyễn Văn A: Còn nhiều.\n"
    )
    found = parse_interview(text)
    assert len(turns(found)) == 2
    assert "nhấn mạnh: phải làm" in answers(text, found)[0]


def test_whoever_returns_before_questions_asks_them() -> None:
    text = plain_text(
        "Trò chuyện về thủ tục\nSMTV: Thủ tục nào khó nhất?\nÔng Nguyễn Văn A: Đất đai.\n"
        "SMTV: Vì sao?\nÔng Nguyễn Văn A: Vì hồ sơ cũ.\n"
    )
    found = parse_interview(text)
    assert questions(found) == ["Thủ tục nào khó nhất?", "Vì sao?"]
    assert found.speaker == "Nguyễn Văn A"


def test_an_asking_name_is_known_by_the_answers_that_follow_it() -> None:
    text = plain_text(
        "Nhan đề\nMinh – SMTV: Cảm ơn ông đã đến.\nĐại sứ Knapp: Rất vui.\n"
        "Minh – SMTV: Tôi muốn nghe thêm.\nĐại sứ Knapp: Vâng.\n"
    )
    found = parse_interview(text)
    assert questions(found) == ["Cảm ơn ông đã đến.", "Tôi muốn nghe thêm."]
    assert {turn.speaker for turn in turns(found)} == {"Đại sứ Knapp"}


def test_an_office_that_fits_nobody_of_the_lead_in_keeps_its_own_words() -> None:
    text = plain_text(
        LEAD_IN + "PV: Làm gì?\nChủ tịch Hội Nông dân: Rà soát.\nPV: Ai làm?\n"
        "Đồng chí Bí thư Huyện uỷ: Chúng tôi.\n"
    )
    assert [turn.speaker for turn in turns(parse_interview(text))] == [
        "Chủ tịch Hội Nông dân",
        "Nguyễn Văn A",
    ]


def test_two_people_answer_one_question_each_under_their_own_name() -> None:
    text = plain_text(
        "Bàn tròn\nPhóng viên đã trao đổi với ông Nguyễn Văn A, Chủ tịch Hội Mẫu "
        "và bà Trần Thị B, Giám đốc Sở Mẫu.\n"
        "PV: Thủ tục nào khó nhất?\nÔng Nguyễn Văn A: Đất đai.\nBà B: Xây dựng.\n"
        "PV: Vì sao?\nBà Trần Thị B: Vì hồ sơ cũ.\n"
    )
    found = parse_interview(text)
    assert [(t.locator, t.title, t.speaker) for t in turns(found)] == [
        ("Hỏi–đáp 1", "Thủ tục nào khó nhất?", "Nguyễn Văn A"),
        ("Hỏi–đáp 1", "Thủ tục nào khó nhất?", "Trần Thị B"),
        ("Hỏi–đáp 2", "Vì sao?", "Trần Thị B"),
    ]
    assert answers(text, found) == ["Đất đai.", "Xây dựng.", "Vì hồ sơ cũ."]


def test_dashes_before_questions_only() -> None:
    text = plain_text(
        LEAD_IN
        + "- Thưa đồng chí, huyện đã làm được gì?\nHuyện làm hai việc:\n- Rà soát;\n- Niêm yết.\n"
        + "Đoạn tiếp.\n- Đồng chí có thể cho biết kế hoạch tới đây.\nHuyện sẽ số hoá hồ sơ.\n"
        + CLOSING
    )
    found = parse_interview(text)
    assert found.scheme == Scheme(Device.DASH, Device.NONE)
    assert len(turns(found)) == 2
    assert answers(text, found)[0].endswith("- Rà soát;\n- Niêm yết.\nĐoạn tiếp.")
    assert found.interviewer == "Trần B"


def test_dashes_before_questions_and_answers_in_turn() -> None:
    text = plain_text(
        LEAD_IN
        + "- Thưa đồng chí, huyện đã làm được gì?\n- Huyện rà soát thủ tục. Vậy đã đủ chưa?\n"
        + "- Còn khó khăn nào không?\n- Khó khăn là con người.\n- Xin cảm ơn đồng chí!\n"
    )
    found = parse_interview(text)
    assert questions(found) == [
        "Thưa đồng chí, huyện đã làm được gì?",
        "Còn khó khăn nào không?",
    ]
    assert answers(text, found)[1] == "Khó khăn là con người."


def test_questions_without_any_sign_are_known_by_whom_they_address() -> None:
    text = plain_text(
        LEAD_IN
        + "Thưa đồng chí, huyện đã làm được gì?\nHuyện rà soát thủ tục. Vì sao phải rà soát?\n"
        + "Vì thủ tục đã cũ.\nXin đồng chí cho biết còn khó khăn nào không?\nCon người.\n"
        + "Xin trân trọng cảm ơn đồng chí!\n"
    )
    found = parse_interview(text)
    assert found.scheme == Scheme(Device.NONE, Device.NONE)
    assert len(turns(found)) == 2
    assert answers(text, found)[0].endswith("Vì thủ tục đã cũ.")
    assert found.sections[-1].kind is SectionKind.CLOSING


def test_a_narrative_interview_becomes_groups_of_paragraphs_without_a_speaker() -> None:
    text = plain_text(
        LEAD_IN
        + "Theo đồng chí Nguyễn Văn A, huyện đã rà soát thủ tục. " * 12
        + "\nĐoạn tiếp theo kể về kết quả. " * 20
        + "\nTrần B (thực hiện)\n"
    )
    found = parse_interview(text)
    assert found.scheme is None
    assert not turns(found)
    bodies = [section for section in found.sections if section.kind is SectionKind.BODY]
    assert len(bodies) > 1
    assert {section.speaker for section in bodies} == {None}
    assert found.interviewer == "Trần B"
    assert found.warnings


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
@settings(deadline=None, derandomize=True)
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
@settings(deadline=None, derandomize=True)
def test_whatever_the_lines_every_line_of_the_article_is_in_a_section(lines: list[str]) -> None:
    text = plain_text("\n".join(lines))
    left = list(text)
    for section in parse_interview(text).sections:
        left[section.start : section.end] = " " * (section.end - section.start)
    furniture = {".", "Thứ Hai, 04/03/2019", "Ảnh: Trần B"}
    assert {line.strip() for line in "".join(left).split("\n")} - {""} <= furniture
