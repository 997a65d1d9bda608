"""Front matter and sidecars: simple YAML, safe, and every error names file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoidap.errors import DocumentError, FrontMatterError, UnreadableFileError
from ingest.front_matter import (
    LARGEST_BLOCK,
    read_sidecar,
    read_yaml,
    split_front_matter,
)


def test_front_matter_is_separated_from_the_text() -> None:
    raw = "---\nnumber: 05-CT/TW\naccess: [public, ban-to-chuc]\n---\n\n# Tiêu đề\n"
    mapping, body = split_front_matter(raw, "a.md")
    assert mapping == {"number": "05-CT/TW", "access": ["public", "ban-to-chuc"]}
    assert body == "# Tiêu đề\n"


@pytest.mark.parametrize(
    "raw",
    ["\ufeff---\r\nid: a\r\n---\r\nthân", "---\nid: a\n...\nthân", "---  \nid: a\n--- \nthân"],
)
def test_byte_order_marks_windows_line_ends_and_both_endings_are_accepted(raw: str) -> None:
    assert split_front_matter(raw, "a.md") == ({"id": "a"}, "thân")


@pytest.mark.parametrize(
    "raw", ["# Không có", "", "---\n\nĐoạn sau một đường kẻ", "---\nchữ\n---\nchữ", "-- id: a"]
)
def test_a_text_without_front_matter_stays_whole(raw: str) -> None:
    assert split_front_matter(raw, "a.md") == (None, raw)


def test_values_stay_the_text_that_was_written() -> None:
    mapping, _ = split_front_matter(
        "---\nnumber: 05\nterm: 12\nsigner: No\nissued_on: 2016-05-15\ndigest: yes\n"
        "title: 'Quy định: một'\nspeaker:\n---\n",
        "a.md",
    )
    assert mapping == {
        "number": "05",
        "term": "12",
        "signer": "No",
        "issued_on": "2016-05-15",
        "digest": "yes",
        "title": "Quy định: một",
        "speaker": "",
    }


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ("title: a\nissuer: [b\nterm: c", 4, "broken YAML"),
        ("title: a\n\tissuer: b", 3, "broken YAML"),
        ("title: Quy định: một", 2, "broken YAML"),
        ("title: a\ntitle: b", 3, "given twice"),
        ("title: &x a\nissuer: *x", 2, "alias"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", 2, "alias"),
        ("title: {a: {b: {c: {d: e}}}}", 2, "nested too deeply"),
        ("? [a]\n: b\nid: c", 2, "key must be text"),
    ],
)
def test_broken_or_dangerous_yaml_is_refused_with_its_line(
    block: str, line: int, message: str
) -> None:
    with pytest.raises(FrontMatterError, match=message) as refused:
        split_front_matter(f"---\n{block}\n---\nthân", "thu-muc/a.md")
    assert refused.value.what.startswith(f"thu-muc/a.md line {line}:")


def test_front_matter_that_never_ends_is_refused() -> None:
    with pytest.raises(FrontMatterError, match="never ends"):
        split_front_matter("---\nid: a\n\n# Tiêu đề\n", "a.md")


@pytest.mark.parametrize("block", ["- id: a", "chỉ có chữ"])
def test_a_sidecar_without_keys_is_refused(block: str) -> None:
    with pytest.raises(FrontMatterError, match="not keys with values"):
        read_yaml(block, "a.yaml", 1)


def test_a_flood_of_brackets_or_of_text_is_refused() -> None:
    with pytest.raises(FrontMatterError):
        read_yaml("a: " + "[" * 20_000, "a.md", 1)
    with pytest.raises(FrontMatterError, match=str(LARGEST_BLOCK)):
        read_yaml("a: b\n" * 20_000, "a.md", 1)


def test_a_sidecar_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("title: Điều".encode("utf-16"))
    with pytest.raises(UnreadableFileError, match=r"a\.yaml"):
        read_sidecar(path, "a.yaml")


@given(st.text(alphabet="-:[]{}&*!?|>'\"%@`#,. \n\tabé0", max_size=80))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_any_block_is_read_or_refused(block: str) -> None:
    try:
        mapping, _ = split_front_matter(f"---\nid: a\n{block}\n---\nthân", "a.md")
    except DocumentError as error:
        assert "a.md" in str(error)
    else:
        assert mapping is not None and "id" in mapping


@pytest.mark.parametrize(
    "head",
    [
        "access: internal\n\n",
        "+++\naccess = 'ban-a'\n+++\n",
        "-----\nid: x\naccess: internal\n-----\n",
        "```yaml\nid: x\n\naccess:\n  - ban-a\n```\n",
        "---\n# who reads it\naccess: internal\n\n",
        ';;;\n{"access": "internal"}\n;;;\n',
        "\u2014\u2014\u2014\nAccess: internal\n\u2014\u2014\u2014\n",
        "id: x\r\nlegal_basis:\r\n  - Luật\r\naccess: internal\r\n",
    ],
)
def test_a_head_that_says_who_may_read_is_never_text(head: str) -> None:
    with pytest.raises(FrontMatterError, match=r"access|never ends"):
        split_front_matter(f"{head}Tổ trực ghi sổ mỗi ngày.\n", "a.md")


def test_text_may_speak_of_access() -> None:
    raw = "QUY CHẾ\nMật khẩu\n\naccess: quyền truy cập là gì?\n"
    assert split_front_matter(raw, "a.md") == (None, raw)
