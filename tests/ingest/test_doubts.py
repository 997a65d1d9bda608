"""A document that was read without its content is added, and said to be doubtful."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hoidap.domain import Document, Kind, Metadata, Section, SectionKind
from hoidap.index.generation import GenerationStore
from hoidap.settings import Settings
from hoidap.texts import DOUBTS
from ingest.documents import read_document
from ingest.doubts import DoubtCode, find_doubts
from ingest.extraction.extracted_text import ExtractedText
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.fakes import FakeEmbedder

RULES = (
    "Thôn họp mỗi tháng một lần vào tối thứ bảy cuối tháng tại nhà văn hóa. "
    "Trưởng thôn báo cáo việc thu chi các khoản đóng góp. "
    "Người vắng mặt phải báo trước cho tổ trưởng của mình. "
    "Kết quả cuộc họp được niêm yết công khai trong năm ngày."
)
ENGLISH = (
    "The village meets once every month on the last Saturday evening in the hall. Its head "
    "reports what was collected and what was spent, and whoever cannot attend tells the "
    "leader of the group beforehand. Results are posted within five days of the meeting."
)


def document(*parts: tuple[SectionKind, str]) -> Document:
    """A document of these parts, one below the other."""
    sections, text = [], ""
    for index, (kind, words) in enumerate(parts):
        start = len(text)
        text += f"{words}\n"
        end = len(text) - 1
        sections.append(Section(index, None, kind, "", "", "", start, start, end))
    return Document(
        id="a",
        metadata=Metadata(kind=Kind.DIRECTIVE, title="A"),
        text=text,
        sections=tuple(sections),
        content_hash="0",
    )


def codes(found: Document) -> list[DoubtCode]:
    return [each.code for each in find_doubts(found)]


def test_an_ordinary_document_is_not_doubted() -> None:
    head = (SectionKind.HEADER, "ỦY BAN NHÂN DÂN XÃ PHIÊNG LAN\nQUY CHẾ\nHọp thôn")
    assert codes(document(head, (SectionKind.BODY, RULES))) == []


def test_a_head_alone_has_nothing_that_answers() -> None:
    assert codes(document((SectionKind.HEADER, RULES))) == [DoubtCode.NO_PASSAGES]


def test_headings_alone_have_nothing_that_answers() -> None:
    found = document((SectionKind.ARTICLE, "Điều 1. Phạm vi"))
    heading = replace(found.sections[0], body_start=found.sections[0].end)
    assert codes(replace(found, sections=(heading,))) == [DoubtCode.NO_PASSAGES]


@pytest.mark.parametrize("kind", [SectionKind.HEADER, SectionKind.SIGNATURE])
def test_a_head_or_signature_that_swallowed_the_text_is_told(kind: SectionKind) -> None:
    swallowed = document((SectionKind.BODY, RULES * 20), (kind, RULES * 6))
    (doubt,) = find_doubts(swallowed)
    assert doubt.code is DoubtCode.TEXT_OUTSIDE_CONTENT
    assert "Thôn họp mỗi tháng" in doubt.text


def test_a_short_document_that_is_nearly_all_head_is_told() -> None:
    found = document((SectionKind.HEADER, RULES), (SectionKind.BODY, "Nhà văn hóa thôn."))
    assert codes(found) == [DoubtCode.TEXT_OUTSIDE_CONTENT]


def test_figures_alone_are_content() -> None:
    assert codes(document((SectionKind.BODY, "12 | 15 | 40"))) == []


@pytest.mark.parametrize(
    "damaged",
    [
        "Thon hop moi thang mot lan vao toi thu bay cuoi thang tai nha van hoa. Truong thon "
        "bao cao viec thu chi cac khoan dong gop. Nguoi vang mat phai bao truoc cho to truong.",
        RULES.replace("ộ", "?").replace("ả", "?").replace("ố", "?"),
        RULES.replace("ộ", "\ufffd").replace("ả", "\ufffd").replace("ố", "\ufffd"),
    ],
)
def test_lost_accents_are_told(damaged: str) -> None:
    assert codes(document((SectionKind.BODY, damaged))) == [DoubtCode.ACCENTS_LOST]


def test_other_languages_and_questions_have_lost_nothing() -> None:
    assert codes(document((SectionKind.BODY, ENGLISH))) == []
    assert codes(document((SectionKind.BODY, RULES.replace(".", "?")))) == []


def test_a_doubt_is_a_warning_on_the_document() -> None:
    read = read_document(ExtractedText("Khong dau " * 20), "a.txt", None)
    assert read.document.doubts == ("accents_lost",)
    assert any("Accents were lost" in each for each in read.warnings)


def test_the_report_names_the_doubt_for_people_and_programs(tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "a.txt").write_text("Khong dau nao trong van ban nay. " * 10, encoding="utf-8")
    settings = Settings(data=tmp_path / "data", file_limit_mb=1)
    (file,) = ingest([folder], settings, FakeEmbedder(), Silent()).files
    assert file.doubts == ("accents_lost",)
    assert file.own == file.warnings
    assert any("Accents were lost" in each for each in file.own)


def test_pages_that_were_not_read_are_a_doubt() -> None:
    read = read_document(ExtractedText(RULES, unread=(2,)), "a.pdf", None)
    assert read.document.doubts == ("pages_unread",)


def test_every_doubt_has_a_sentence_for_readers() -> None:
    assert set(DOUBTS) == {each.value for each in DoubtCode}


def test_a_doubt_is_stored_with_the_document_and_goes_with_its_cause(tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "a.txt").write_text("Khong dau nao trong van ban nay. " * 10, encoding="utf-8")
    (folder / "b.txt").write_text(RULES, encoding="utf-8")
    settings = Settings(data=tmp_path / "data")

    def stored() -> dict[str, tuple[str, ...]]:
        ingest([folder], settings, FakeEmbedder(), Silent())
        with GenerationStore(settings.data).catalogue() as catalogue:
            found = {each.id: each.doubts for each in catalogue.documents()}
            assert found == {each: catalogue.document(each).doubts for each in found}
            assert found == {each.id: each.doubts for each in catalogue.summaries(found).values()}
        return found

    assert stored() == {"a": ("accents_lost",), "b": ()}
    (folder / "a.txt").write_text(RULES.replace("Thôn", "Bản"), encoding="utf-8")
    assert set(stored().values()) == {()}
