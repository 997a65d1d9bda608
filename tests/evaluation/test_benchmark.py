"""hoidap eval on a small benchmark, from the folder to the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hoidap.cli.main import app
from hoidap.evaluation.benchmark_folder import (
    BenchmarkFolder,
    BenchmarkQuestion,
    load_benchmark,
    without_half,
)

ARTICLES = {
    "d1": ("Thẻ mượn", "Thẻ mượn sách có giá trị trong 2 năm kể từ ngày cấp."),
    "d2": ("Giờ mở cửa", "Thư viện mở cửa từ 8 giờ đến 17 giờ các ngày trong tuần."),
    "d3": ("Bồi thường", "Người làm mất sách phải bồi thường gấp ba lần giá bìa."),
    "d4": ("Gia hạn", "Mỗi cuốn sách được gia hạn tối đa một lần, thêm 10 ngày."),
}
QUESTIONS = {
    "q1": ("Thẻ mượn sách có giá trị trong bao lâu?", "2 năm", "d1"),
    "q2": ("Thư viện mở cửa từ mấy giờ?", "8 giờ", "d2"),
    "q3": ("Người làm mất sách phải bồi thường thế nào?", "gấp ba lần giá bìa", "d3"),
    "q4": ("Sách được gia hạn thêm bao nhiêu ngày?", "10 ngày", "d4"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("benchmark")
    corpus = [{"_id": k, "title": t, "text": x} for k, (t, x) in ARTICLES.items()]
    queries = [
        {"_id": key, "text": text, "metadata": {"answers": [answer], "answerable": True}}
        for key, (text, answer, _) in QUESTIONS.items()
    ]
    for name, lines in (("corpus", corpus), ("queries", queries)):
        text = "\n".join(json.dumps(each, ensure_ascii=False) for each in lines)
        (made / f"{name}.jsonl").write_text(text + "\n", encoding="utf-8")
    (made / "qrels").mkdir()
    rows = [f"{key}\t{document}\t1" for key, (_, _, document) in QUESTIONS.items()]
    (made / "qrels" / "test.tsv").write_text(
        "\n".join(["query-id\tcorpus-id\tscore", *rows]) + "\n", encoding="utf-8"
    )
    return made


def test_the_report_holds_every_measure_and_reduced_search(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    run = CliRunner().invoke(
        app, ["eval", str(folder), "--json", "--ablate", "--report", str(report)]
    )
    assert run.exit_code == 0, run.output
    found = json.loads(run.stdout)
    assert set(found) == {"as_written", "folded"}
    for scores in found.values():
        assert scores["questions"] == 4
        assert (scores["r_at_1"], scores["mrr_at_10"]) == (1.0, 1.0)
        assert scores["answer_at_1"] == 1.0
    reduced = found["folded"]["ablations"]
    assert reduced["full"]["mrr_at_10"] == 1.0
    assert reduced["no_restoration"]["mrr_at_10"] <= reduced["full"]["mrr_at_10"]
    table = (report / "report.md").read_text(encoding="utf-8")
    assert "| r_at_1 | 1.000 | 1.000 |" in table
    for picture in ("ranking", "latency", "ablations"):
        assert (report / f"{picture}.png").read_bytes().startswith(b"\x89PNG")


def test_a_removed_half_cannot_be_answered(folder: Path) -> None:
    whole = load_benchmark(folder)
    halves = [without_half(whole, seed) for seed in (1, 1, 2, 3)]
    assert halves[0] == halves[1]
    assert len({half.removed for half in halves}) > 1
    half = halves[0]
    assert len(half.removed) == 2
    assert {q.id for q in half.questions if not q.answerable} == {
        q.id for q in whole.questions if q.relevant & half.removed
    }
    assert {line["_id"] for line in half.corpus_lines()} == set(ARTICLES) - half.removed


def test_documents_are_drawn_however_many_questions_need_them(folder: Path) -> None:
    def asked(number: int, *relevant: str, answerable: bool = True) -> BenchmarkQuestion:
        return BenchmarkQuestion(f"q{number}", "?", frozenset(relevant), (), answerable)

    # Every document is needed by ten questions, as an encyclopaedia's paragraphs are; some by
    # two at once; two documents are near to questions that nothing answers.
    single = [asked(n, f"d{n % 20}") for n in range(200)]
    joint = [asked(200 + n, f"d{n}", f"d{n + 1}") for n in range(0, 20, 2)]
    nowhere = [asked(300, "near-1", answerable=False), asked(301, "near-2", answerable=False)]
    whole = BenchmarkFolder(folder, (*single, *joint, *nowhere))
    for seed in range(10):
        half = without_half(whole, seed)
        assert len(half.removed) == 10
        assert half.removed <= {f"d{n}" for n in range(20)}
        left = {question.id for question in half.questions if question.answerable}
        assert sum(question.id in left for question in single) == 100
        assert {each.id for each in joint if each.id in left} == {
            each.id for each in joint if not each.relevant & half.removed
        }
        assert not left & {"q300", "q301"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["eval", str(tmp_path)])
    assert run.exit_code != 0
    assert "corpus.jsonl" in run.output + str(run.exception)
