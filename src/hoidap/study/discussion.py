"""Questions to discuss: our unit and the text, the text and what others have told.

A demand, a ban, a shortcoming each make another question about the unit's own
work.  For the strongest demands an experience is looked up in the interviews
that may be read; where one speaks of the same thing, the two are set side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.answering.naming import document_name
from hoidap.domain import Document, Kind
from hoidap.retrieval.query import Scope
from hoidap.retrieval.reading import Reading
from hoidap.study.asking import lowered
from hoidap.study.knowledge import telling_words, whole
from hoidap.study.pack import Discussion, KeyPoint, OutlineSection, Source
from hoidap.study.sources import source_at
from hoidap.study.wellformed import is_content, stands_alone
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form

#: Minutes of a session for each question: three in half an hour, five in an hour.
MINUTES_PER_QUESTION: Final = 12
LEAST: Final = 3
MOST: Final = 8
#: Questions that compare with an experience, of all.
COMPARING: Final = 2
#: A longer quotation is not kept in mind while talking; the passage stands below anyway.
QUOTED_WORDS: Final = 42
#: Telling words that an experience must share with a demand to be about the same.
SHARED: Final = 5
#: ... and this share of the demand's.
SHARED_PART: Final = 0.3
#: Words that all official papers share.
_OFFICIAL_TABLE: Final = """
chỉ thị quy định nghị quyết luật thực hiện cơ quan người nhân dân uỷ ủy ban đơn vị tổ chức việc công
"""
_OFFICIAL: Final = frozenset(_OFFICIAL_TABLE.split())
#: Passages of interviews looked at for each demand.
PASSAGES: Final = 12

_LACKS: Final = re.compile(
    r"(?<!\w)(?:vẫn hình thức|còn hình thức|mờ nhạt|yếu kém|thiếu sinh động|còn chưa|vẫn chưa"
    r"|chưa (?:tự giác|thường xuyên|cao|thành nền nếp|nghiêm|trở thành))(?!\w)"
)
#: What tells a document apart is nothing to discuss.
_IDENTIFIES: Final = re.compile(
    r"(?<!\w)(?:ban hành|ra đời|kỷ niệm|đầu tiên|thay mặt|người ký|tiếp nối|thay thế|song song"
    r"|có hiệu lực|thông qua|gồm \d+|hội nghị|dự thảo|mang tên|căn cứ để|quy định chi tiết)(?!\w)",
    re.IGNORECASE,
)
#: Whose words they are is said before the quotation.
_TELLS: Final = re.compile(
    r"\A(?:Theo đồng chí [^,]+, |Đồng chí [^,.]{3,40}? (?:cho biết|nhận xét rằng|cho rằng) )"
)
_BANS: Final = re.compile(r"(?<!\w)(?:cấm|không được|chống|nghiêm cấm|không cho)(?!\w)", re.I)
_DEMANDS: Final = re.compile(
    r"(?<!\w)(?:phải|yêu cầu|có trách nhiệm|quy định rõ|gắn|gương mẫu|nêu gương|xác định|lấy"
    r"|đòi hỏi|bảo đảm|chủ động|nghiêm túc|có nghĩa vụ)(?!\w)"
)


class _Candidate(NamedTuple):
    """A point with the form of question that it makes; the lower the rank, the better."""

    rank: int
    order: int
    point: KeyPoint
    form: str


def make_discussion(
    assistant: Assistant,
    reading: Reading,
    outline: Sequence[OutlineSection],
    minutes: int,
    labels: Sequence[str],
) -> tuple[Discussion, ...]:
    """The questions, ids ``d1``, those about the unit first, then the comparisons."""
    wanted = min(MOST, max(LEAST, minutes // MINUTES_PER_QUESTION))
    documents = {each: reading.document(each) for each in {o.document_id for o in outline}}
    candidates = sorted(_candidates(outline, documents))
    compared = list(_comparisons(assistant, reading, candidates, documents, labels))
    asked: list[tuple[str, tuple[Source, ...]]] = []
    used = {source for _, sources in compared for source in sources}
    for each in _spread(candidates):
        if len(asked) + len(compared) >= wanted:
            break
        if each.point.source not in used:
            text = _said(each.point, documents[each.point.source.document_id])
            asked.append((each.form.format(text=text), (each.point.source,)))
    asked += compared
    return tuple(
        Discussion(id=f"d{place}", question=question, sources=sources)
        for place, (question, sources) in enumerate(asked, start=1)
    )


def _candidates(
    outline: Sequence[OutlineSection], documents: dict[str, Document]
) -> Iterator[_Candidate]:
    order = 0
    for section in outline:
        if documents[section.document_id].metadata.kind is Kind.INTERVIEW:
            continue
        for point in section.points:
            order += 1
            text = point.text
            if len(text.split()) > QUOTED_WORDS or text.endswith("…") or not stands_alone(text):
                continue
            if not is_content(text) or _IDENTIFIES.search(text):
                continue
            if _LACKS.search(text):
                yield _Candidate(1, order, point, texts.DISCUSS_LACK)
            elif _BANS.search(text):
                yield _Candidate(1, order, point, texts.DISCUSS_BAN)
            elif _DEMANDS.search(text):
                yield _Candidate(0, order, point, texts.DISCUSS_DEMAND)
            else:
                yield _Candidate(3, order, point, texts.DISCUSS_MEANING)


def _spread(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """One of each form in turn, so that the questions are not all alike; meanings at the end."""
    forms: dict[str, list[_Candidate]] = {}
    for each in candidates:
        if each.form == texts.DISCUSS_MEANING:
            continue
        forms.setdefault(each.form, []).append(each)
    queues = list(forms.values())
    mixed = [queue[at] for at in range(len(candidates)) for queue in queues if at < len(queue)]
    return [*mixed, *(each for each in candidates if each.form == texts.DISCUSS_MEANING)]


def _said(point: KeyPoint, document: Document) -> str:
    text = point.text.rstrip(".; ")
    number = document.metadata.number
    if number and number in text:
        return text
    name = document_name(document.metadata)
    return texts.DISCUSS_PLACED.format(
        reference=f"{point.source.locator} {name}" if not document.metadata.digest else name,
        text=lowered(text, document),
    )


def _comparisons(
    assistant: Assistant,
    reading: Reading,
    candidates: Sequence[_Candidate],
    documents: dict[str, Document],
    labels: Sequence[str],
) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """Demands beside the experience of an interview."""
    if not reading.documents(kind=Kind.INTERVIEW, limit=1).total:
        return
    found, told = 0, set[Source]()
    for each in candidates:
        if found == COMPARING or each.form != texts.DISCUSS_DEMAND:
            return
        point = each.point
        experience = _experience(assistant, reading, point.text, labels)
        if experience is None or experience in told:
            continue
        about = reading.summaries([experience.document_id])[experience.document_id].metadata
        yield (
            texts.DISCUSS_COMPARE.format(
                demand=_said(point, documents[point.source.document_id]),
                who=texts.ATTRIBUTED_SPEAKER.format(name=about.speaker)
                if about.speaker
                else texts.ATTRIBUTED_UNKNOWN,
                newspaper=about.issuer or about.title,
                told=_TELLS.sub("", " ".join(experience.quote.split())).rstrip("."),
            ),
            (point.source, experience),
        )
        told.add(experience)
        found += 1


def _experience(
    assistant: Assistant, reading: Reading, demand: str, labels: Sequence[str]
) -> Source | None:
    """The sentence of an interview that is nearest to a demand, if it is near enough."""
    scope = Scope(kinds=(Kind.INTERVIEW,), labels=tuple(labels))
    words = _about(demand)
    best: tuple[int, Source] | None = None
    question = demand[: assistant.settings.question_limit]
    for ranked in assistant.search(question, scope, limit=PASSAGES).passages:
        passage = ranked.passage
        document = reading.document(passage.document_id)
        for statement in whole(document):
            if not passage.start <= statement.start < passage.end or statement.is_item:
                continue
            text = statement.text
            if statement.opens_list or not stands_alone(text) or len(text.split()) > QUOTED_WORDS:
                continue
            shared = len(words & _about(text))
            if shared >= max(SHARED, SHARED_PART * len(words)) and (
                best is None or shared > best[0]
            ):
                source = source_at(document, statement.start, statement.start + len(text))
                best = (shared, source)
    return best[1] if best else None


def _about(text: str) -> frozenset[str]:
    """The telling words of a text without the numbers of documents."""
    for found in reversed(find_document_numbers(text)):
        text = text[: found.start] + text[found.end :]
    return telling_words(match_form(text)) - _OFFICIAL
