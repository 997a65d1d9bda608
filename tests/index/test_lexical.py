"""Words are scored by BM25 of what the caller may read, and nothing is parsed."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from hoidap.errors import CorruptIndexError
from hoidap.index.lexical import Field, LexicalEntry, LexicalIndex, Term


def entry(passage_id: str, text: str, context: str = "", folded: str = "") -> LexicalEntry:
    document_id = passage_id.split(":", maxsplit=1)[0]
    return LexicalEntry(
        passage_id, document_id, text.split(), context.split(), folded.split(), context.split()
    )


def built(path: Path, **partitions: Sequence[LexicalEntry]) -> LexicalIndex:
    index = LexicalIndex(path, read_only=False)
    for partition, entries in partitions.items():
        index.add(partition, entries)
    index.close()
    return LexicalIndex(path, read_only=True)


def terms(text: str, field: Field = Field.TEXT, weight: float = 1.0) -> list[Term]:
    return [Term(field, token, weight) for token in text.split()]


def found(
    index: LexicalIndex, asked: Sequence[Term], partitions: Sequence[str] = ("public",)
) -> list[str]:
    return [passage_id for passage_id, _ in index.query(asked, 10, partitions)]


def test_rarer_and_more_frequent_words_lift_a_passage(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        public=[
            entry("a:1", "cán bộ cán_bộ học tập"),
            entry("a:2", "cán bộ cán_bộ làm việc"),
            entry("a:3", "học tập học tập gương mẫu"),
            entry("a:4", "đơn vị khác hẳn mọi nơi"),
        ],
    )
    assert found(index, terms("cán_bộ học")) == ["a:1", "a:3", "a:2"]
    assert found(index, terms("học gương")) == ["a:3", "a:1"]
    assert found(index, terms("không_có_từ_này")) == []
    assert found(index, []) == []


def test_weights_and_fields_decide_the_order(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        public=[
            entry("a:1", "khen thưởng", context="nội dung"),
            entry("a:2", "nội dung", context="khen thưởng"),
        ],
    )
    in_text, in_context = terms("thưởng"), terms("thưởng", Field.CONTEXT)
    assert found(index, in_text) == ["a:1"]
    assert found(index, in_context) == ["a:2"]
    assert found(index, in_text + terms("thưởng", Field.CONTEXT, 0.5)) == ["a:1", "a:2"]
    assert found(index, in_text + terms("thưởng", Field.CONTEXT, 2.0)) == ["a:2", "a:1"]
    single = index.query(in_text, 1, ["public"])[0][1]
    assert index.query(terms("thưởng", weight=3.0), 1, ["public"])[0][1] == pytest.approx(
        3 * single
    )


def test_marks_distinguish_words_and_the_folded_field_does_not(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        public=[
            entry("a:1", "đường", folded="duong"),
            entry("a:2", "Dương", folded="duong"),
        ],
    )
    assert found(index, terms("đường")) == ["a:1"]
    assert sorted(found(index, terms("duong", Field.FOLDED_TEXT))) == ["a:1", "a:2"]


@pytest.mark.parametrize(
    "token", ['"', "a:b", "+x", "-x", "(", "text:*", "AND", "12-qđ/tw", "97,8%", "\\", "x^2", "[1"]
)
def test_a_term_is_a_term_whatever_it_looks_like(tmp_path: Path, token: str) -> None:
    index = built(tmp_path, public=[entry("a:1", token), entry("a:2", "khác")])
    assert found(index, [Term(Field.TEXT, token)]) == ["a:1"]


def test_a_query_returns_nothing_from_a_partition_it_does_not_name(tmp_path: Path) -> None:
    same = "kế hoạch mật của cơ quan"
    index = built(
        tmp_path,
        public=[entry(f"p:{n}", same) for n in range(5)],
        internal=[entry(f"i:{n}", same) for n in range(50)],
        **{"groups:Ban A|b": [entry(f"g:{n}", same) for n in range(5)]},
    )
    assert {passage_id[0] for passage_id in found(index, terms("mật"))} == {"p"}
    assert {p[0] for p, _ in index.query(terms("mật"), 99, ["public", "groups:Ban A|b"])} == {
        "p",
        "g",
    }
    assert found(index, terms("mật"), []) == []
    assert found(index, terms("mật"), ["unknown"]) == []
    assert index.count(["public"]) == 5
    assert index.count() == 60


def test_what_a_caller_may_not_read_does_not_change_his_scores(tmp_path: Path) -> None:
    public = [entry("p:1", "chỉ thị mới"), entry("p:2", "quy định cũ")]
    alone = built(tmp_path / "alone", public=public)
    among = built(
        tmp_path / "among",
        public=public,
        internal=[entry(f"i:{n}", "chỉ thị mật") for n in range(99)],
    )
    asked = terms("chỉ thị cũ")
    assert alone.query(asked, 9, ["public"]) == among.query(asked, 9, ["public"])


def test_a_word_common_over_all_partitions_does_not_lift_a_small_one(tmp_path: Path) -> None:
    """`chỉ` is rare among the internal papers, and common in what the caller reads altogether."""
    index = built(
        tmp_path,
        public=[entry(f"p:{n}", f"chỉ thị số {n} gì đó") for n in range(100)]
        + [entry("p:rare", "gương mẫu của người đó")],
        internal=[entry("i:1", "chỉ là một ghi chép")]
        + [entry(f"i:{n}", "giấy tờ khác của cơ quan") for n in range(2, 30)],
    )
    assert index.query(terms("gương chỉ"), 1, ["public", "internal"])[0][0] == "p:rare"
    both = dict(index.query(terms("chỉ"), 200, ["public", "internal"]))
    assert both["i:1"] == pytest.approx(both["p:1"], rel=0.2)


def test_document_frequencies_are_those_of_the_partitions_asked(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        public=[entry("p:1", "a a b"), entry("p:2", "a")],
        internal=[entry("i:1", "a c")],
    )
    assert index.document_frequency(Field.TEXT, "a", ["public"]) == 2
    assert index.document_frequency(Field.TEXT, "a", ["public", "internal"]) == 3
    assert index.document_frequency(Field.TEXT, "c", ["public"]) == 0


def test_a_document_is_deleted_and_can_come_back(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path, read_only=False)
    index.add("public", [entry("a:1", "một"), entry("a:2", "một"), entry("b:1", "một")])
    index.commit()
    index.delete("public", "a")
    index.add("public", [entry("a:2", "một mới")])
    index.delete("unknown", "a")
    index.commit()
    assert sorted(found(index, terms("một"))) == ["a:2", "b:1"]
    index.close()
    index = LexicalIndex(tmp_path, read_only=True)
    assert found(index, terms("mới")) == ["a:2"]
    assert sorted(index.ids("public")) == ["a:2", "b:1"]
    assert index.existing("public", ["a:1", "a:2", "x"]) == {"a:2"}
    assert index.count() == 2


def test_all_ids_come_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoidap.index.lexical.IDS_AT_ONCE", 7)
    index = built(tmp_path, public=[entry(f"a:{n}", "một") for n in range(50)])
    assert sorted(index.ids("public")) == sorted(f"a:{n}" for n in range(50))


@pytest.mark.parametrize("tokens", [["hai từ"], [""], ["a", "b\n"]])
def test_a_token_with_white_space_is_refused(tmp_path: Path, tokens: list[str]) -> None:
    index = LexicalIndex(tmp_path, read_only=False)
    with pytest.raises(ValueError, match="white space"):
        index.add("public", [LexicalEntry("a:1", "a", tokens, [], [], [])])


def test_a_reader_leaves_no_threads_that_watch_files(tmp_path: Path) -> None:
    def threads() -> int:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208

    before = threads()
    index = built(tmp_path, **{f"groups:{n}": [entry("a:1", "một")] for n in range(12)})
    deadline = time.monotonic() + 10  # those that end notice it within half a second
    while threads() > before + 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threads() <= before + 5
    assert index.count() == 12


def test_a_reader_does_not_write(tmp_path: Path) -> None:
    built(tmp_path, public=[entry("a:1", "một")]).close()
    index = LexicalIndex(tmp_path, read_only=True)
    with pytest.raises(ValueError, match="reading only"):
        index.add("public", [entry("a:2", "hai")])
    with pytest.raises(ValueError, match="reading only"):
        index.delete("public", "a")


def test_a_damaged_index_is_refused_with_what_to_do(tmp_path: Path) -> None:
    built(tmp_path, public=[entry("a:1", "một")]).close()
    next(tmp_path.rglob("meta.json")).write_text("{")
    with pytest.raises(CorruptIndexError, match="hoidap-ingest --rebuild PATH"):
        LexicalIndex(tmp_path, read_only=True)
