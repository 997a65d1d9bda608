"""Twice a hostile file takes at most twice the time, from its bytes to passages and likeness.

A file is doubled until reading it takes long enough to be measured; the last two lengths are
compared.  ``HOSTILE_BYTES`` goes on to that length and prints what each takes (``make fuzz``).
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from hoidap.errors import DocumentError
from ingest.documents import read_documents
from ingest.extraction.conditions import Conditions
from ingest.likeness import Repeated, fingerprint, is_reprint
from ingest.passages import split_passages

#: What is repeated, by what it is hostile to.
KINDS = {
    "one word": "đ",
    "words of 16,000 letters": "x" * 16_000 + " ",
    "numbers": "1.2.3. ",
    "numbers inside a line": "A. 1. A",
    "provisions in one line": "khoản 1 Điều 2 ",
    "articles": "Điều 1. A\n",
    "clauses and points": "1. a\na) b;\n",
    "roman numerals": "I. A\n",
    "appendices": "PHỤ LỤC\n",
    "attachments": "QUY CHẾ\n(Ban hành kèm theo Quyết định này)\n",
    "questions": "Hỏi: A?\n",
    "a talk": "- Thưa đồng chí?\n+ Tôi làm.\n",
    "people": "Ông Nguyễn Văn A, Giám đốc B. Chủ tịch Lê C. ",
    "leaders": "Điều 1. A.......... 2\n",
    "dots": "........ ",
    "dashes": "- ",
    "quotations left open": "“a\n\n",
    "quotations announced": "Sửa như sau:\n“Điều 1. a\n",
    "straight quotation marks": '"a\n',
    "brackets": "[",
    "links": "[a](",
    "bars": "| ",
    "tables": "| a | b |\n|---|---|\n| c | d |\n\n",
    "headings": "# a\n\n",
    "lists": "1. a\n\n",
    "emphasis": "*a ",
    "code": "`a",
    "elements": "<b>a",
    "paragraphs": "<p>a",
    "cells": "<td>a",
    "merged cells": "<tr><td rowspan=0>a",
    "comments": "<!--",
    "spaces in a number": "số" + " " * 200,
    "spaces in a date": "Độc lập - Tự do - Hạnh phúc ngày" + " " * 200,
    "ranks": "Đại tá ",
    "amendments in one line": "Sửa đổi khoản 1, 2 Điều 3 và bãi bỏ điểm a, b khoản 4 Điều 5, ",
    "amendments without an article": "Sửa đổi khoản 1, khoản 2, ",
    "amended documents": "Bãi bỏ Luật số 1/2020/QH14, Luật A, Nghị định số 2/2021/NĐ-CP, ",
    "verbs of amendment": "sửa đổi ",
    "words exchanged": "Thay cụm từ “a” bằng cụm từ “b” tại Điều 1, ",
    "amended annexes": "Sửa đổi Phụ lục I, Mẫu số 1, ",
    "repeals told behind": "Điều 1 Luật số 1/2020/QH14 hết hiệu lực từ ngày này ",
    "new wordings": "Sửa đổi khoản 1 Điều 2 Nghị định số 3/2020/NĐ-CP:\n“1. a\n2. b”\n",
    "amending articles": "Điều 1. Sửa đổi Điều 2 Nghị định số 3/2020/NĐ-CP:\n“Điều 2. a”\n",
    "days of effect": "Điều 1. Sửa đổi Điều 2\nĐiều 1 có hiệu lực từ ngày 1/1/2026\n",
    "powers given on": "Điều 1. Phân cấp\nPhân cấp cho A thực hiện Điều 2 Luật số 1/2020/QH14\n",
    "validity": "Luật này thay thế Luật số 1/2020/QH14. ",
}
FORMS = (".txt", ".md", ".html")
#: Characters to begin with, and of the longest file that is tried without being asked for.
FIRST, LAST = 1_000, 256_000
#: Seconds of the processor that can be measured; so long takes one kind at most.
ENOUGH = 0.06
#: Twice, and what a busy processor adds.
TWICE = 2.6
#: How often a length is measured that seems to take too long.
TRIES = 4
ASKED = int(os.environ.get("HOSTILE_BYTES", "0"))

_WORD = re.compile(r"\w+")


def count_tokens(texts: Sequence[str]) -> list[int]:
    return [len(_WORD.findall(text)) + 2 for text in texts]


def seconds(text: str, path: Path) -> float:
    """Processor time from the file to what is stored of it, without the embedding."""
    path.write_text(text, encoding="utf-8")
    started = time.process_time()
    try:
        for read in read_documents(path, path.name, 100_000_000, Conditions(path.parent)):
            document = read.document
            passages = split_passages(document, count_tokens, 512)
            fingerprint(document.text)
            said = Repeated(document)
            sum(map(said.holds, passages))
            is_reprint(document, document)
    except DocumentError:
        pass  # nothing to read is an answer as well
    return time.process_time() - started


def doubled(timed: Callable[[int], float]) -> tuple[int, float, float]:
    """The last length, what half of it took, and what it took."""
    length, half = FIRST, timed(FIRST)
    while True:
        length *= 2
        whole = timed(length)
        if length >= ASKED and (ASKED or whole >= ENOUGH or length >= LAST):
            return length, half, whole
        half = whole


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_twice_a_hostile_file_takes_twice_the_time(kind: str, form: str, tmp_path: Path) -> None:
    unit = KINDS[kind]

    def timed(length: int) -> float:
        return seconds((unit * (length // len(unit) + 1))[:length], tmp_path / f"a{form}")

    timed(FIRST)
    length, half, whole = doubled(timed)
    for _ in range(TRIES):
        if whole <= TWICE * half or whole < ENOUGH:
            break
        half, whole = max(half, timed(length // 2)), min(whole, timed(length))
    if ASKED:
        sys.stdout.write(f"{kind}{form}: {length} characters, {whole:.2f} s\n")
    assert whole <= TWICE * half or whole < ENOUGH, f"{half:.3f} s, then {whole:.3f} s"
