"""hoidap eval on a question file: how it is read, how answers are judged, what is printed."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hoidap.answering.assistant import Assistant
from hoidap.cli.main import app
from hoidap.domain import Answer, Status
from hoidap.errors import DocumentError
from hoidap.evaluation.asking import (
    LONGEST,
    Asked,
    Verdict,
    ask_all,
    judge,
    score_answers,
    scores_by_kind,
)
from hoidap.evaluation.question_file import ListedQuestion, load_questions
from hoidap.settings import Settings

#: Everything that can become of a question, asked over the shipped corpus.  The last two of
#: kind "follow-up" are the same words: only what was asked before tells them apart.
LINES: list[dict[str, Any]] = [
    {"q": "Ai ký Quy định 144-QĐ/TW?", "gold": ["nguyễn phú trọng"], "kind": "person"},
    {"q": "Ai ký Quy định 37-QĐ/TW?", "gold": ["Lê Lợi|Nguyễn Phú Trọng"], "kind": "person"},
    {"q": "Ai ký Luật 10/2022/QH15?", "gold": ["Vương Đình Huệ", "Lê Lợi"], "kind": "person"},
    {"q": "Quy định 144-QĐ/TW ban hành ngày nào?", "gold": ["10/5/2024"], "kind": "date"},
    {"q": "Vé tàu Hà Nội đi Vinh giá bao nhiêu?", "gold": ["500.000 đồng"]},
    {
        "q": "Ai ký văn bản đó?",
        "gold": ["Vương Đình Huệ"],
        "history": ["Luật 10/2022/QH15 được thông qua ngày nào?"],
        "kind": "follow-up",
    },
    {
        "q": "Ai ký văn bản đó?",
        "gold": ["Nguyễn Phú Trọng"],
        "history": [{"q": "Quy định 144-QĐ/TW được ban hành ngày nào?"}],
        "kind": "follow-up",
    },
    {"q": "Đội bóng nào vô địch thế giới năm 2022?", "expected": "refuse"},
    {"q": "Luật 10/2022/QH15 có hiệu lực từ ngày nào?", "expected": "refuse", "file": "luat.pdf"},
]
EXPECTED = {
    "questions": 9,
    "answerable": 7,
    "right": 4,
    "part": 1,
    "wrong": 1,
    "refused": 1,
    "unanswerable": 2,
    "refused_rightly": 1,
    "answered_wrongly": 1,
}


def write(path: Path, lines: list[dict[str, Any]]) -> Path:
    text = "\n".join(
        json.dumps({"expected": "answer"} | each, ensure_ascii=False) for each in lines
    )
    path.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("questions") / "own.jsonl", LINES)


def said(text: str, status: Status = Status.ANSWERED, confidence: float = 0.9) -> Answer:
    return Answer("", "", status, text, (), (), confidence, (), (), "g1")


def to_answer(*gold: str) -> ListedQuestion:
    return ListedQuestion("?", answerable=True, gold=tuple(tuple(g.split("|")) for g in gold))


@pytest.mark.parametrize(
    ("answer", "gold"),
    [
        ("Thời hạn là 30 ngày LÀM VIỆC.", ["30 ngày làm việc"]),
        ("Thời hạn:\n- ba mươi\n  (30) ngày", ["ba mươi 30 ngày"]),
        ("Theo số 37-QĐ/TW thì cấm.", ["37 QĐ TW", "cấm"]),
        ("Ông Lê Lợi ký.", ["Lê Lai|Lê Lợi"]),
        ("Tỷ lệ đạt 97,8%.", ["97.8 %"]),
        (unicodedata.normalize("NFD", "Đảng uỷ xã"), ["đảng uỷ"]),
        ("x" * (LONGEST - 8) + " 30 ngày", ["30 ngày"]),
    ],
)
def test_right_holds_every_gold_string_however_it_is_set(answer: str, gold: list[str]) -> None:
    assert judge(to_answer(*gold), said(answer)) is Verdict.RIGHT
    assert judge(to_answer(*gold), said(answer, Status.PARTIAL)) is Verdict.RIGHT


@pytest.mark.parametrize(
    ("answer", "gold", "verdict"),
    [
        ("Thời hạn là 130 ngày.", ["30 ngày"], Verdict.WRONG),
        ("Thời hạn là 30 ngày.", ["30 ngà"], Verdict.WRONG),
        ("Thoi han la 30 ngay.", ["30 ngày"], Verdict.WRONG),
        ("Thời hạn là 30 ngày.", [], Verdict.WRONG),
        ("Thời hạn là 30 ngày.", ["20 ngày|"], Verdict.WRONG),
        ("Thời hạn là 30 ngày.", ["30 ngày", "làm việc|nghỉ lễ"], Verdict.PART),
        ("x" * (LONGEST - 7) + " 30 ngày", ["30 ngày"], Verdict.PART),
    ],
)
def test_what_lacks_a_gold_string_or_is_too_long_is_not_right(
    answer: str, gold: list[str], verdict: Verdict
) -> None:
    assert judge(to_answer(*gold), said(answer)) is verdict


def test_refusals_are_judged_by_the_status_alone() -> None:
    refusal = said("30 ngày", Status.NOT_FOUND)
    nowhere = ListedQuestion("?", answerable=False)
    assert judge(to_answer("30 ngày"), refusal) is Verdict.REFUSED
    assert judge(nowhere, refusal) is Verdict.REFUSED_RIGHTLY
    assert judge(nowhere, said("30 ngày")) is Verdict.ANSWERED_WRONGLY
    assert judge(nowhere, said("30 ngày", Status.PARTIAL)) is Verdict.ANSWERED_WRONGLY


def test_the_figures_are_shares_of_what_could_be_answered_and_of_what_could_not() -> None:
    def asked(verdict: Verdict, confidence: float, kind: str | None = None) -> Asked:
        answerable = verdict not in (Verdict.REFUSED_RIGHTLY, Verdict.ANSWERED_WRONGLY)
        question = ListedQuestion("?", answerable, kind=kind)
        return Asked(question, said("", confidence=confidence), verdict, 10.0)

    run = [
        asked(Verdict.RIGHT, 0.9, "number"),
        asked(Verdict.RIGHT, 1.0000000000000002, "number"),
        asked(Verdict.REFUSED, 0.2),
        asked(Verdict.PART, 0.6, "list"),
        asked(Verdict.REFUSED_RIGHTLY, 0.2, "list"),
        asked(Verdict.ANSWERED_WRONGLY, 1.0, "list"),
        asked(Verdict.REFUSED_RIGHTLY, 0.1),
    ]
    scores = score_answers(run)
    assert (scores.right_share, scores.wrongly_refused_share) == (0.5, 0.25)
    assert scores.unanswerable_refused_share == pytest.approx(2 / 3)
    # Pairs won by the answerable: 2 of 3 (0.9), 2.5 (1.0, a tie), 1.5 (0.2, a tie), 2 (0.6).
    assert scores.auroc == pytest.approx((2 + 2.5 + 1.5 + 2) / 12)
    kinds = scores_by_kind(run)
    assert list(kinds) == ["number", "list"]
    assert (kinds["number"].right_share, kinds["number"].auroc) == (1.0, None)
    assert kinds["number"].unanswerable_refused_share is None
    assert (kinds["list"].part, kinds["list"].unanswerable) == (1, 2)


def test_a_file_is_read_with_everything_that_people_may_leave_out(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text(
        '\ufeff{"q": " Ai ký? ", "expected": "answer", "gold": ["Lê Lợi|Lê Lai", "1428"],'
        ' "history": ["Khi nào?", {"q": "Ở đâu?"}, {"question": "Vì sao?"}], "kind": "person"}\n'
        '\n{"q": "Giá vé?", "expected": "refuse", "gold": null, "history": null, "note": 1}\n',
        encoding="utf-8",
    )
    first, second = load_questions(path)
    assert first == ListedQuestion(
        "Ai ký?",
        answerable=True,
        gold=(("Lê Lợi", "Lê Lai"), ("1428",)),
        history=("Khi nào?", "Ở đâu?", "Vì sao?"),
        kind="person",
    )
    assert second == ListedQuestion("Giá vé?", answerable=False)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "the line"),
        ("[]", "the line"),
        ('{"expected": "answer", "gold": ["a"]}', "q:"),
        ('{"q": " ", "expected": "answer", "gold": ["a"]}', "q:"),
        ('{"q": "Ai?", "gold": ["a"]}', "expected:"),
        ('{"q": "Ai?", "expected": "answered", "gold": ["a"]}', "expected:"),
        ('{"q": "Ai?", "expected": "answer", "gold": "a"}', "gold:"),
        ('{"q": "Ai?", "expected": "answer", "gold": ["a"], "history": [{"a": "b"}]}', "history:"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, named: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"q": "Giá vé?", "expected": "refuse"}\n' + line, encoding="utf-8")
    with pytest.raises(DocumentError, match=rf"broken\.jsonl line 2: {named}"):
        load_questions(path)


@pytest.mark.parametrize("content", [b"", b"\n", "Hỏi".encode("utf-16")])
def test_a_file_without_questions_is_said_to_be_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"empty\.jsonl (holds no question|is not UTF-8)"):
        load_questions(path)


def test_questions_are_asked_over_the_data_folder_and_reported(
    questions: Path, corpus_settings: Settings, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    command = ["eval", str(questions), "--data", str(corpus_settings.data), "--json"]
    run = CliRunner().invoke(app, [*command, "--report", str(report)])
    assert run.exit_code == 0, run.output
    found = json.loads(run.stdout)
    assert set(found) == {"as_written", "folded"}
    written = found["as_written"]
    assert {name: written[name] for name in EXPECTED} == EXPECTED
    assert written["right_share"] == pytest.approx(4 / 7)
    assert found["folded"]["questions"] == 9
    assert list(written["kinds"]) == ["person", "date", "follow-up"]
    assert written["kinds"]["follow-up"]["right"] == 2
    assert written["kinds"]["person"]["auroc"] is None
    text = (report / "report.md").read_text(encoding="utf-8")
    assert text.startswith("# own\n")
    assert "| right | 4 | " in text
    assert "| person | 3 | 2 | 1 | 0 | 0 | 0 | 0 |" in text
    seen = text.split("## To look at, as written")[1].split("## ")[0]
    assert "| Ai ký Luật 10/2022/QH15? | Vương Đình Huệ, Lê Lợi | " in seen
    assert "Quy định 37-QĐ/TW?" not in seen
    for picture in ("answers", "answerability", "latency"):
        assert (report / f"{picture}.png").read_bytes().startswith(b"\x89PNG")


def test_the_tables_are_for_people(corpus_settings: Settings, tmp_path: Path) -> None:
    path = write(tmp_path / "two.jsonl", [LINES[0], LINES[7]])
    command = ["eval", str(path), "--data", str(corpus_settings.data), "--no-fold"]
    run = CliRunner(env={"COLUMNS": "120"}).invoke(app, command)
    assert run.exit_code == 0, run.output
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in run.stdout.splitlines()]
    assert ["right_share", "1.000"] in rows
    assert ["unanswerable_refused_share", "1.000"] in rows
    assert ["person", "1", "1", "0", "0", "0", "0", "0"] in rows
    assert "folded" not in run.stdout


def test_without_diacritics_the_conversation_has_none_either(assistant: Assistant) -> None:
    heard: list[str] = []

    class Listening:
        """The assistant, with an ear on what it is asked."""

        warm_up = assistant.warm_up

        @staticmethod
        def ask(question: str, **options: Any) -> Answer:
            heard.append(question)
            return assistant.ask(question, **options)

    question = ListedQuestion("Ai ký văn bản đó?", True, (("Vương Đình Huệ",),), ("Luật là gì?",))
    ask_all(Listening(), [question], folded=True)  # type: ignore[arg-type]
    assert heard == ["Luat la gi?", "Ai ky van ban do?"]


@pytest.mark.parametrize(
    ("options", "named"),
    [(["--ablate"], "--ablate"), (["--remove-gold", "1"], "--remove-gold")],
)
def test_what_needs_a_corpus_is_refused_on_a_file(
    questions: Path, options: list[str], named: str
) -> None:
    run = CliRunner().invoke(app, ["eval", str(questions), *options])
    assert run.exit_code == 1
    assert named in str(run.exception)


def test_a_benchmark_folder_has_no_data_folder_beside_it(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["eval", str(tmp_path), "--data", str(tmp_path)])
    assert run.exit_code == 1
    assert "--data" in str(run.exception)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    run = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["eval", str(tmp_path / "gone.jsonl")])
    assert run.exit_code == 2
    assert "gone.jsonl" in run.output
