"""Who may read a partition is decided by its key alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoidap.errors import DocumentError
from hoidap.index.partitions import access_partition, partition_slug, readable

LABELS = st.lists(
    st.text(min_size=1, max_size=20).filter(lambda s: s.strip() != "" and "|" not in s), min_size=1
)


def test_public_and_internal_have_plain_names() -> None:
    assert access_partition(("public",)) == "public"
    assert access_partition(("internal",)) == "internal"


def test_groups_are_named_in_one_order() -> None:
    assert access_partition(("b", "a")) == access_partition(("a", "b", "a")) == "groups:a|b"
    assert access_partition(("internal", "a")) == "groups:a|internal"


def test_public_among_the_labels_makes_a_document_public() -> None:
    assert access_partition(("a", "public")) == "public"


@pytest.mark.parametrize("access", [(), ("",), ("  ",), ("a|b",)])
def test_labels_that_would_hide_or_confuse_are_refused(access: tuple[str, ...]) -> None:
    with pytest.raises(DocumentError):
        access_partition(access)


def test_everyone_reads_public_and_one_label_of_a_group_is_enough() -> None:
    partitions = ["groups:a|b", "groups:c", "internal", "public"]
    assert readable(partitions, ()) == ["public"]
    assert readable(partitions, ("internal",)) == ["internal", "public"]
    assert readable(partitions, ("b",)) == ["groups:a|b", "public"]
    assert readable(partitions, ("a|b", "groups:c")) == ["public"]


def test_the_spelling_of_a_group_name_does_not_depend_on_its_unicode_form() -> None:
    composed = unicodedata.normalize("NFC", "Ban Tổ chức")
    decomposed = unicodedata.normalize("NFD", composed)
    assert access_partition((decomposed,)) == access_partition((composed,))
    assert readable([access_partition((composed,))], (decomposed,))


@given(LABELS)
def test_holding_one_of_the_labels_is_what_lets_a_caller_read(labels: list[str]) -> None:
    partition = access_partition(labels)
    assert readable([partition], labels[:1]) == [partition]
    if partition != "public":
        assert readable([partition], ("nobody has this label",)) == []


@given(LABELS, LABELS)
def test_slugs_are_safe_names_and_differ_when_partitions_do(
    some: list[str], other: list[str]
) -> None:
    first, second = access_partition(some), access_partition(other)
    assert re.fullmatch(r"[a-z][a-z0-9-]{1,60}[a-z0-9]", partition_slug(first))
    assert (first == second) == (partition_slug(first) == partition_slug(second))
