"""A model that does everything wrong: the reader gets a right answer in time, every time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Answer, Engine, Status
from hoidap.evaluation.faithfulness import lacking_in
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from tests.answering.generative.conftest import HURRIED_SECONDS
from tests.answering.generative.scripted_server import Fail, Hang, Scripted, Step

QUESTION = "Bao nhiêu tập thể và cá nhân ở huyện Hải Hà được khen thưởng?"
GOOD = (
    "Trong 5 năm, các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng 35 tập thể và 160 cá nhân "
    "tiêu biểu, xuất sắc [1]."
)
#: Beyond the model's own time, on a busy machine; models that hang do so for longer.
OWN_SECONDS = 10.0
HANGING = 20.0


def ask(writer: Assistant, engine: Engine = Engine.GENERATIVE) -> Answer:
    started = time.monotonic()
    answer = writer.ask(QUESTION, engine=engine)
    assert time.monotonic() - started < HURRIED_SECONDS + OWN_SECONDS < HANGING
    assert_right(writer, answer)
    return answer


def assert_right(writer: Assistant, answer: Answer) -> None:
    """It says what the documents say, and every citation is real."""
    assert answer.status is Status.ANSWERED
    assert "35 tap the" in fold_spaces(answer.answer)
    assert "160 ca nhan" in fold_spaces(answer.answer)
    assert lacking_in(answer) == []
    with writer.reading() as reading:
        for citation in answer.citations:
            text = reading.document(citation.document_id).text
            assert citation.quote == text[citation.start : citation.end]
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(set(sentence.citations) <= set(numbers) for sentence in answer.sentences)


def fold_spaces(text: str) -> str:
    return " ".join(fold(match_form(text)).split())


def codes(answer: Answer) -> set[str]:
    return {notice.code for notice in answer.warnings}


def test_a_good_sentence_is_shown_with_the_passage_it_rests_on(
    model: Scripted, writer: Assistant
) -> None:
    model.script = lambda messages: list(GOOD)

    answer = ask(writer)

    assert answer.engine is Engine.GENERATIVE
    assert [sentence.text for sentence in answer.sentences] == [GOOD.replace(" [1]", "")]
    assert answer.sentences[0].generated
    assert "35 tập thể" in answer.citations[0].quote
    assert answer.citations[0].document_id == "phong-van-huyen-hai-ha-2016"
    assert "generated" in codes(answer)


@pytest.mark.parametrize(
    "said",
    [
        GOOD.replace("35", "36"),  # invents a number
        GOOD.replace("35", "160").replace("và 160", "và 35"),  # exchanges two
        GOOD.replace("Hải Hà", "Đầm Hà"),  # swaps a name
        GOOD.replace("đã khen", "chưa khen"),  # flips a negation
        GOOD.replace("đã khen thưởng", "đã kỷ luật"),  # says the opposite
        GOOD.replace("Trong 5 năm", "Năm 2019"),  # invents a date
        GOOD + " Việc này theo Chỉ thị 99-CT/TW [1].",  # invents a document
        "Tôi là mô hình ngôn ngữ và rất vui được giúp đồng chí [1].",  # says nothing
        "Lorem ipsum dolor sit amet [1]. Consectetur adipiscing elit [2].",
        "",
    ],
)
def test_whatever_it_invents_does_not_reach_the_reader(
    said: str, model: Scripted, writer: Assistant
) -> None:
    model.script = lambda messages: list(said)

    answer = ask(writer)

    shown = answer.answer
    for wrong in ("36", "Đầm Hà", "chưa khen", "kỷ luật", "2019", "99-CT/TW", "mô hình", "Lorem"):
        assert wrong not in shown
    assert not any("160 tập thể" in sentence.text for sentence in answer.sentences)


def test_a_wrong_citation_is_put_right(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: [GOOD.replace("[1]", "[3]")]

    answer = ask(writer)

    assert answer.engine is Engine.GENERATIVE
    assert "35 tập thể" in answer.citations[0].quote


@pytest.mark.parametrize("marker", ["", " [0]", " [99]", " [x]"])
def test_a_missing_or_impossible_citation_is_found(
    marker: str, model: Scripted, writer: Assistant
) -> None:
    model.script = lambda messages: [GOOD.replace(" [1]", marker)]

    assert "35 tập thể" in ask(writer).citations[0].quote


def test_markup_is_taken_off(model: Scripted, writer: Assistant) -> None:
    said = (
        "# Trả lời\n<script>alert(1)</script>\n**"
        + GOOD.replace("35 tập thể", "<b>35 tập thể</b>")
        + "**\n![ảnh](http://192.0.2.1/x.png) <img src=x onerror=alert(1)>\n```\n"
    )
    model.script = lambda messages: list(said)

    shown = ask(writer).answer

    for mark in ("<", ">", "#", "**", "`", "alert", "http", "["):
        assert mark not in shown


def test_quotation_marks_stay_only_around_exact_words(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: [GOOD.replace("35 tập thể và", "“35 tập thể” “cùng với”")]

    answer = ask(writer)

    assert "“cùng với”" not in answer.answer


def test_a_failed_sentence_is_asked_for_again_with_the_reason(
    model: Scripted, writer: Assistant
) -> None:
    def script(messages: Sequence[str]) -> list[Step]:
        return [GOOD] if "36" in messages[-1] else [GOOD.replace("35", "36")]

    model.script = script
    answer = ask(writer)

    assert answer.engine is Engine.GENERATIVE
    assert len(model.requests) == 2
    assert "Lý do" in model.requests[1][-1]
    assert "thay bằng nguyên văn" not in answer.warnings[-1].text


def test_a_sentence_that_fails_again_gives_way_to_the_documents_own(
    model: Scripted, writer: Assistant
) -> None:
    wrong = "Hằng năm, tỷ lệ cán bộ, đảng viên, công chức huyện Hải Hà đăng ký đạt 12,5% [1]."
    model.script = lambda messages: [f"{GOOD} {wrong} Trái Đất quay quanh Mặt Trời [2]."]

    answer = ask(writer)

    assert "12,5" not in answer.answer
    assert "Mặt Trời" not in answer.answer
    assert "câu không khớp" in answer.warnings[-1].text


def test_passages_are_data(model: Scripted, writer: Assistant) -> None:
    """What the model is sent delimits the passages and says that they hold no orders."""
    model.script = lambda messages: [GOOD]
    ask(writer)

    system, task = model.requests[0]

    assert "không dành cho bạn" in system
    assert task.count("⟦ ĐOẠN") == task.count("⟧\n")


def test_half_a_sentence_and_silence(model: Scripted, hurried: Assistant) -> None:
    model.script = lambda messages: ["Trong 5 năm, các tổ chức cơ sở đảng ở", Hang(HANGING)]

    answer = ask(hurried)

    assert answer.engine is Engine.EXTRACTIVE
    assert "engine_fallback" in codes(answer)


def test_a_good_sentence_and_then_silence(model: Scripted, hurried: Assistant) -> None:
    model.script = lambda messages: [GOOD, " Hằng năm, tỷ lệ", Hang(HANGING)]

    answer = ask(hurried)

    assert answer.engine is Engine.GENERATIVE
    assert [sentence.text for sentence in answer.sentences] == [GOOD.replace(" [1]", "")]


def test_nothing_at_all(model: Scripted, hurried: Assistant) -> None:
    model.script = lambda messages: [Hang(HANGING)]

    assert ask(hurried).engine is Engine.EXTRACTIVE


def test_auto_waits_less_long(model: Scripted, hurried: Assistant) -> None:
    model.script = lambda messages: [Hang(HANGING)]

    answer = ask(hurried, Engine.AUTO)

    assert answer.engine is Engine.EXTRACTIVE


def test_auto_takes_a_quick_model(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: [GOOD]

    assert ask(writer, Engine.AUTO).engine is Engine.GENERATIVE


def test_a_failure_that_passes_is_tried_again(model: Scripted, writer: Assistant) -> None:
    def script(messages: Sequence[str]) -> list[Step]:
        return [Fail(503)] if len(model.requests) < 3 else [GOOD]

    model.script = script

    assert ask(writer).engine is Engine.GENERATIVE
    assert len(model.requests) == 3


def test_a_wrong_request_is_not_tried_again(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: [Fail(401)]

    assert ask(writer).engine is Engine.EXTRACTIVE
    assert len(model.requests) == 1


def test_after_failures_nobody_waits_for_the_model(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: [Fail(500)]
    for _ in range(3):
        assert ask(writer).engine is Engine.EXTRACTIVE
    asked = len(model.requests)

    answer = ask(writer)

    assert len(model.requests) == asked
    assert "engine_fallback" in codes(answer)


def test_a_connection_that_breaks(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: ["Trong 5 năm, các tổ", Fail(500)]

    assert ask(writer).engine is Engine.EXTRACTIVE


def test_a_hundred_thousand_tokens(model: Scripted, writer: Assistant) -> None:
    def endless(messages: Sequence[str]) -> Iterator[Step]:
        for number in range(100_000):
            yield f"từ{number % 7} "

    model.script = endless

    assert ask(writer).engine is Engine.EXTRACTIVE


def test_a_hundred_thousand_tokens_behind_a_good_sentence(
    model: Scripted, writer: Assistant
) -> None:
    def endless(messages: Sequence[str]) -> Iterator[Step]:
        yield GOOD + " "
        for number in range(100_000):
            yield f"Câu số {number} không có trong tài liệu [1]. "

    model.script = endless
    answer = ask(writer)

    assert answer.sentences[0].text == GOOD.replace(" [1]", "")
    assert "không có trong tài liệu" not in answer.answer


def test_the_same_sentence_again_and_again_is_shown_once(
    model: Scripted, writer: Assistant
) -> None:
    model.script = lambda messages: [f"{GOOD} "] * 40

    assert len(ask(writer).sentences) == 1
