"""Which parser a text is given to."""

from __future__ import annotations

import pytest

from ingest.structure.detection import DocumentForm, detect, find_signs
from tests.ingest.structure.samples import sample

PARTY = ("quy-dinh-dieu", "quy-dinh-sau-diem", "nghi-quyet-la-ma", "chi-thi-phang")
STATE = (
    "nghi-dinh",
    "nghi-dinh-sua-doi",
    "luat",
    "quyet-dinh-kem-quy-che",
    "quyet-dinh-danh-muc",
    "cong-van",
)


@pytest.mark.parametrize("name", PARTY)
def test_party_documents(name: str) -> None:
    assert detect(sample(name)) is DocumentForm.PARTY


@pytest.mark.parametrize("name", STATE)
def test_state_documents(name: str) -> None:
    assert detect(sample(name)) is DocumentForm.STATE


@pytest.mark.parametrize(
    "text",
    [
        "Trồng cây ở xã Mẫu\n- Thưa đồng chí, xã trồng cây gì?\n+ Xã trồng cây nhãn.\n"
        "- Bao nhiêu cây, thưa đồng chí?\n+ Ba trăm cây.",
        "PV: Ông trồng cây gì?\nÔng Mẫu: Cây nhãn.\nPV: Bao nhiêu cây?\nÔng Mẫu: Ba trăm.",
    ],
)
def test_interviews(text: str) -> None:
    assert detect(text) is DocumentForm.INTERVIEW


def test_a_report_that_speaks_of_an_interview_is_none() -> None:
    text = "Phóng viên đã có cuộc trao đổi với ông Mẫu về việc trồng cây.\nCây lớn nhanh."
    assert detect(text) is DocumentForm.PLAIN


def test_anything_else_is_plain() -> None:
    assert detect("") is DocumentForm.PLAIN
    assert detect("Sáng nay trời đẹp.\n- Mua rau.\n- Mua cá.") is DocumentForm.PLAIN


def test_every_sign_says_its_reason() -> None:
    reasons = [sign.reason for sign in find_signs(sample("luat"))]
    assert "its number is 99/2012/QH13" in reasons
    assert "it has 3 articles" in reasons


def test_the_shipped_seed_interview_is_an_interview(shared_seed: str) -> None:
    assert detect(shared_seed) is DocumentForm.INTERVIEW
