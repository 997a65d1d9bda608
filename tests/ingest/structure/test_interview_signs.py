"""Questions and answers are told apart by whatever signs a newspaper sets before them."""

from __future__ import annotations

import pytest

from hoidap.domain import SectionKind
from ingest.extraction.plain import plain_text
from ingest.extraction.registry import extract
from ingest.structure.interview import parse_interview
from ingest.structure.interview_article import Device, Scheme
from tests.ingest.structure.interview_parts import CLOSING, LEAD_IN, answers, questions, turns


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


def test_a_labelled_summary_that_reports_what_was_said_is_cut_by_its_labels() -> None:
    said = (
        "Theo bà Lê Thị Hạ, xã đã mở 4 lớp học nghề và 62 người đã có việc làm ổn định. "
        "Bà Lê Thị Hạ cho biết năm tới xã mở thêm hai lớp. Bà nói kinh phí do huyện cấp."
    )
    text = "Xã Mường Bằng dạy nghề cho thanh niên\n\nĐây là bản tóm lược một bài phỏng vấn.\n\n"
    text += "\n\n".join(
        f"Phóng viên: {question}\n\nBà Lê Thị Hạ (thuật lại): {said}\n\n{said}\n\n{said}"
        for question in ("Xã đã làm được những gì?", "Còn khó khăn nào?", "Sắp tới ra sao?")
    )
    turns = [s for s in parse_interview(text).sections if s.kind is SectionKind.TURN]
    assert [turn.locator for turn in turns] == [f"Hỏi–đáp {n}" for n in (1, 2, 3)]
    assert {turn.speaker for turn in turns} == {"Lê Thị Hạ"}
