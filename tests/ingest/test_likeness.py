"""Reprints: one text on several sites is answered from once, by the better source."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap.domain import Document
from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from hoidap.settings import Settings
from ingest.likeness import fingerprint
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import Report
from tests.fakes import FakeEmbedder

OFFICIAL, COPIED = "https://www.quochoi.vn/van-ban/1", "https://tin-tuc.example.vn/a/1"
ARTICLES = (
    "Cơ quan phải niêm yết lịch tiếp dân tại trụ sở chậm nhất ngày 25 hằng tháng và gửi lịch đó "
    "cho các đơn vị trực thuộc cùng với tên của người tiếp.",
    "Người tiếp dân ghi lại từng ý kiến, trả lời trong 10 ngày làm việc và chuyển những việc "
    "không thuộc thẩm quyền của mình tới nơi có thẩm quyền.",
    "Mỗi quý, thủ trưởng đơn vị báo cáo số lượt tiếp, số việc đã giải quyết và số việc còn lại "
    "với cơ quan cấp trên trực tiếp của mình.",
)
ADDED = "Bản đăng lại này có thêm ý kiến bạn đọc: nên có hộp thư ở cổng số 4."


def write(
    folder: Path, name: str, articles: tuple[str, ...] = ARTICLES, /, *, url: str, **keys: str
) -> Path:
    """A file with its source; ``keys`` are more lines of front matter."""
    about = {"id": name, "kind": "directive", "title": "Quy định về tiếp dân"} | keys
    head = "\n".join(f"{key}: {value}" for key, value in about.items())
    body = "\n\n".join(f"Điều {n}. Việc {n}\n\n{text}" for n, text in enumerate(articles, 1))
    path = folder / f"{name}.md"
    path.write_text(f"---\n{head}\nsource_urls:\n  - {url}\n---\n\n{body}\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "van-ban"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def run(folder: Path, settings: Settings, *, prune: bool = False) -> Report:
    report = ingest([folder], settings, FakeEmbedder(), Silent(), prune=prune)
    assert report.exit_code == 0, report.files
    return report


def stored(settings: Settings) -> dict[str, Document]:
    with GenerationStore(settings.data).open() as generation:
        assert verify(generation) == []
        catalogue = generation.catalogue
        return {name: catalogue.document(name) for name in catalogue.document_ids()}


def searched(settings: Settings, document_id: str) -> list[str]:
    """The passages of a document that can be found."""
    with GenerationStore(settings.data).open() as generation:
        return [each.text for each in generation.catalogue.passages_of(document_id)]


@pytest.mark.parametrize("official_first", [True, False])
def test_a_reprint_is_linked_to_the_better_sourced_text_whichever_came_first(
    folder: Path, settings: Settings, official_first: bool
) -> None:
    sources = [("chinh-thuc", OFFICIAL), ("dang-lai", COPIED)]
    for name, url in sources if official_first else reversed(sources):
        write(folder, name, url=url)
        report = run(folder, settings)
    found = stored(settings)
    assert found["chinh-thuc"].reprint_of is None
    assert found["dang-lai"].reprint_of == "chinh-thuc"
    assert "reprint" in " ".join(w for file in report.files for w in file.warnings)


def test_of_a_reprint_only_what_it_alone_says_is_searched(folder: Path, settings: Settings) -> None:
    write(folder, "chinh-thuc", url=OFFICIAL)
    write(folder, "dang-lai", (*ARTICLES, ADDED), url=COPIED)
    run(folder, settings)
    assert len(searched(settings, "chinh-thuc")) == len(ARTICLES)
    assert searched(settings, "dang-lai") == [ADDED]
    assert ARTICLES[0] in stored(settings)["dang-lai"].text, "it can still be opened"


def test_reports_of_two_years_share_their_sentences_and_are_no_reprints(
    folder: Path, settings: Settings
) -> None:
    write(folder, "nam-2019", url=OFFICIAL)
    other = tuple(
        text.replace("25", "28").replace("10 ngày", "15 ngày") + " Năm 2020 có 37 lượt."
        for text in ARTICLES
    )
    write(folder, "nam-2020", other, url=COPIED)
    run(folder, settings)
    assert {each.reprint_of for each in stored(settings).values()} == {None}


@pytest.mark.parametrize(
    "keys",
    [{"number": "12-QĐ/TW"}, {"issued_on": "2020-02-02"}, {"access": "internal"}],
    ids=["another number", "another date", "other readers"],
)
def test_what_contradicts_is_no_reprint_however_alike(
    folder: Path, settings: Settings, keys: dict[str, str]
) -> None:
    write(folder, "mot", url=OFFICIAL, number="11-QĐ/TW", issued_on="2019-01-01")
    write(folder, "hai", **{"url": COPIED, "number": "11-QĐ/TW", "issued_on": "2019-01-01"} | keys)
    run(folder, settings)
    assert {each.reprint_of for each in stored(settings).values()} == {None}


def test_a_reprint_whose_original_is_removed_stands_for_itself(
    folder: Path, settings: Settings
) -> None:
    original = write(folder, "chinh-thuc", url=OFFICIAL)
    write(folder, "dang-lai", url=COPIED)
    run(folder, settings)
    assert searched(settings, "dang-lai") == []
    original.unlink()
    run(folder, settings, prune=True)
    assert stored(settings)["dang-lai"].reprint_of is None
    assert len(searched(settings, "dang-lai")) == len(ARTICLES)


def test_alike_texts_share_numbers_of_their_fingerprints_and_others_do_not() -> None:
    text = " ".join(ARTICLES)
    marks = set(fingerprint(text))
    assert marks & set(fingerprint(f"{text} {ADDED}"))
    words = text.split()
    assert not marks & set(fingerprint(" ".join(reversed(words))))
    assert fingerprint("Kính gửi các đơn vị.") == (), "a short text is like many"
