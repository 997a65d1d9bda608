"""Every key and every value is checked, and an error says what is allowed."""

from __future__ import annotations

from datetime import date

import pytest

from hoidap.domain import Kind, Standing
from hoidap.errors import FrontMatterError
from ingest.metadata_values import KEYS, read_metadata


def test_every_key_has_a_reader_and_a_full_block_is_read() -> None:
    found = read_metadata(
        {
            "id": "chi-thi-05-ct-tw-2016",
            "kind": "directive",
            "number": "05-ct/tw",
            "type": "Chỉ thị",
            "title": "  Về   một việc ",
            "issuer": "Bộ Chính trị",
            "term": "khoá 12",
            "signer": "Nguyễn Văn A",
            "issued_on": "2016-05-15",
            "effective_on": "15/5/2016",
            "expires_on": "1.6.2020",
            "standing": "continued",
            "replaced_by": [],
            "continues": "03-CT/TW (14/5/2011)",
            "continued_by": ["01-KL/TW (18/5/2021)"],
            "legal_basis": ["Điều lệ Đảng"],
            "source_urls": ["https://example.vn/a"],
            "access": ["internal", "ban-to-chuc"],
            "digest": "true",
            "speaker": "Nguyễn Văn A",
            "speaker_title": "Bí thư",
            "interviewer": "Trần B",
        },
        "a.md",
    )
    assert all(getattr(found, key) is not None for key in KEYS)
    assert found.kind is Kind.DIRECTIVE
    assert found.standing is Standing.CONTINUED
    assert found.number == "05-CT/TW"
    assert found.title == "Về một việc"
    assert found.term == "XII"
    assert found.effective_on == date(2016, 5, 15)
    assert found.expires_on == date(2020, 6, 1)
    assert found.continues == ("03-CT/TW (14/5/2011)",)
    assert found.digest is True


@pytest.mark.parametrize("written", ["", "null", "~", None])
def test_a_key_without_a_value_is_not_given(written: object) -> None:
    assert read_metadata({"signer": written}, "a.md").signer is None


def test_an_unknown_key_names_file_key_the_nearest_and_all_allowed() -> None:
    with pytest.raises(FrontMatterError) as refused:
        read_metadata({"replacd_by": ["37-QĐ/TW"]}, "thu-muc/a.md")
    message = str(refused.value)
    assert message.startswith("thu-muc/a.md: unknown key 'replacd_by'.")
    assert "Did you mean 'replaced_by'?" in message
    assert all(key in message for key in KEYS)


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("kind", "interveiw", "Allowed: directive, interview. Did you mean 'interview'?"),
        ("standing", "còn hiệu lực", "in_force"),
        ("issued_on", "05/15/2016", "day first"),
        ("issued_on", "2016-02-30", "2016-05-15"),
        ("issued_on", "15/5/16", "day first"),
        ("issued_on", "hôm qua", "day first"),
        ("term", "XIIV", "roman"),
        ("term", "0", "roman"),
        ("digest", "maybe", "true"),
        ("id", "Chỉ thị 05", "chi-thi-05"),
        ("id", "../etc/passwd", "Small letters"),
        ("source_urls", ["javascript:alert(1)"], "https://"),
        ("source_urls", "file:///etc/passwd", "https://"),
        ("access", "Public", "Did you mean 'public'?"),
        ("access", "publc", "Did you mean 'public'?"),
        ("access", [], "Nobody"),
        ("title", ["a", "b"], "One text"),
        ("title", "a" * 1001, "1000"),
        ("legal_basis", {"a": "b"}, "list of texts"),
        ("legal_basis", [["a"]], "One text"),
    ],
)
def test_a_wrong_value_names_file_key_value_and_what_is_allowed(
    key: str, value: object, hint: str
) -> None:
    with pytest.raises(FrontMatterError) as refused:
        read_metadata({key: value}, "a.md")
    message = str(refused.value)
    assert message.startswith(f"a.md: the key '{key}' has the wrong value")
    assert repr(value)[:60] in message
    assert hint in message


def test_a_document_cannot_expire_before_it_takes_effect() -> None:
    with pytest.raises(FrontMatterError, match="before effective_on"):
        read_metadata({"effective_on": "2016-05-15", "expires_on": "2016-05-14"}, "a.md")
