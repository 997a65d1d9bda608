"""Amendments of two amending documents, compared with what a research group read from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hoidap.relation import Relation
from hoidap.vietnamese.normalisation import canonical_text
from hoidap.vietnamese.provision import find_provisions
from ingest.relations.reading import read_relations
from ingest.structure.state import parse_state

Place = tuple[str, str | None, str | None, str | None, str]

KINDS = {
    "sửa đổi": "amends",
    "sửa đổi, bổ sung": "amends",
    "bổ sung": "supplements",
    "bãi bỏ": "repeals",
    "thay thế": "replaces_words",
}
LEAST_PRECISION, LEAST_RECALL = 0.985, 0.985  # 0.992 of 263 each; one place of the truth is wrong
LEAST_WITH_WORDING = 0.97


@pytest.fixture(scope="module")
def amendments(shared: Path) -> Path:
    folder = shared / "bench" / "amendments"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: benchmarks are not part of this repository")
    return folder


def relations_of(folder: Path, name: str) -> tuple[str, tuple[Relation, ...]]:
    text = canonical_text((folder / "docs" / f"{name}.txt").read_text(encoding="utf-8"))
    return text, read_relations(text, parse_state(text))


def numbers(folder: Path) -> dict[str, str]:
    """Numbers of documents by title, and by themselves."""
    lines = (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    known = {}
    for each in map(json.loads, filter(None, lines)):
        known[each["docIdentity"]] = each["docIdentity"]
        title = each["docName"].partition(" của Quốc hội")[0].partition(", số ")[0]
        known[title.casefold()] = each["docIdentity"]
    return known


def wanted(folder: Path, name: str) -> set[Place]:
    found = json.loads((folder / f"amendments-{name}.json").read_text(encoding="utf-8"))
    return {
        (
            each["target_doc_identity"],
            each["target_article"],
            each["target_clause"],
            each["target_point"],
            KINDS[each["amend_type"]],
        )
        for each in found["amends"]
    }


def read(relations: tuple[Relation, ...], known: dict[str, str]) -> set[Place]:
    places = set()
    for each in relations:
        number = known.get(each.document) or known.get(each.document.casefold())
        found = find_provisions(each.provision)
        levels = found[0].levels if found else {}
        place = (levels.get("article"), levels.get("clause"), levels.get("point"))
        if number is not None and place[0] is not None:
            places.add((number, *place, each.change.value))
    return places


def test_changed_places_and_kinds_of_change(amendments: Path) -> None:
    known = numbers(amendments)
    right = found = true = 0
    for name in ("123-2021-ND-CP", "118-2025-QH15"):
        gold = wanted(amendments, name)
        of = {each[0] for each in gold}
        got = {each for each in read(relations_of(amendments, name)[1], known) if each[0] in of}
        right, found, true = right + len(gold & got), found + len(got), true + len(gold)
    assert right / found >= LEAST_PRECISION
    assert right / true >= LEAST_RECALL


@pytest.mark.parametrize(
    "name", ["123-2021-ND-CP", "118-2025-QH15", "88-2025-QH15", "67-2020-QH14"]
)
def test_new_wordings_begin_with_their_own_mark_and_end_where_the_quotation_does(
    amendments: Path, name: str
) -> None:
    """A new wording of "điểm d" begins with "d)" and ends before a mark that closes it."""
    text, relations = relations_of(amendments, name)
    worded = [
        each
        for each in relations
        if each.change.value in {"amends", "supplements"}
        and each.provision.startswith(("điểm", "khoản", "Điều"))
        and not each.words
    ]
    whole = 0
    for each in worded:
        mark = each.provision.split(" ")[1]
        new = text[each.new_start : each.new_end]
        begins = new.startswith((f"{mark})", f"{mark}.", f"Điều {mark}."))
        after = text[each.new_end : each.new_end + 60].lstrip()
        ends = (
            after.startswith(("”", '"', "“"))
            or text[each.new_end :].lstrip()[:4].strip()[:1].isalnum()
        )
        whole += begins and ends and "”" not in new.rstrip()[-1:]
    assert whole / len(worded) >= LEAST_WITH_WORDING, f"{whole} of {len(worded)}"
