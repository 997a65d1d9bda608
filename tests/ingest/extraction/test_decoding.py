"""Only readable Unicode gets in: old encodings converted, all else refused with a remedy."""

from __future__ import annotations

import codecs

import pytest

from hoidap.errors import UnreadableFileError
from ingest.extraction.decoding import damage_warnings, decode

TEXT = "Điều 8. Công dân có quyền được thông tin.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-be with mark", "utf-16-le", "utf-16-be"],
)
def test_unicode_in_every_usual_encoding_is_read(data: bytes) -> None:
    assert decode(data, "a.txt") == (TEXT, ())


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\x00\x00\x00"])
def test_an_empty_file_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"a\.txt.*empty"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04\x14\x00", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        (b"{\\rtf1\\ansi ", "Rich Text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (bytes(range(256)) * 4, "binary"),
        (b"a\x01\x02\x03b" * 50, "binary"),
    ],
)
def test_binary_content_under_a_text_suffix_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFileError, match=what):
        decode(data, "a.txt")


TCVN3 = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐ",
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ®§",
)
VNI = {
    "Điều": "Ñieàu",
    "được": "ñöôïc",
    "Công dân": "Coâng daân",
    "quyền": "quyeàn",
    "nhà nước": "nhaø nöôùc",
    "có": "coù",
    "thông tin về việc": "thoâng tin veà vieäc",
    "quản lý và sử dụng": "quaûn lyù vaø söû duïng",
    "ngân sách": "ngaân saùch",
}
PROSE = "Công dân có quyền được thông tin về việc nhà nước quản lý và sử dụng ngân sách. " * 3


def vni(text: str) -> str:
    for word, written in VNI.items():
        text = text.replace(word, written)
    return text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PROSE.translate(TCVN3).encode("latin-1"), "TCVN3"),
        (PROSE.translate(TCVN3).encode("utf-8"), "TCVN3"),
        (vni(PROSE).encode("latin-1"), "VNI"),
        (vni(PROSE).encode("utf-8"), "VNI"),
        (PROSE.encode("utf-8").decode("latin-1").encode("utf-8"), "Windows-1252"),
    ],
    ids=["tcvn3 bytes", "tcvn3 pasted", "vni bytes", "vni pasted", "utf-8 twice"],
)
def test_old_encodings_are_converted_and_the_report_says_so(data: bytes, encoding: str) -> None:
    decoded = decode(data, "cu.txt")
    assert decoded.text == PROSE
    assert encoding in decoded.warnings[0]


def test_what_looks_like_an_old_encoding_but_is_none_is_refused_with_a_remedy() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        decode("zµz¸z¶ w·w¹w® j¨j©jª ".encode("latin-1") * 9, "cu.txt")
    assert "TCVN3" in refused.value.what
    assert "UniKey" in refused.value.next_step


def test_an_unknown_encoding_is_refused_with_the_byte_and_its_place() -> None:
    with pytest.raises(UnreadableFileError, match="0xFF at position 4"):
        decode(b"abc \xff\xfe def", "a.txt")


def test_utf_32_is_refused_not_misread() -> None:
    with pytest.raises(UnreadableFileError):
        decode(TEXT.encode("utf-32"), "a.txt")


def test_readable_text_with_rare_signs_is_not_taken_for_a_legacy_encoding() -> None:
    for text in ("© 2016 Báo Sông Mẫu ® «trích» 5 µm", "Œuvre complète, naïve façade, Köln", "©"):
        assert decode(text.encode(), "a.txt") == (text, ())


def test_damage_is_reported_not_hidden() -> None:
    warnings = damage_warnings("m\ufffdt ch\x01")
    assert len(warnings) == 2
    assert "1 characters were already lost" in warnings[0]
    assert "1 control characters" in warnings[1]
