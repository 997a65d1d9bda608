"""Letters that a font names wrongly are the ones that make syllables."""

from __future__ import annotations

import pytest

from ingest.extraction.extracted_text import Block, BlockKind
from ingest.extraction.wrong_letters import with_right_letters

TEXT = (
    "Người đứng đầu các cơ quan phải chịu trách nhiệm về kế hoạch, đến khi hết năm phải "
    "tổng kết; đề nghị các chị ở thị trấn gửi kiến nghị về vị trí việc làm; được hưởng chế "
    "độ từ những năm trước"
)


def mended(text: str) -> str:
    (block,) = with_right_letters([Block(BlockKind.PARAGRAPH, text)])
    return block.text


@pytest.mark.parametrize(("wrong", "right"), [("ŵ", "ư"), ("ĕ", "ế"), ("ї", "ị"), ("ŕ", "đ")])
def test_a_foreign_letter_is_the_one_it_stands_for(wrong: str, right: str) -> None:
    assert mended(TEXT.replace(right, wrong)) == TEXT


@pytest.mark.parametrize(
    "text",
    [TEXT, "Ông Müller và bà Göring thăm trường", "Điểm α và β bằng γ", TEXT.replace("k", "κ")],
)
def test_what_is_right_foreign_or_uncertain_stays(text: str) -> None:
    assert mended(text) == text
