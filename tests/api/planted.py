"""A small corpus of public and restricted documents, each with strings found nowhere else.

The documents share most of their words, so that a question finds all of them,
and every one holds its own mark in everything that could be shown: id, number,
title, issuer, signer, headings, text, source address and file name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent

GROUP = "ban-to-chuc"
OTHER_GROUP = "ban-kiem-tra"

#: A question that every planted document answers.
QUESTION = "Cơ quan nào thực hiện nhiệm vụ kiểm kê tài sản của đơn vị?"


@dataclass(frozen=True)
class Planted:
    """One document: its name, who reads it, and the marks that only it holds."""

    name: str
    access: tuple[str, ...]
    mark: str  # in id, number, title ...
    word: str  # a word with diacritics, in its text only

    @property
    def id(self) -> str:
        return f"quy-dinh-{self.mark.lower()}"

    @property
    def marks(self) -> tuple[str, ...]:
        """What must not be seen by those who may not read it, in small letters."""
        return (self.mark.lower(), self.word)


PUBLIC = Planted("chung", ("public",), "QQPUB", "khuềnh")
INTERNAL = Planted("noi-bo", ("internal",), "QQINT", "xoẵng")
GROUPED = Planted("to-chuc", (GROUP,), "QQGRP", "ngoẻm")
OTHER = Planted("kiem-tra", (OTHER_GROUP,), "QQOTH", "thuạng")
ALL = (PUBLIC, INTERNAL, GROUPED, OTHER)


def text_of(planted: Planted, sentence: str = "") -> str:
    """The document as a Markdown file."""
    mark, word = planted.mark, planted.word
    return f"""---
id: {planted.id}
kind: directive
number: 12-{mark}/TW
type: Quy định
title: Quy định {mark} về kiểm kê tài sản
issuer: Ban {mark}
signer: Nguyễn {mark}
issued_on: 2020-01-0{len(planted.name) % 9 + 1}
standing: replaced
replaced_by:
  - 13-{mark}/TW
access: [{", ".join(planted.access)}]
source_urls:
  - https://{mark.lower()}.example.vn/van-ban
---

# Quy định {mark} về kiểm kê tài sản

Điều 1. Phạm vi {mark}

Cơ quan {mark} thực hiện nhiệm vụ kiểm kê tài sản của đơn vị vào năm 2020. {sentence}

Điều 2. Trách nhiệm {mark}

Phòng {word} của cơ quan {mark} thực hiện nhiệm vụ kiểm kê tài sản của đơn vị.
"""


def write(folder: Path) -> Path:
    """The files of all planted documents in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for planted in ALL:
        (folder / f"{planted.mark.lower()}.md").write_text(text_of(planted), encoding="utf-8")
    return folder


def plant(data: Path, embedder: Embedder) -> None:
    """Ingest all planted documents into a data folder."""
    folder = write(data.parent / f"{data.name}-files")
    report = ingest([folder], Settings(data=data), embedder, Silent())
    assert report.exit_code == 0, report.files
