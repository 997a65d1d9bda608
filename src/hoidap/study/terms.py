"""Terms that the documents define or explain, and quiz drafts about them.

Laws define in an article of their own ("... được hiểu như sau: 1. Người lao động
là ...") and in passing ("Thời gian làm thêm giờ là khoảng thời gian ...").  In
passing, "là" defines only before a word for a kind of thing; elsewhere it says
many other things ("Người ký ... là ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Document
from hoidap.study.asking import reason_of_sources, upper_first
from hoidap.study.drafts import Draft
from hoidap.study.drafts_facts import keys_of
from hoidap.study.knowledge import Knowledge
from hoidap.study.material import Material
from hoidap.study.pack import FactKind, ItemKind, Term
from hoidap.study.sources import locator_at, source_at
from hoidap.study.statements import Statement
from hoidap.study.wellformed import brackets_close, stands_alone
from hoidap.vietnamese.normalisation import match_form

#: A term is a noun phrase; beyond this it is the beginning of a sentence.
TERM_WORDS: Final = range(1, 9)
#: A definition of fewer syllables is an example, a longer one is a provision.
DEFINITION_WORDS: Final = range(4, 80)
#: Definitions that are asked for, and that fit a column.
ASKED_WORDS: Final = 50
MATCHED_WORDS: Final = 34
#: More terms are a glossary.
MOST_TERMS: Final = 12
PAIRS: Final = 4

_LISTED: Final = re.compile(
    r"được hiểu như sau|giải thích từ ngữ|từ ngữ (?:dưới đây|sau đây)", re.I
)
_IS: Final = re.compile(
    r"(?P<term>[^,:;.“”]{2,70}?)(?: được hiểu)? (?:là|bao gồm) (?P<what>.+)", re.S
)
_KINDS: Final = re.compile(
    r"(?P<term>[^,:;.“”0-9]{2,70}?)(?: được hiểu)? là (?P<what>(?:việc|quá trình|khoảng|sự|giảm"
    r"|thỏa thuận|thoả thuận|hành vi|tình trạng|biện pháp|tranh chấp|số tiền) .+)",
    re.S,
)
#: A definition says what something is, not what is to be done with it.
_RULES: Final = re.compile(r"(?<!\w)(?:thì|còn được|được nghỉ|có trách nhiệm)(?!\w)")
_NO_TERM: Final = re.compile(
    r"(?<!\w)(?:này|đó|phải|không|có|được|đã|sẽ|nếu|khi|theo|tại|ngày|Luật|ký|đồng chí|trường hợp"
    r"|thứ|nhất|của cuộc|chính|một trong|mà)(?!\w)"
)
_ACCORDING: Final = re.compile(r"\ATheo [^,]{3,60}, ")


class _Defined(NamedTuple):
    """A term with its definition and the statement that gives it."""

    term: str
    definition: str
    statement: Statement


def find_terms(material: Material, knowledge: Knowledge) -> tuple[Term, ...]:
    """The terms of the material, and those of its documents that it uses, in reading order."""
    found: dict[str, Term] = {}
    for each in _of_material(material, knowledge):
        statement = each.statement
        end = statement.start + len(statement.text)
        found.setdefault(
            match_form(each.term),
            Term(
                term=each.term,
                definition=each.definition,
                source=source_at(statement.document, statement.start, end),
            ),
        )
    return tuple(found.values())[:MOST_TERMS]


def _of_material(material: Material, knowledge: Knowledge) -> list[_Defined]:
    """Definitions inside the material first, then of terms that it uses."""
    inside: list[_Defined] = []
    used: list[tuple[int, _Defined]] = []
    for document in material.documents:
        stretches = [each for each in material.stretches if each.document.id == document.id]
        spoken = match_form(" ".join(each.text for each in stretches))
        for each in _defined(document, knowledge):
            start = each.statement.start
            if any(stretch.start <= start < stretch.end for stretch in stretches):
                inside.append(each)
            elif (times := spoken.count(match_form(each.term))) > 1:
                used.append((times, each))
    used.sort(key=lambda pair: -pair[0])
    return [*inside, *(each for _, each in used)]


def _defined(document: Document, knowledge: Knowledge) -> list[_Defined]:
    """All definitions of a document."""
    return [each for statement in knowledge.of(document.id) if (each := read_definition(statement))]


def read_definition(statement: Statement) -> _Defined | None:
    """The definition that a statement gives, if it does."""
    text = _ACCORDING.sub("", statement.text).rstrip(".")
    listed = bool(_LISTED.search(statement.lead))
    found = (_IS if listed else _KINDS).fullmatch(upper_first(text))
    if found is None or "\n" in text:
        return None
    term, what = found["term"].strip(), found["what"].strip()
    if len(term.split()) not in TERM_WORDS or len(what.split()) not in DEFINITION_WORDS:
        return None
    if not listed and (_NO_TERM.search(term) or _RULES.search(what)):
        return None
    if not (stands_alone(text) and brackets_close(text)):
        return None
    return _Defined(term, what, statement)


def term_drafts(material: Material, knowledge: Knowledge) -> Iterator[Draft]:
    """Which term is meant, and terms matched with what they mean."""
    defined = _of_material(material, knowledge)
    terms = {
        match_form(each.term): each
        for document in material.documents
        for each in _defined(document, knowledge)
    }
    for each in defined:
        yield from _which(each, list(terms.values()))
    short = [each for each in defined if len(each.definition.split()) <= MATCHED_WORDS]
    yield from _matches(short)


def _which(each: _Defined, others: Sequence[_Defined]) -> Iterator[Draft]:
    definition = match_form(each.definition)
    wrong = [
        other.term
        for other in others
        if match_form(other.term) != match_form(each.term)
        and match_form(other.definition) != definition
        and match_form(other.term) not in definition
    ]
    said = match_form(each.term) in definition
    if said or len(wrong) < 3 or len(each.definition.split()) > ASKED_WORDS:
        return
    statement = each.statement
    about = statement.document.metadata
    locator = "" if about.digest else f"{locator_at(statement.document, statement.start)} "
    sources = (
        source_at(statement.document, statement.start, statement.start + len(statement.text)),
    )
    yield Draft(
        kind=ItemKind.CHOICE,
        about=FactKind.DEFINITION,
        prompt=texts.QUIZ_WHICH_TERM.format(
            place=f"{locator}{document_name(about)}", definition=each.definition
        ),
        right=(each.term,),
        wrong=tuple(sorted(wrong, key=lambda term: (abs(len(term) - len(each.term)), term))),
        reason=reason_of_sources(sources),
        sources=sources,
        keys=keys_of(statement) | {f"term:{match_form(each.term)}"},
        place=statement.section.locator if statement.section else "",
        weight=1.1,
    )


def _matches(defined: Sequence[_Defined]) -> Iterator[Draft]:
    for start in range(0, max(1, len(defined) - PAIRS + 1), 2):
        group = [
            each
            for each in defined[start : start + PAIRS]
            if match_form(each.term) not in match_form(each.definition)
        ]
        documents = {each.statement.document.id: each.statement.document for each in group}
        if len(group) < 3 or len(documents) > 1:
            continue
        document = next(iter(documents.values()))
        sources = tuple(
            source_at(
                document, each.statement.start, each.statement.start + len(each.statement.text)
            )
            for each in group
        )
        yield Draft(
            kind=ItemKind.MATCH,
            about=FactKind.DEFINITION,
            prompt=texts.QUIZ_MATCH_TERMS.format(document=document_name(document.metadata)),
            left=tuple(each.term for each in group),
            right=tuple(upper_first(each.definition) for each in group),
            reason=reason_of_sources(sources),
            sources=sources,
            keys=frozenset().union(*(keys_of(each.statement) for each in group))
            | {f"term:{match_form(each.term)}" for each in group},
            place=group[0].statement.section.locator if group[0].statement.section else "",
            weight=1.0,
        )
