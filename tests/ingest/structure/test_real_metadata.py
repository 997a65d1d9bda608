"""Metadata of sixteen real documents, in the formats in which offices have them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hoidap.vietnamese.normalisation import match_form
from ingest.extraction.extracted_text import ExtractedText
from ingest.structure.header import read_header

#: Share of all fields that are right.
LEAST = 0.95

_ABOUT = re.compile(r"\A(?:về việc|v v|về) ")


def compared(value: object, field: str) -> str:
    """A value without case, punctuation and the words "về việc" that open a title."""
    words = " ".join(re.findall(r"[^\W_]+", match_form(str(value or ""))))
    return _ABOUT.sub("", words) if field == "title" else words


def pairs(truth: dict[str, object], text: str) -> dict[str, tuple[object, object]]:
    """Expected and found values by field; several issuers and signers are joined by commas."""
    found = read_header(text)
    signers = truth["signers"]
    assert isinstance(signers, list)
    return {
        "type": (truth["kind"], found.type),
        "number": (truth["number"], found.number),
        "date": (truth["date"], found.issued_on),
        "title": (truth["title"], found.title),
        "issuer": (", ".join(truth["issuers"]), found.issuer),  # type: ignore[arg-type]
        "signer": (", ".join(each["name"] for each in signers), found.signer),
        "office": (", ".join(each["office"] for each in signers), found.signer_title),
        "effective": (truth["effective_on"], found.effective_on),
        "expires": (truth.get("expires_on"), found.expires_on),
    }


def test_nearly_every_field_is_right(shared: Path, real_texts: dict[str, ExtractedText]) -> None:
    right, wrong = 0, []
    for line in (shared / "real-dev/EXPECTED.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        for field, (due, found) in pairs(truth, real_texts[truth["file"]].text).items():
            if compared(due, field) == compared(found, field):
                right += 1
            else:
                wrong.append(f"{truth['file']}: {field} {due!r}, found {found!r}")
    share = right / (right + len(wrong))
    assert share >= LEAST, f"{share:.3f}\n" + "\n".join(wrong)
