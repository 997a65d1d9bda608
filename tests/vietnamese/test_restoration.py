"""Questions typed without diacritics, with some of them, or with slips are understood."""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from hoidap.errors import CorruptIndexError
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import canonical_text, match_form
from hoidap.vietnamese.restoration import Restorer
from hoidap.vietnamese.syllable_statistics import SyllableStatistics, merge

SHARED = Path(os.environ.get("SHARED_FOLDER", Path(__file__).parents[3] / "shared"))
LAW = SHARED / "bench" / "alqac-dev"

CORPUS = [
    "Chỉ thị về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    "Huyện Hải Hà đã biểu dương, khen thưởng 35 tập thể tiêu biểu và 160 cá nhân.",
    "Tỷ lệ cán bộ, đảng viên đăng ký nội dung làm theo hằng năm đạt 97,8%.",
    "Nghị quyết Trung ương 4 khoá XI. Báo cho bạn đọc biết. Dương vật tư.",
    "Ban cán sự đảng và các ban của Đảng. Đường lối của Đảng. Đường liên xã.",
]


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer(SyllableStatistics.from_texts(CORPUS))


@pytest.mark.parametrize(
    "question",
    [
        "Huyện Hải Hà đã khen thưởng bao nhiêu tập thể?",
        "tỷ lệ cán bộ, đảng viên đăng ký làm theo đạt bao nhiêu phần trăm",
        "HUYỆN HẢI HÀ KHEN THƯỞNG MẤY TẬP THỂ",
        "Nghị quyết Trung ương 4 khóa XI nói gì về đảng viên?",
        "Chỉ thị 05-CT/TW của BCT ngày 15/5/2016 về việc gì",
        "UBND huyện đã làm gì ạ",
        "ở đâu; khi nào; vì sao",
    ],
)
def test_marks_that_were_left_out_come_back(restorer: Restorer, question: str) -> None:
    restored = restorer.restore(fold(question))
    # In document numbers and abbreviations typed without đ nothing is guessed.
    assert restored.text == question
    assert restored.changes


@pytest.mark.parametrize(
    "question",
    [
        "Báo cho bạn biết: ban nào của Đảng?",
        "đường lối là gì",
        "Dương Văn An là ai?",
        "Đồng chí Lưu Văn Thưởng trả lời ra sao?",
        "05-CT/TW",
        "khoản 2 Điều 8",
        "con gái đảng viên là ai",  # no word of the corpus, but a word
        "",
        "???",
    ],
)
def test_what_was_typed_correctly_stays(restorer: Restorer, question: str) -> None:
    restored = restorer.restore(question)
    assert restored.text == question
    assert restored.changes == ()
    assert restored.confidence == 1.0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "cán bộ, đảng viên dang ky lam theo the nao",
            "cán bộ, đảng viên đăng ký làm theo thế nào",
        ),
        (
            "huyện Hải Hà khen thuong bao nhieu tập thể",
            "huyện Hải Hà khen thưởng bao nhiêu tập thể",
        ),
        ("đuong lối của đảng là gì", "đường lối của đảng là gì"),
    ],
)
def test_half_of_the_marks(restorer: Restorer, typed: str, meant: str) -> None:
    assert restorer.restore(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khen thuowngr bao nhieeu taapj theer", "khen thưởng bao nhiêu tập thể"),
        ("ddawng kys nooij dung lafm theo", "đăng ký nội dung làm theo"),
        ("d9a8ng ky1 no6i5 dung la2m theo", "đăng ký nội dung làm theo"),
        ("khhen thưởng bao nhiêu tập thể", "khen thưởng bao nhiêu tập thể"),
        ("khen thưởgn bao nhiêu tập thể", "khen thưởng bao nhiêu tập thể"),
        ("khen thuongg bao nhieu tap the", "khen thưởng bao nhiêu tập thể"),
        ("tap the va ca nhna", "tập thể và cá nhân"),
    ],
)
def test_slips_of_the_keyboard(typed: str, meant: str) -> None:
    # A slip is only taken back to a word that the corpus uses more than once or twice.
    restorer = Restorer(SyllableStatistics.from_texts(CORPUS * 3))
    assert restorer.restore(typed).text == meant


def test_i_and_y_are_two_spellings_of_one_word(restorer: Restorer) -> None:
    assert restorer.restore("tỉ lệ đảng viên đăng kí").text == "tỷ lệ đảng viên đăng ký"
    assert restorer.restore("ti le dang vien dang ki").text == "tỷ lệ đảng viên đăng ký"


def test_changes_are_ranges_of_the_restored_text(restorer: Restorer) -> None:
    restored = restorer.restore("khen thuowngr bao nhieu tap the?")
    assert restored.text == "khen thưởng bao nhiêu tập thể?"
    assert [(change.typed, change.restored) for change in restored.changes] == [
        ("thuowngr", "thưởng"),
        ("nhieu", "nhiêu"),
        ("tap", "tập"),
        ("the", "thể"),
    ]
    for change in restored.changes:
        assert restored.text[change.start : change.end] == change.restored
    assert 0.5 < restored.confidence <= 1.0


def test_words_of_other_texts_are_not_learnt(restorer: Restorer) -> None:
    """Statistics of one access partition say nothing about another's."""
    assert restorer.restore("Hoang Sa").text == "Hoang Sa"
    other = Restorer(SyllableStatistics.from_texts(["Đảo Hoàng Sa."]))
    assert other.restore("Hoang Sa").text == "Hoàng Sa"


def test_merged_statistics_are_those_of_all_texts() -> None:
    whole = SyllableStatistics.from_texts(CORPUS, base=False)
    parts = [SyllableStatistics.from_texts([text], base=False) for text in CORPUS]
    merged = merge(parts)
    assert merged.words == whole.words
    assert np.array_equal(merged.counts, whole.counts)
    for word in ("đảng", "cán", "tập"):
        assert word in merged.words
    pairs = dict(zip(whole.pairs.tolist(), whole.pair_counts.tolist(), strict=True))
    merged_pairs = dict(zip(merged.pairs.tolist(), merged.pair_counts.tolist(), strict=True))
    # Counted together, a text's end and the next one's beginning make one more pair.
    boundary = {key for key in pairs | merged_pairs if key & (1 << 21) - 1 == 0}
    assert {k: v for k, v in pairs.items() if k not in boundary} == {
        k: v for k, v in merged_pairs.items() if k not in boundary
    }


def test_pruning_drops_what_stood_once() -> None:
    whole = SyllableStatistics.from_texts([*CORPUS, CORPUS[0]], base=False)
    pruned = whole.pruned(least_triple=2)
    assert 0 < len(pruned.triples) < len(whole.triples)
    assert int(pruned.triple_counts.min()) == 2
    assert np.array_equal(pruned.counts, whole.counts)


def test_a_saved_file_restores_the_same(tmp_path: Path, restorer: Restorer) -> None:
    path = tmp_path / "syllables.bin"
    SyllableStatistics.from_texts(CORPUS).save(path)
    loaded = Restorer(SyllableStatistics.load(path))
    question = "huyen Hai Ha da khen thuong bao nhieu tap the"
    assert loaded.restore(question) == restorer.restore(question)


@pytest.mark.parametrize("damage", [b"", b"something else entirely", None])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "syllables.bin"
    SyllableStatistics.from_texts(CORPUS).save(path)
    path.write_bytes(path.read_bytes()[:-500] if damage is None else damage)
    with pytest.raises(CorruptIndexError, match=r"syllables\.bin"):
        SyllableStatistics.load(path)


def test_statistics_of_three_million_syllables_load_in_50_ms(tmp_path: Path) -> None:
    words = 30_000
    pairs = np.arange(600_000, dtype=np.uint64) << np.uint64(15)
    triples = np.arange(1_500_000, dtype=np.uint64) << np.uint64(35)
    path = tmp_path / "large.bin"
    SyllableStatistics(
        (".", "0", *(f"w{number:05d}" for number in range(words - 2))),
        np.ones(words, dtype=np.uint32),
        pairs,
        np.ones(len(pairs), dtype=np.uint32),
        triples,
        np.ones(len(triples), dtype=np.uint32),
    ).save(path)
    start = time.process_time()
    SyllableStatistics.load(path)
    assert time.process_time() - start < 0.05


# On 2,131 articles of law and 186 questions about them, where the shared data is present.


def read_lines(path: Path, field: str) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [canonical_text(json.loads(line)[field]) for line in lines]


@pytest.fixture(scope="module")
def law() -> tuple[Restorer, list[str]]:
    if not LAW.is_dir():
        pytest.skip(f"{LAW} is not there; set SHARED_FOLDER to the folder that holds bench/")
    texts = read_lines(LAW / "corpus.jsonl", "text")
    return Restorer(SyllableStatistics.from_texts(texts)), read_lines(LAW / "queries.jsonl", "text")


def accuracy(restorer: Restorer, typed: Iterable[str], meant: Iterable[str]) -> float:
    right = total = 0
    for question, correct in zip(typed, meant, strict=True):
        got = re.findall(r"[^\W\d_]+", match_form(restorer.restore(question).text))
        wanted = re.findall(r"[^\W\d_]+", match_form(correct))
        total += len(wanted)
        right += sum(one == other for one, other in zip(got, wanted, strict=False))
    return right / total


def test_law_questions_without_marks(law: tuple[Restorer, list[str]]) -> None:
    restorer, questions = law
    assert accuracy(restorer, map(fold, questions), questions) >= 0.985


def test_law_questions_typed_correctly_stay(law: tuple[Restorer, list[str]]) -> None:
    # What does change are mostly misspellings in the questions themselves ("truyên", "câp").
    restorer, questions = law
    assert accuracy(restorer, questions, questions) >= 0.997


def test_law_questions_with_half_of_their_marks(law: tuple[Restorer, list[str]]) -> None:
    restorer, questions = law
    chance = random.Random(1)
    typed = [
        " ".join(fold(word) if chance.random() < 0.5 else word for word in question.split(" "))
        for question in questions
    ]
    assert accuracy(restorer, typed, questions) >= 0.985


@pytest.mark.serial
def test_a_law_question_takes_less_than_5_ms(law: tuple[Restorer, list[str]]) -> None:
    restorer, questions = law
    start = time.process_time()
    for question in questions:
        restorer.restore(fold(question))
    assert (time.process_time() - start) / len(questions) < 0.005
