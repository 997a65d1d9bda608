"""What real official documents do to others, compared with what was read by hand.

A relation counts when clause, kind, document and the set of provisions agree.  What stands in
a quotation, and is read only through the document that it amends, is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from ingest.extraction.extracted_text import ExtractedText
from ingest.metadata import MetadataFields
from ingest.relations.reading import read_relations
from ingest.relations.tokens import Sort, read_tokens
from ingest.structure.reading import read_structure

#: Measured: 0.95 and 0.94.  What is missed are heads whose items say it, and forms.
LEAST_PRECISION, LEAST_RECALL = 0.94, 0.92

Key = tuple[str, str, str, str | None]


def places(said: str | None) -> frozenset[str]:
    """The provisions and annexes that a text names."""
    return frozenset(
        each.text if each.sort is Sort.ANNEX else str(each.provision and each.provision.levels)
        for each in read_tokens(said or "")[0]
        if each.sort is Sort.ANNEX or (each.provision and each.provision.article)
    )


def test_relations_of_real_documents(shared: Path, real_texts: dict[str, ExtractedText]) -> None:
    wanted: dict[Key, frozenset[str]] = defaultdict(frozenset)
    lines = (shared / "real-dev/relations.jsonl").read_text(encoding="utf-8").splitlines()
    quoted = set()
    for each in map(json.loads, lines):
        key = (each["file"], each["clause"], each["relation"], each["object_document"])
        if each.get("quoted"):
            quoted.add(key)
        elif each["relation"] != "based_on":
            wanted[key] |= places(each["object_provision"])
    found: dict[Key, frozenset[str]] = defaultdict(frozenset)
    for name, extracted in real_texts.items():
        structure = read_structure(extracted, MetadataFields())
        title = structure.fields.title or ""
        for made in read_relations(extracted.text, structure.sections, title):
            key = (name, made.clause, made.change.value, made.document)
            if key not in quoted:
                found[key] |= places(made.provision)
    right = sum(wanted.get(key) == where for key, where in found.items())
    assert right / len(found) >= LEAST_PRECISION
    assert right / len(wanted) >= LEAST_RECALL
