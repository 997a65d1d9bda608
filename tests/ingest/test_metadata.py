"""Who wins when several sources know a field, and how a document is called."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.domain import Kind, Standing
from hoidap.index.source import LONGEST_ID
from ingest.metadata import MetadataFields, document_id, merge, slug, to_metadata


def test_the_first_source_that_names_a_field_wins() -> None:
    sidecar = MetadataFields(title="Tên trong tệp kèm", access=("internal",))
    front_matter = MetadataFields(title="Tên trong đầu tệp", number="05-CT/TW", digest=False)
    header = MetadataFields(number="5-CT/TW", issuer="Bộ Chính trị", digest=True)
    known = merge([sidecar, None, front_matter, header])
    assert known.title == "Tên trong tệp kèm"
    assert known.number == "05-CT/TW"
    assert known.issuer == "Bộ Chính trị"
    assert known.digest is False
    assert known.access == ("internal",)


def test_metadata_is_complete_even_when_nothing_is_known() -> None:
    metadata = to_metadata(MetadataFields(), "van-ban-khong-ten")
    assert metadata.title == "van-ban-khong-ten"
    assert metadata.kind is Kind.DIRECTIVE
    assert metadata.standing is Standing.UNKNOWN
    assert metadata.access == ("public",)


def test_a_document_with_a_speaker_is_an_interview() -> None:
    assert to_metadata(MetadataFields(speaker="Nguyễn Văn A"), "a").kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("known", "standing"),
    [
        (MetadataFields(replaced_by=("37-QĐ/TW",)), Standing.REPLACED),
        (MetadataFields(continued_by=("01-KL/TW",)), Standing.CONTINUED),
        (
            MetadataFields(replaced_by=("37-QĐ/TW",), standing=Standing.EXPIRED),
            Standing.EXPIRED,
        ),
    ],
)
def test_a_named_successor_decides_the_standing_unless_it_is_written(
    known: MetadataFields, standing: Standing
) -> None:
    assert to_metadata(known, "a").standing is standing


@pytest.mark.parametrize(
    ("known", "stem", "expected"),
    [
        (MetadataFields(id="rieng"), "a", "rieng"),
        (
            MetadataFields(type="Chỉ thị", number="05-CT/TW", issued_on=date(2016, 5, 15)),
            "a",
            "chi-thi-05-ct-tw-2016",
        ),
        (
            MetadataFields(type="Luật", number="10/2022/QH15", issued_on=date(2022, 11, 10)),
            "a",
            "luat-10-2022-qh15",
        ),
        (MetadataFields(type="Quy định", number="08-QĐi/TW"), "a", "quy-dinh-08-qdi-tw"),
        (MetadataFields(number="05-CT/TW"), "Phỏng vấn  Huyện", "phong-van-huyen"),
    ],
)
def test_ids(known: MetadataFields, stem: str, expected: str) -> None:
    assert document_id(known, stem) == expected


def test_texts_that_lose_everything_in_ascii_still_differ() -> None:
    assert slug("文件一") != slug("文件二")
    assert slug("文件一") == slug("文件一")


@given(st.text(max_size=300))
@settings(derandomize=True)
def test_every_slug_is_short_ascii_and_never_empty(text: str) -> None:
    made = slug(text)
    assert 0 < len(made) <= LONGEST_ID
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(made) == made
