"""TCVN3, VNI and VISCII become Unicode; every other text stays as it is."""

from __future__ import annotations

import subprocess

import pytest

from ingest.extraction.legacy_encodings import (
    converted,
    encoding_of_font,
    is_capital_font,
    to_unicode,
)

PROSE = (
    "uỷ ban nhân dân huyện đã ban hành quyết định về việc khen thưởng các tập thể, cá nhân có "
    "thành tích trong năm năm thực hiện chỉ thị; chẳng những giữ vững mà còn phát huy ở khắp các "
    "xã, phường, kể cả những nơi khó khăn nhất, nhờ sự cố gắng của mỗi người."
)


def written_by_iconv(text: str, charset: str) -> str:
    """The bytes of another implementation's encoder, as a Latin-1 reader shows them."""
    run = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", charset],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return run.stdout.decode("latin-1")


@pytest.mark.parametrize(("charset", "name"), [("TCVN", "TCVN3"), ("VISCII", "VISCII")])
def test_what_iconv_encodes_is_read_back_without_being_told_the_encoding(
    charset: str, name: str
) -> None:
    found = converted(written_by_iconv(PROSE, charset))
    assert found is not None
    assert (found.encoding, found.text) == (name, PROSE)


def test_viscii_is_also_read_as_windows_1252_shows_it() -> None:
    capitals = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM, ĐẢNG CỘNG SẢN VIỆT NAM. "
    shown = written_by_iconv(capitals + PROSE, "VISCII")
    shown = "".join(
        bytes([ord(c)]).decode("cp1252", errors="ignore") or c if ord(c) < 256 else c for c in shown
    )
    assert to_unicode(shown, "VISCII") == capitals + PROSE


def test_vni_is_base_letters_with_marks() -> None:
    found = converted("Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp, töï do, haïnh phuùc")
    assert found is not None
    assert found.encoding == "VNI"
    assert found.text == "Cộng hoà xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc"
    assert to_unicode("chaúng, thaúng, ÑAÚNG", "VNI") == "chẳng, thẳng, ĐẲNG"


def test_capitals_that_tcvn3_cannot_write_are_restored_from_their_word() -> None:
    text = (
        "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM\n§éc lËp - Tù do - H¹nh phóc\n"
        "UBND tØnh Hµ Nam kÝnh göi c¸c së, ban, ngµnh"
    )
    found = converted(text)
    assert found is not None
    assert found.text == (
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "UBND tỉnh Hà Nam kính gửi các sở, ban, ngành"
    )


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Señor, el niño está en España con su mamá y no vuelve hasta mañana por la tarde.",
        "Die Straße führt über die Brücke für Fußgänger und Räder, größer und schöner als früher.",
        "Œuvre complète, naïve façade, été, forêt, où l'élève apprend à écrire sans erreur.",
        "© 2016 Báo Sông Mẫu ® «trích» 5 µm",
        "µ ¸ ¶",
        "",
    ],
)
def test_readable_and_foreign_text_is_left_alone(text: str) -> None:
    assert converted(text) is None


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "TCVN3", False),
        (".VnTimeH", "TCVN3", True),
        ("ABCDEF+.VnArialH", "TCVN3", True),
        ("VNI-Times", "VNI", False),
        ("Times New Roman", None, False),
        ("Vnote", None, False),
        (None, None, False),
    ],
)
def test_a_font_names_its_encoding(font: str | None, encoding: str | None, capitals: bool) -> None:
    assert encoding_of_font(font) == encoding
    assert is_capital_font(font) is capitals


def test_a_capital_font_gives_capitals() -> None:
    assert to_unicode("quyÕt ®Þnh", "TCVN3", capitals=True) == "QUYẾT ĐỊNH"
