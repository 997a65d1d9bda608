"""Powers that a document gives on: "phân cấp cho ... thực hiện ... quy định tại Điều 40 ...".

Three forms are in use: somebody gives a power to a body; under a heading that says so, a body
"có trách nhiệm"; and a power that another document grants is exercised by a body ("Thẩm quyền
... do ... thực hiện").
"""

from __future__ import annotations

import re
from typing import Final

from hoidap.relation import Change
from ingest.relations.instructions import Action, Group
from ingest.relations.tokens import Sort, read_tokens

_LABEL: Final = r"\s*(?:(?:Điều\s+\w{1,5}\s*[.:]|\w{1,3}\s*[.)/-])\s*)?"
_GIVES: Final = r"(?:[Pp]hân cấp|[Pp]hân quyền|[UuỦủ][yỷ] quyền)"
#: A body ends where its task begins.
_BODY: Final = r"(?P<body>[^\W\d_][^,;:.]*?)"
_TASK: Final = (
    r"(?= (?:thực hiện|thẩm định|phê duyệt|quyết định|tiếp nhận|giải quyết|cấp (?!tỉnh|huyện|xã)"
    r"|quản lý|tổ chức|ban hành|nơi|có trách nhiệm|được)|[,;:.])"
)
_GIVEN: Final = re.compile(
    rf"{_LABEL}(?:[^\W\d_a-zđ][^,;:.]{{3,80}}? )?{_GIVES} cho {_BODY}{_TASK}"
)
_CHARGED: Final = re.compile(rf"{_LABEL}{_BODY} có trách nhiệm ")
_EXERCISED: Final = re.compile(rf"{_LABEL}Thẩm quyền .*\bdo (?P<body>[^,;:.]{{3,80}}?) thực hiện")
_HEADING: Final = re.compile(_GIVES)


def read_delegation(sentence: str, heading: str) -> tuple[Action, str] | None:
    """The powers that a sentence gives on, and the body; None when it gives none.

    ``heading`` is that of the article.  Only powers that another document grants count.
    """
    found = _GIVEN.match(sentence) or _EXERCISED.match(sentence)
    if found is None and _HEADING.search(heading):
        found = _CHARGED.match(sentence)
    groups = [] if found is None else _groups(sentence)
    if found is None or not groups:
        return None
    return Action(Change.DELEGATES, groups=groups), found["body"].strip()


def _groups(sentence: str) -> list[Group]:
    """The provisions that a sentence names, with the documents that they are of."""
    groups, waiting = list[Group](), Group()
    titled = False
    for token in read_tokens(sentence)[0]:
        if token.sort is Sort.PROVISION and not titled:
            waiting.objects.append(token)
        elif token.sort is Sort.DOCUMENT and waiting.objects:
            waiting.documents.append(token.document)
            groups.append(waiting)
            waiting, titled = Group(), True
        elif token.sort is Sort.STOP:
            titled = False
    return groups
