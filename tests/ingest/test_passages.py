"""Passages: units an official would cite, never too long, nothing left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.domain import Document, Kind, Metadata, Passage, Section, SectionKind
from ingest.passages import split_passages
from ingest.structure.outline import Mark, build_outline
from ingest.structure.party import parse_party
from ingest.structure.state import parse_state
from tests.fakes import FakeEmbedder
from tests.ingest.structure.samples import sample, sample_names

count_tokens = FakeEmbedder().count_tokens  # one a word, two for the ends


def document(text: str, sections: tuple[Section, ...], **about: object) -> Document:
    metadata = Metadata(
        kind=Kind.DIRECTIVE, title="Việc trồng cây", number="950-QĐ/TW", type="Quy định"
    )
    if about:
        metadata = Metadata(**{"kind": Kind.INTERVIEW, "title": "Trồng cây", **about})  # type: ignore[arg-type]
    return Document("tai-lieu", metadata, text, sections, "hash")


def state(text: str) -> Document:
    return document(text, parse_state(text))


def split(of: Document, most: int = 512) -> tuple[Passage, ...]:
    return split_passages(of, count_tokens, most)


ARTICLE = (
    "Điều 8. Người giữ vườn\nNgười giữ vườn làm các việc sau:\n"
    "1. Tưới cây mỗi ngày hai lần, sáng và chiều.\n"
    "2. Ghi sổ, trong đó phải có:\na) Ngày lấy cây và số cây;\nb) Tên người lấy cây.\n"
)


def test_an_article_that_fits_is_one_passage_without_its_heading() -> None:
    (passage,) = split(state(ARTICLE))
    assert passage.locator == "Điều 8"
    assert passage.text.startswith("Người giữ vườn làm")
    assert passage.text.endswith("b) Tên người lấy cây.")
    assert passage.context == "Quy định 950-QĐ/TW: Việc trồng cây\nĐiều 8 Người giữ vườn"


def test_a_long_article_is_divided_and_its_lead_in_goes_with_every_clause() -> None:
    passages = split(state(ARTICLE), 44)
    assert [passage.locator for passage in passages] == [
        "Điều 8",
        "khoản 1 Điều 8",
        "khoản 2 Điều 8",
    ]
    assert passages[0].text == "Người giữ vườn làm các việc sau:"
    assert passages[2].text.endswith("b) Tên người lấy cây.")
    for passage in passages[1:]:
        assert passage.context.endswith("Người giữ vườn làm các việc sau:")


def test_a_line_that_announces_a_list_goes_with_every_item() -> None:
    text = sample("quy-dinh-sau-diem")
    items = [p for p in split(document(text, parse_party(text))) if p.locator.startswith("ý")]
    assert len(items) == 6
    for item in items:
        assert item.context.splitlines()[-1].endswith("thực hiện nghiêm những việc sau:")


def test_a_long_clause_is_divided_into_points() -> None:
    passages = split(state(ARTICLE), 24)
    assert [passage.locator for passage in passages] == [
        "Điều 8",
        "khoản 1 Điều 8",
        "khoản 2 Điều 8",
        "điểm a khoản 2 Điều 8",
        "điểm b khoản 2 Điều 8",
    ]
    assert passages[2].text == "2. Ghi sổ, trong đó phải có:"


def test_the_context_is_shortened_before_the_text_is_cut() -> None:
    (long,) = split(state("Điều 1. Tên điều\n" + "cây " * 40))
    (short,) = split(state("Điều 1. Tên điều\n" + "cây " * 40), 50)
    assert long.text == short.text
    assert long.context == "Quy định 950-QĐ/TW: Việc trồng cây\nĐiều 1 Tên điều"
    assert short.context == "Quy định 950-QĐ/TW\nĐiều 1"


def test_text_without_children_is_cut_between_sentences() -> None:
    sentences = [f"Câu thứ {n} nói về một việc phải làm trong năm." for n in range(12)]
    passages = split(state("Điều 1. Tên điều\n" + " ".join(sentences)), 60)
    assert len(passages) > 2
    assert all(passage.text.endswith("trong năm.") for passage in passages)
    assert " ".join(passage.text for passage in passages) == " ".join(sentences)
    assert {passage.locator for passage in passages} == {"Điều 1"}


def test_chapters_are_never_put_together_into_one_passage() -> None:
    passages = split(state("Chương I\nMỘT\nĐiều 1. Hai\nBa.\nĐiều 2. Bốn\nNăm."))
    assert [passage.locator for passage in passages] == ["Điều 1", "Điều 2"]
    assert passages[1].context.endswith("Chương I Một › Điều 2 Bốn")


def test_apparatus_gives_no_passages() -> None:
    text = sample("quyet-dinh-kem-quy-che")
    quoted = "\n".join(passage.text for passage in split(state(text)))
    for apparatus in ("Nơi nhận", "Căn cứ", "Phạm Thị Mẫu", "Độc lập", "(Ban hành kèm theo"):
        assert apparatus not in quoted


def test_a_turn_is_quoted_without_its_question_and_says_who_answers() -> None:
    question, answer = "Xã trồng cây gì?", "Xã trồng cây nhãn."
    text = f"- {question}\n+ {answer}"
    start = text.index(answer)
    sections = build_outline(
        text,
        [
            Mark(
                SectionKind.TURN,
                "Hỏi–đáp 1",
                0,
                title=question,
                body_start=start,
                speaker="Nguyễn Văn Mẫu",
            )
        ],
    )
    (passage,) = split(document(text, sections, issuer="Báo Mẫu"))
    assert (passage.text, passage.speaker) == (answer, "Nguyễn Văn Mẫu")
    assert passage.context == "Trồng cây\nHỏi: Xã trồng cây gì?\nNguyễn Văn Mẫu trả lời:"


def test_ids_follow_the_words_not_the_place() -> None:
    before = split(state("Điều 1. Một\nHai.\nĐiều 2. Ba\nBốn."))
    after = split(state("Điều 1. Một\nHai ba bốn.\nĐiều 2. Ba\nBốn."))
    assert before[0].id != after[0].id
    assert before[1].id == after[1].id


SENTENCE = st.sampled_from(
    [
        "Cán bộ đọc sách mỗi ngày.",
        "Chi bộ họp mỗi tháng một lần; ai vắng phải báo trước,",
        "trong đó gồm:",
        "Không-có-dấu-cách" * 30,
        "Số liệu 97,8% là của năm 2016.",
    ]
)
LINE = st.one_of(
    SENTENCE,
    st.builds("{}. {}".format, st.integers(1, 4), SENTENCE),
    st.builds("{}) {}".format, st.sampled_from("abcdđe"), SENTENCE),
    st.builds("- {}".format, SENTENCE),
    st.builds("Điều {}. Tên điều".format, st.integers(1, 5)),
    st.builds("Chương {}\nTÊN CHƯƠNG".format, st.sampled_from(["I", "II"])),
    st.builds("{}- TÊN MỤC".format, st.sampled_from(["I", "II", "III"])),
    st.sampled_from(["Căn cứ Luật Mẫu;", "Nơi nhận:", "./.", "", "PHỤ LỤC I"]),
)
TEXT = st.lists(LINE, max_size=25).map("\n".join)


def check(of: Document, most: int) -> None:
    """All that is promised of any document's passages."""
    passages = split(of, most)
    assert passages == split(of, most)
    assert len({passage.id for passage in passages}) == len(passages)
    covered: set[int] = set()
    position = 0
    for ordinal, passage in enumerate(passages):
        section = of.sections[passage.section]
        assert passage.ordinal == ordinal
        assert passage.text == of.text[passage.start : passage.end]
        assert passage.text == passage.text.strip()
        assert position <= passage.start < passage.end
        assert section.start <= passage.start
        assert passage.end <= section.end
        assert (passage.locator, section.is_content) == (section.locator, True)
        assert count_tokens([passage.embedded_text])[0] <= most
        position = passage.end
        covered.update(range(passage.start, passage.end))
    missing = [i for i in content(of) if i not in covered and not of.text[i].isspace()]
    assert not missing, of.text[missing[0] : missing[0] + 40]


def content(of: Document) -> list[int]:
    """Offsets that must be in a passage: bodies of content, not headings or apparatus."""
    wanted: set[int] = set()
    for section in of.sections:
        area = range(section.start, section.end)
        if section.is_content:
            wanted.difference_update(area)
            wanted.update(range(section.body_start, section.end))
        else:
            wanted.difference_update(area)
    return sorted(wanted)


@settings(deadline=None)
@given(TEXT, st.sampled_from([8, 30, 120]), st.booleans())
def test_whatever_the_document(text: str, most: int, party: bool) -> None:
    check(document(text, parse_party(text) if party else parse_state(text)), most)


@pytest.mark.parametrize("name", sample_names())
@pytest.mark.parametrize("most", [16, 64, 512])
def test_the_samples(name: str, most: int) -> None:
    text = sample(name)
    check(state(text), most)


def test_counting_takes_few_calls_however_long_the_document() -> None:
    calls = 0

    def counted(texts: Sequence[str]) -> list[int]:
        nonlocal calls
        calls += 1
        return count_tokens(texts)

    text = "".join(ARTICLE.replace("Điều 8", f"Điều {n}") for n in range(1, 400))
    passages = split_passages(state(text), counted, 40)
    assert len(passages) > 800
    assert calls <= 10
