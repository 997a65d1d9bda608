"""Follow-ups are completed from the conversation; a new topic is left alone."""

from __future__ import annotations

import pytest

from hoidap.retrieval.conversation import Topic, is_follow_up, resolve

DIRECTIVE = Topic("Chỉ thị 05-CT/TW ban hành ngày nào?", "chi-thi-05", "Chỉ thị 05-CT/TW")
COUNTS = Topic("Huyện Hải Hà đã khen thưởng bao nhiêu tập thể?")


def named(question: str) -> tuple[str, str] | None:
    """A stand-in for the catalogue: knows two papers by number."""
    for number in ("05-CT/TW", "37-QĐ/TW"):
        if number in question:
            return number, number
    return None


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("Ai ký chỉ thị đó?", "Ai ký Chỉ thị 05-CT/TW?"),
        ("Văn bản này có hiệu lực khi nào?", "Chỉ thị 05-CT/TW có hiệu lực khi nào?"),
        ("Nó tiếp nối chỉ thị nào?", "Chỉ thị 05-CT/TW tiếp nối chỉ thị nào?"),
        ("Điều 13 cấm những gì?", "Điều 13 cấm những gì (Chỉ thị 05-CT/TW)?"),
        ("Chương II có bao nhiêu điều?", "Chương II có bao nhiêu điều (Chỉ thị 05-CT/TW)?"),
        ("Kể ra giúp tôi.", "Chỉ thị 05-CT/TW ban hành ngày nào? Kể ra giúp tôi."),
    ],
)
def test_a_follow_up_names_the_document_it_is_about(question: str, understood: str) -> None:
    resolved = resolve(question, [DIRECTIVE], named)
    assert resolved.follows_up
    assert resolved.text == understood


def test_without_a_document_the_earlier_question_is_put_before() -> None:
    resolved = resolve("Thế còn khi xét cuối năm?", [COUNTS], named)
    assert resolved.text == f"{COUNTS.question} Thế còn khi xét cuối năm?"
    assert resolved.search_text == f"{COUNTS.question} khi xét cuối năm?"
    assert resolved.own == "khi xét cuối năm?"


@pytest.mark.parametrize(
    "question",
    [
        "Quy định 37-QĐ/TW có bao nhiêu điều?",
        "Tỷ lệ cán bộ đăng ký làm theo ở huyện Hải Hà năm 2016 là bao nhiêu?",
        "Đồng chí Lưu Văn Thường giữ chức gì?",
    ],
)
def test_a_new_topic_does_not_inherit_the_old_one(question: str) -> None:
    assert resolve(question, [DIRECTIVE], named).text == question


def test_a_first_question_is_never_a_follow_up() -> None:
    assert not resolve("Ai ký chỉ thị đó?", [], named).follows_up


def test_a_question_with_a_document_of_its_own_is_about_that_one() -> None:
    assert not is_follow_up("Thế Quy định 37-QĐ/TW thì sao?", names_document=True)


def test_both_documents_are_the_two_spoken_of_last() -> None:
    other = Topic("Quy định 37-QĐ/TW do ai ký?", "quy-dinh-37", "Quy định 37-QĐ/TW")
    resolved = resolve("Hai văn bản khác nhau ở điểm nào?", [DIRECTIVE, other], named)
    assert resolved.text == "Chỉ thị 05-CT/TW và Quy định 37-QĐ/TW khác nhau ở điểm nào?"
    alone = resolve("Hai văn bản khác nhau ở điểm nào?", [DIRECTIVE], named)
    assert not alone.text.startswith("Chỉ thị 05-CT/TW và")


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        (
            "Quỹ khuyến học là gì?",
            "Điều kiện để thành lập là gì?",
            "Điều kiện để thành lập là gì (quỹ khuyến học, Nghị định 9/2030/NĐ-CP)?",
        ),
        (
            "Hồ sơ xin cấp thẻ bạn đọc gồm những gì?",
            "nộp ở đâu?",
            "Nộp ở đâu (hồ sơ xin cấp thẻ bạn đọc, Nghị định 9/2030/NĐ-CP)?",
        ),
        ("Ai cấp thẻ?", "Bao lâu thì xong?", "Bao lâu thì xong (Nghị định 9/2030/NĐ-CP)?"),
    ],
)
def test_what_was_spoken_of_is_carried_along_with_the_document_that_answered(
    earlier: str, question: str, understood: str
) -> None:
    topic = Topic(earlier, "nghi-dinh-9", "Nghị định 9/2030/NĐ-CP")
    assert resolve(question, [topic], named).text == understood


def test_what_was_carried_along_goes_on() -> None:
    name = "Nghị định 9/2030/NĐ-CP"
    earlier = f"Điều kiện để thành lập là gì (quỹ khuyến học, {name})?"
    topic = Topic(earlier, "nghi-dinh-9", name, mention=name)
    resolved = resolve("Do cơ quan nào quyết định?", [topic], named)
    assert "điều kiện để thành lập, quỹ khuyến học" in resolved.text


def test_where_it_is_laid_down_is_asked_of_the_question_before() -> None:
    for question in ("Điều nào quy định?", "Quy định ở đâu?", "Ở điều nào?"):
        assert resolve(question, [DIRECTIVE], named).text == f"{DIRECTIVE.question} {question}"


def test_after_an_interview_the_interview_is_asked_and_its_speaker_is_he() -> None:
    topic = Topic("Tóm tắt bài phỏng vấn", interview="phong-van", speaker="Trần Văn Bảy")
    resolved = resolve("Ông ấy nói gì về thư viện?", [topic], named)
    assert resolved.text == "Trần Văn Bảy nói gì về thư viện (bài phỏng vấn)?"
    assert resolved.interview == "phong-van"
    assert resolve("Con số đó là của ai?", [topic], named).interview is None


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Lãng phí là gì?", True),
        ("Ai ký?", True),
        ("Thế ai ký?", False),
        ("Chỉ thị đó do ai ký?", False),
        ("Khoản 2 nói gì?", False),
    ],
)
def test_what_is_only_short_may_be_a_new_topic(question: str, alone: bool) -> None:
    assert resolve(question, [DIRECTIVE], named).may_stand_alone is alone


def test_a_long_question_is_not_carried_along() -> None:
    """Or a conversation of long questions would take ever longer to understand."""
    long = Topic("Huyện Hải Hà " + "rất " * 100 + "quan tâm việc gì?")
    resolved = resolve("Thế còn khi xét cuối năm?", [long], named)
    assert resolved.search_text == "khi xét cuối năm?"
