"""Whether a key point or quiz item, perhaps reworded, still says what its sources say.

A key point that is cut from its quote is true as it stands; any other wording is
laid against the quote by ``answering.verification``.  A quiz item is turned back
into statements: the blank or the question words are filled with each option.
With the right one nothing may be invented or turned round, with a wrong one the
statement may not hold.  Pairs and orders are looked up in the quotes.

What is returned is what the trainer reads beside the item, "" when all is well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hoidap import texts
from hoidap.answering.verification.faults import INVENTED, Fault, FaultKind
from hoidap.answering.verification.verdict import Evidence
from hoidap.study.asking import BLANK, lower_first, upper_first
from hoidap.study.knowledge import telling_words
from hoidap.study.pack import FactKind, ItemKind, KeyPoint, QuizItem, Source
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import match_form

#: Faults that make a filled question untrue.  Its wording is a question's, so how words are
#: joined says nothing.
_UNTRUE: Final = INVENTED | {FaultKind.NEGATION, FaultKind.OPPOSITE}
#: Of a right option's telling words the quotes must hold this share.
HELD: Final = 0.8
#: Question words and what takes their place.
_ASKED: Final = re.compile(
    r"(?:[Cc]ơ quan|[Vv]ăn bản|[Cc]hủ thể|[Tt]huật ngữ|[Nn]ội dung) nào|[Nn]gày nào"
    r"|[Bb]ao nhiêu(?: phần trăm| (?P<unit>giờ|ngày|tháng|năm|phút|tuần|tuổi|lần|người|điều"
    r"|chương|mục|điểm|khoản|ý|nhóm)(?!\w))?|(?<!\w)[Aa]i(?!\w)|\bđiều nào"
)
#: The quotation that ends a prompt; quotations inside it are part of it.
_QUOTED_CLAIM: Final = re.compile(r"“([^“”]*(?:“[^“”]*”[^“”]*)*)”\s*\Z")
_IN_INTERVIEW: Final = re.compile(
    re.escape(texts.QUIZ_IN_INTERVIEW).replace(r"\{speaker\}", "[^,]+") + " "
)
_UNITS: Final = re.compile(r"(?<=\d) ?(?:%|[^\W\d_]+)\Z")
_QUOTED: Final = re.compile(r"“(.+?)”(?!\w)(?=[ ?.,]|\Z)", re.S)
_FIGURE: Final = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)*")
_CHECKED: Final = re.compile(r" đã đối chiếu được(?: với nguồn)?")
_COMMA: Final = re.compile(r", ")
#: A name keeps its capital inside a statement: "Bộ Chính trị", "Chỉ thị 05-CT/TW".
_NAMED: Final = re.compile(
    r"\w+ (?:[^\W\d_a-z]*[A-ZĐ]\w*|(?:\w+ )?\d)|Chính phủ|Quốc hội|Chủ tịch|Thủ tướng"
)
#: Words of a place that a reference need not have.
_IN_PLACES: Final = frozenset(
    {"theo", "bài", "lời", "dẫn", "trả", "phỏng", "vấn", "đồng", "chí", "trên"}
)
_SPACE: Final = re.compile(r"\s+")
_CUT: Final = re.compile(r"\s*…\s*")


def check_item(item: QuizItem | KeyPoint, documents: Mapping[str, str]) -> str:
    """Why an item no longer matches its sources, for the trainer; "" when it does.

    ``documents``: texts of the sources' documents by id.
    """
    for source in item.sources:
        text = documents.get(source.document_id)
        if text is None or text[source.start : source.end] != source.quote:
            return texts.FLAG_SOURCE_CHANGED
    if isinstance(item, KeyPoint):
        return _check_point(item)
    return _CHECKS[item.kind](item)


def is_cut_from(text: str, quote: str) -> bool:
    """Whether a text is a quote with parts left out at "…", its labels and spaces aside."""
    plain, at = _plain(quote), 0
    for piece in _CUT.split(_plain(text)):
        found = plain.find(piece.rstrip(".;, "), at)
        if found < 0:
            return False
        at = found + len(piece.rstrip(".;, "))
    return True


def _plain(text: str) -> str:
    return _SPACE.sub(" ", match_form(text)).strip()


def _check_point(point: KeyPoint) -> str:
    if is_cut_from(point.text, point.source.quote):
        return ""
    verdict = _evidence(point.sources).check(point.text)
    return "" if verdict.supported else _told(verdict.faults)


def _evidence(sources: Sequence[Source]) -> Evidence:
    """The quotes and, because questions name their place, the references."""
    return Evidence(
        [
            " ".join(_SPACE.sub(" ", each.quote) for each in sources),
            " ".join(dict.fromkeys(f"{each.reference}." for each in sources)),
        ]
    )


def _told(faults: Sequence[Fault]) -> str:
    invented = [fault.text for fault in faults if fault.kind in INVENTED]
    if invented:
        return texts.FLAG_INVENTED.format(text="”, “".join(dict.fromkeys(invented)))
    turned = any(fault.kind in (FaultKind.NEGATION, FaultKind.OPPOSITE) for fault in faults)
    return texts.FLAG_TURNED if turned else texts.FLAG_WORDING


def _without_place(claim: str, sources: Sequence[Source]) -> str:
    """A claim without the words that name the place it is taken from, if they name it rightly."""
    claim = upper_first(_IN_INTERVIEW.sub("", claim))
    if not claim.startswith("Theo "):
        return claim
    named = telling_words(match_form(" ".join(f"{s.reference} {s.title}" for s in sources)))
    cut = 0
    for found in _COMMA.finditer(claim):
        if telling_words(match_form(claim[: found.start()])) - _IN_PLACES <= named:
            cut = found.end()
    return upper_first(claim[cut:])


def filled(prompt: str, option: str) -> str | None:
    """The statement that a question makes with an option; None where it asks in another way."""
    quoted = _QUOTED_CLAIM.search(prompt)
    if BLANK in prompt:
        said = quoted[1] if quoted else prompt
        inside = not said.startswith(BLANK) and not _NAMED.match(option)
        shown = lower_first(option) if inside else option
        return said.replace(BLANK, _fitting(shown, said.partition(BLANK)[2]))
    found = _ASKED.search(prompt)
    if found is None or (quoted and quoted.start() < found.start()):
        return None
    word = "ngày " if found[0].lower() == "ngày nào" else ""
    inside, unit = found.start() > 0, found["unit"]
    if unit and not option.endswith(unit):
        option = f"{option} {unit}"
    shown = lower_first(option) if inside and not _NAMED.match(option) else option
    return f"{prompt[: found.start()]}{word}{shown}{prompt[found.end() :]}".rstrip("?") + "."


def _fitting(option: str, after: str) -> str:
    """The option without a unit that follows the blank anyway."""
    unit = _UNITS.search(option)
    if unit and after.lstrip().startswith(unit[0].strip()):
        return option[: unit.start()]
    return option


def _check_choice(item: QuizItem) -> str:
    right = item.options[item.correct[0]]
    if not _is_held(right, item.sources):
        return texts.FLAG_ANSWER.format(text=right)
    if item.about in (FactKind.LOCATOR, FactKind.DEFINITION, FactKind.LIST):
        return _check_looked_up(item)
    evidence = _evidence(item.sources)
    statement = filled(item.prompt, right)
    if statement is not None:
        checked = evidence.check(_without_place(statement, item.sources))
        wrong = [each for each in checked.faults if each.kind in _UNTRUE]
        if wrong:
            return _told(wrong)
    for option in item.options:
        statement = filled(item.prompt, option)
        if option == right or statement is None or not _is_held(option, item.sources):
            continue
        if evidence.check(_without_place(statement, item.sources)).supported:
            return texts.FLAG_SECOND.format(text=option)
    return ""


def _check_looked_up(item: QuizItem) -> str:
    """What a prompt quotes or names by its number must be in the sources, no wrong option may."""
    said = _plain(" ".join(f"{each.reference} {each.quote}" for each in item.sources))
    for quoted in _QUOTED.findall(item.prompt):
        for piece in _CUT.split(_plain(_CHECKED.sub("", quoted))):
            if piece.rstrip(".,;: ") not in _CHECKED.sub("", said):
                return texts.FLAG_WORDING
    for figure in _FIGURE.findall(item.prompt):
        if not re.search(rf"(?<!\d){figure}(?!\d)", said):
            return texts.FLAG_INVENTED.format(text=figure)
    quotes = _plain(" ".join(each.quote for each in item.sources))
    for at, option in enumerate(item.options):
        if at not in item.correct and re.search(
            rf"(?<!\w){re.escape(_plain(option))}(?!\w)", quotes
        ):
            return texts.FLAG_SECOND.format(text=option)
    return ""


def _is_held(option: str, sources: Sequence[Source]) -> bool:
    """Whether the sources hold what an option says: its days, or its telling words."""
    said = match_form(" ".join(f"{each.quote} {each.reference}" for each in sources))
    days = {each.iso for each in find_dates(f"ngày {option}")}
    if days:
        return days <= {each.iso for each in find_dates(said)}
    words = telling_words(match_form(option)) or {match_form(option)}
    return len(words & telling_words(said)) >= HELD * len(words) or match_form(option) in said


def _check_claim(item: QuizItem) -> str:
    quoted = _QUOTED_CLAIM.search(item.prompt)
    claim = _without_place(quoted[1] if quoted else item.prompt, item.sources)
    said_true = item.options[item.correct[0]] == texts.QUIZ_TRUE
    quote = " … ".join(each.quote for each in item.sources)
    if is_cut_from(claim, quote):
        return "" if said_true else texts.FLAG_TRUE_AFTER_ALL
    verdict = _evidence(item.sources).check(claim)
    if said_true:
        return "" if verdict.supported else _told(verdict.faults)
    return texts.FLAG_TRUE_AFTER_ALL if verdict.supported else ""


def _check_gap(item: QuizItem) -> str:
    statement = filled(item.prompt, item.answers[0])
    if statement is None or not _is_held(item.answers[0], item.sources):
        return texts.FLAG_ANSWER.format(text=item.answers[0])
    if is_cut_from(statement, " … ".join(each.quote for each in item.sources)):
        return ""
    wrong = _evidence(item.sources).check(_without_place(statement, item.sources)).faults
    untrue = [each for each in wrong if each.kind in _UNTRUE]
    return _told(untrue) if untrue else ""


def _check_match(item: QuizItem) -> str:
    for left, at in zip(item.left, item.correct, strict=True):
        right = item.options[at]
        proofs = [each for each in item.sources if _is_held(right, (each,))]
        if not any(match_form(left) in match_form(f"{p.quote} {p.reference}") for p in proofs):
            return texts.FLAG_PAIR.format(left=left, right=right)
    return ""


def _check_order(item: QuizItem) -> str:
    ordered = [item.options[at] for at in item.correct]
    if len(item.sources) == len(ordered):
        pairs = zip(ordered, item.sources, strict=True)
        right = all(_is_held(option, (source,)) for option, source in pairs)
        return "" if right else texts.FLAG_ORDER
    quote, at = _plain(" ".join(each.quote for each in item.sources)), 0
    for option in ordered:
        found = quote.find(_plain(option), at)
        if found < 0:
            return texts.FLAG_ORDER
        at = found + 1
    return ""


_CHECKS: Final[dict[ItemKind, Callable[[QuizItem], str]]] = {
    ItemKind.CHOICE: _check_choice,
    ItemKind.TRUE_FALSE: _check_claim,
    ItemKind.GAP: _check_gap,
    ItemKind.MATCH: _check_match,
    ItemKind.ORDER: _check_order,
}
