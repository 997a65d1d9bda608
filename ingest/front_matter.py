"""The YAML block at the head of a text file, and the sidecar beside any file.

Read is the part of YAML that people write by hand: keys, text, lists.  Every
value stays text until ``metadata.py`` gives it its type, so that ``number: 05``,
``term: 12``, ``signer: No`` and ``issued_on: 15/05/2016`` mean what they say
(YAML 1.1 would make 5, 12, false and an error of them).  Aliases are refused,
because nine of them nested expand to a billion values; so are a key given twice
and nesting that no metadata needs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from hoidap.errors import FrontMatterError, UnreadableFileError

#: Metadata are a few lines; a larger block is something else.
LARGEST_BLOCK: Final = 64_000

#: A mapping of lists of text needs two levels.
_DEEPEST: Final = 4

_FENCE: Final = "---"
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OPENING: Final = re.compile(r"\A\ufeff?\s*?---[ \t]*\r?\n")
#: A line of what was meant as a head: empty, a rule or fence, a key, an item, a comment.
_HEAD_LINE: Final = re.compile(
    r"^(?:[\W_]*(?:ya?ml|toml|json)?|[\W_]*\w[\w -]{0,40}[\W_]*[:=].*|\s*[-#]\s.*)$"
)
_HEAD_LINES: Final = 60
_ACCESS: Final = re.compile(r"\baccess[\"']?\s*[:=]", re.IGNORECASE)
_KEY: Final = re.compile(r"^[^\s:#-][^:\n]{0,40}:(?:\s|$)", re.MULTILINE)


def split_front_matter(raw: str, file: str) -> tuple[Mapping[str, object] | None, str]:
    """A text's front matter, or None without one, and the text after it.

    Front matter begins on the first line with ``---`` and ends at the next line
    ``---`` or ``...``.  A first line ``---`` without a ``key:`` after it is a
    rule drawn by the author and stays in the text.

    Raises FrontMatterError naming ``file`` and the line for broken YAML, and when
    the text's head says ``access`` without being front matter: nobody knows then
    who may read it.
    """
    found = _split(raw, file)
    if found[0] is None and names_readers(_head(raw)):
        raise FrontMatterError(
            f"{file}: its head says who may read it ('access'), but is no front matter.",
            f"Put a line '{_FENCE}' above the keys, as the first of the file, and one below them.",
        )
    return found


def names_readers(text: str) -> bool:
    """Whether a text gives the key ``access`` a value, in YAML, TOML, JSON or the like."""
    return _ACCESS.search(text) is not None


def _head(raw: str) -> str:
    """The lines before the first that is neither empty, nor a rule, a key, an item or a comment."""
    lines = itertools.takewhile(_HEAD_LINE.match, raw.splitlines())
    return "\n".join(itertools.islice(lines, _HEAD_LINES))


def _split(raw: str, file: str) -> tuple[Mapping[str, object] | None, str]:
    opening = _OPENING.match(raw)
    if opening is None:
        return None, raw
    rest = raw[opening.end() :]
    closing = _CLOSING.search(rest.replace("\r", " "))
    if closing is None:
        if _KEY.match(rest):
            raise FrontMatterError(
                f"{file} line 1: front matter begins with '{_FENCE}' and never ends.",
                f"End it with a line '{_FENCE}'.",
            )
        return None, raw
    block = rest[: closing.start()]
    if not _KEY.search(block):
        return None, raw
    first_line = raw[: opening.end()].count("\n") + 1
    return read_yaml(block, file, first_line), rest[closing.end() :].lstrip("\r\n")


def read_sidecar(path: Path, name: str) -> Mapping[str, object]:
    """The keys of a sidecar file.

    Raises FrontMatterError and, when it is not UTF-8, UnreadableFileError.
    """
    if path.stat().st_size > LARGEST_BLOCK:
        raise FrontMatterError(
            f"{name}: a sidecar of {path.stat().st_size} bytes is more than {LARGEST_BLOCK}.",
            "A sidecar holds the metadata of one document only.",
        )
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{name}: not UTF-8 at byte {error.start}.", "Save the sidecar as UTF-8."
        ) from error
    return read_yaml(raw, name, 1)


def read_yaml(block: str, file: str, first_line: int) -> Mapping[str, object]:
    """The keys and values of a YAML block; all scalars as text.

    ``first_line`` is the block's first line in ``file``.  Raises
    FrontMatterError for anything but a mapping without aliases.
    """
    if len(block) > LARGEST_BLOCK:
        raise FrontMatterError(
            f"{file}: {len(block)} characters of front matter are more than {LARGEST_BLOCK}.",
            "Front matter holds the metadata of one document only.",
        )
    try:
        root = yaml.compose(block, Loader=yaml.BaseLoader)
        value = None if root is None else _plain_value(root, set(), 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark is not None else 0)
        raise FrontMatterError(
            f"{file} line {line}: broken YAML ({error.problem or error.context}).",
            "Write 'key: value' lines; put values with ':' or '#' in quotation marks.",
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterError(
            f"{file}: broken YAML ({' '.join(str(error).split())}).",
            "Write 'key: value' lines in UTF-8.",
        ) from error
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise FrontMatterError(
            f"{file} line {first_line}: front matter is {type(value).__name__}, not keys "
            "with values.",
            "Write 'key: value' lines.",
        )
    return value


def _plain_value(node: yaml.Node, seen: set[int], depth: int) -> object:
    """A composed YAML node as text, list or mapping; an alias is a node met twice."""
    if id(node) in seen:
        raise _yaml_error("a value that an alias (*name) repeats is not allowed", node)
    if depth > _DEEPEST:
        raise _yaml_error("nested too deeply for metadata", node)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain_value(item, seen, depth + 1) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _yaml_error("a key must be text", key_node)
        key = str(key_node.value)
        if key in mapping:
            raise _yaml_error(f"the key {key!r} is given twice", key_node)
        mapping[key] = _plain_value(value_node, seen, depth + 1)
    return mapping


def _yaml_error(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
