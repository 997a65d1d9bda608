"""Ends of documents: recipients, signature, who signed."""

from __future__ import annotations

import pytest

from hoidap.domain import SectionKind
from ingest.structure.lines import read_lines
from ingest.structure.signature import Signer, find_tail, read_signers


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        (
            "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nLê Văn Mẫu",
            Signer("Lê Văn Mẫu", "Thủ tướng", "Chính phủ"),
        ),
        (
            "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(Đã ký)\nLê Văn Mẫu",
            Signer("Lê Văn Mẫu", "Thứ trưởng", "Bộ trưởng"),
        ),
        (
            "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu",
            Signer("Lê Văn Mẫu", "Phó Bí thư", "Ban Thường vụ"),
        ),
        (
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH     Lê Văn Mẫu",
            Signer("Lê Văn Mẫu", "Chủ tịch", "Ủy ban nhân dân"),
        ),
        (
            "KT. CHỦ TỊCH PHÓ CHỦ TỊCH\nLÊ VĂN MẪU",
            Signer("Lê Văn Mẫu", "Phó Chủ tịch", "Chủ tịch"),
        ),
        (
            "GIÁM ĐỐC\nPGS. TS. Lê Văn Mẫu",
            Signer("Lê Văn Mẫu", "Giám đốc", None),
        ),
        (
            "BỘ TRƯỞNG\nĐại tướng Lê Văn Mẫu",
            Signer("Lê Văn Mẫu", "Bộ trưởng", None),
        ),
        ("Nơi nhận:\n- Lưu: VT.", Signer()),
    ],
)
def test_the_name_that_stands_last_signed(text: str, signer: Signer) -> None:
    assert read_signers(read_lines(text), "") == ((signer,) if signer != Signer() else ())


def blocks(text: str) -> list[tuple[SectionKind, list[str]]]:
    lines = read_lines(text)
    tail = find_tail(lines)
    return [(b.kind, [line.text for line in lines[b.first : b.last]]) for b in tail.blocks]


def test_recipients_and_signature_come_in_either_order() -> None:
    recipients = (SectionKind.RECIPIENTS, ["Nơi nhận:", "- Như trên;", "- Lưu: VT."])
    signature = (SectionKind.SIGNATURE, ["CHỦ TỊCH", "Lê Văn Mẫu"])
    first = "Điều 3. Thi hành./.\n"
    assert blocks(first + "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Mẫu") == [
        recipients,
        signature,
    ]
    assert blocks(first + "CHỦ TỊCH\nLê Văn Mẫu\nNơi nhận:\n- Như trên;\n- Lưu: VT.") == [
        signature,
        recipients,
    ]


def test_notes_below_the_name_on_a_form_are_no_signature() -> None:
    text = (
        "Điều 3. Thi hành./.\nTHỦ TRƯỞNG CƠ QUAN\n(Chữ ký, dấu)\nLê Văn Mẫu\n"
        "Chú thích:\n(1) Tên cơ quan cấp giấy;\n(2) Địa danh ghi tên xã nơi đặt trụ sở.\n"
    )
    signature = (SectionKind.SIGNATURE, ["THỦ TRƯỞNG CƠ QUAN", "(Chữ ký, dấu)", "Lê Văn Mẫu"])
    assert blocks(text) == [signature]
    recipients = (SectionKind.RECIPIENTS, ["Nơi nhận:", "- Như trên;", "- Lưu: VT."])
    assert blocks(text + "Nơi nhận:\n- Như trên;\n- Lưu: VT.") == [signature, recipients]


def test_recipients_beside_a_signature_are_not_taken_for_notes() -> None:
    tail = "Nơi nhận:\n- Như trên;\nCHỦ TỊCH\nLê Văn Mẫu\n- Lưu: VT."
    assert [kind for kind, _ in blocks(f"Điều 3. Thi hành./.\n{tail}")] == [
        SectionKind.RECIPIENTS,
        SectionKind.SIGNATURE,
    ]


def test_an_end_mark_in_the_middle_of_the_text_ends_nothing() -> None:
    text = "Một./.\n" + "Đoạn văn dài về nhiều việc phải làm trong năm. " * 5 + "\nHai."
    assert blocks(text) == []


def test_a_text_without_an_end_has_none() -> None:
    assert blocks("Điều 1. Một\nHai.") == []
