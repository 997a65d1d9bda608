"""Numbered headings of real official documents, compared with what was read by hand.

A heading counts when the numbers from the top down to it agree and the order is kept.
Headings of model forms are left out; one that only stands in a quotation is a fault when it
is found.  Levels that the truth does not go down to are not counted.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from hoidap.domain import Section, SectionKind
from ingest.extraction.extracted_text import ExtractedText
from ingest.metadata import MetadataFields
from ingest.structure.reading import read_structure

#: What is not reached are a few headings inside the forms of one circular and a copy with two
#: numbers alike.
LEAST_F1 = 0.99

K = SectionKind
NUMBERED = {K.PART, K.CHAPTER, K.DIVISION, K.SUBDIVISION, K.ARTICLE, K.APPENDIX}
ITEMS = {K.CLAUSE, K.POINT, K.ROMAN, K.ITEM}

Path_ = tuple[str, ...]


def plain(mark: str) -> str:
    return " ".join(mark.lower().split()).rstrip(".)-–/ ").lstrip("(")


def mark_of(section: Section) -> str:
    word, _, number = section.label.partition(" ")
    lettered = word == "Phần" and len(number) == 1 and number not in "IVX"
    return plain(number if section.kind in ITEMS or lettered or word == "mục" else section.label)


def found_paths(sections: Sequence[Section], *, all_levels: bool, bracketed: bool) -> list[Path_]:
    """The numbers from the top of every heading that the truth goes down to."""
    paths: dict[int | None, Path_] = {None: ()}
    found = []
    for section in sections:
        path = paths[section.parent]
        paths[section.index] = path
        if section.kind not in NUMBERED | ITEMS:
            continue
        paths[section.index] = path = (*path, mark_of(section))
        in_brackets = "(" in section.label
        deep = re.fullmatch(r"[a-zđ]\d*", path[-1]) and section.kind is K.POINT and not in_brackets
        deep = deep or path[-1].count(".") >= 2
        if (all_levels or not deep) and (bracketed or not in_brackets):
            found.append(path)
    return found


def test_headings_are_found_and_placed(shared: Path, real_texts: dict[str, ExtractedText]) -> None:
    folder = shared / "real-dev"
    truth: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "headings.jsonl").read_text(encoding="utf-8").splitlines():
        heading = json.loads(line)
        truth[heading["file"]].append(heading)
    hits = given = wanted = 0
    report = []
    for name, headings in truth.items():
        own = [each for each in headings if not each.get("quoted")]
        paths = [tuple(map(plain, each["path"].split(" > "))) for each in own]
        forms = [path for path, each in zip(paths, own, strict=True) if each.get("in_form")]
        expected = [path for path, each in zip(paths, own, strict=True) if not each.get("in_form")]
        found = found_paths(
            read_structure(real_texts[name], MetadataFields()).sections,
            all_levels=name.startswith("huongdan"),
            bracketed=any(each["mark"].startswith("(") for each in own),
        )
        found = [
            path
            for path in found
            # The document's own "Điều 1" stays, though a form has one, too.
            if path in expected or all(form[-len(path) :] != path for form in forms)
        ]
        matcher = SequenceMatcher(None, found, expected, autojunk=False)
        both = sum(block.size for block in matcher.get_matching_blocks())
        report.append(f"{name}: precision {both}/{len(found)}, recall {both}/{len(expected)}")
        hits, given, wanted = hits + both, given + len(found), wanted + len(expected)
    f1 = 2 * hits / (given + wanted)
    report.append(f"all: precision {hits}/{given}, recall {hits}/{wanted}, F1 {f1:.4f}")
    print("\n".join(report))  # noqa: T201 (the figures are asked for)
    assert f1 >= LEAST_F1, "\n".join(report)
