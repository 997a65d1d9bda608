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
from hoidap.domain import Kind
from hoidap.retrieval.query import Scope
from hoidap.retrieval.reading import Reading
from hoidap.study.asking import is_usable, lowered, needs_lead
from hoidap.study.knowledge import telling_words, whole
from hoidap.study.material import Material
from hoidap.study.pack import Discussion, Source
from hoidap.study.sources import locator_at, source_at
from hoidap.study.statements import Statement, statements_of
from hoidap.study.wellformed import stands_alone
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form

#: Minutes of a session for each question: three in half an hour, five in an hour.
MINUTES_PER_QUESTION: Final = 12
LEAST: Final = 3
MOST: Final = 8
#: Questions that compare with an experience, of all.
COMPARING: Final = 2
#: Demands for which an experience is looked up: each is a search.
TRIED: Final = 10
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
    """A statement with the form of question that it makes; the lower the rank, the better."""

    rank: int
    order: int
    statement: Statement
    form: str

    @property
    def source(self) -> Source:
        start = self.statement.start
        return source_at(self.statement.document, start, start + len(self.statement.text))


def make_discussion(
    assistant: Assistant,
    reading: Reading,
    material: Material,
    minutes: int,
    labels: Sequence[str],
) -> tuple[Discussion, ...]:
    """The questions, ids ``d1``, those about the unit first, then the comparisons."""
    wanted = min(MOST, max(LEAST, minutes // MINUTES_PER_QUESTION))
    candidates = sorted(_candidates(material), key=lambda each: each[:2])
    compared = list(_comparisons(assistant, reading, candidates, labels))
    used = {source for _, sources in compared for source in sources}
    asked: list[tuple[str, tuple[Source, ...]]] = []
    for each in _spread(candidates):
        if len(asked) + len(compared) >= wanted:
            break
        if each.source not in used:
            asked.append((each.form.format(text=_said(each.statement)), (each.source,)))
    asked += compared
    return tuple(
        Discussion(id=f"d{place}", question=question, sources=sources)
        for place, (question, sources) in enumerate(asked, start=1)
    )


def _candidates(material: Material) -> Iterator[_Candidate]:
    """Statements of directives that can be talked about; those on the topic rank higher."""
    topic = telling_words(match_form(material.topic))
    order = 0
    for stretch in material.stretches:
        if stretch.document.metadata.kind is Kind.INTERVIEW:
            continue
        for statement in statements_of(stretch):
            text = statement.text
            if not is_usable(statement) or needs_lead(statement) or _IDENTIFIES.search(text):
                continue
            if len(text.split()) > QUOTED_WORDS:
                continue
            order += 1
            form, rank = _form_of(text)
            off_topic = bool(topic) and not topic & telling_words(match_form(text))
            yield _Candidate(rank + 2 * off_topic, order, statement, form)


def _form_of(text: str) -> tuple[str, int]:
    if _LACKS.search(text):
        return texts.DISCUSS_LACK, 0
    if _BANS.search(text):
        return texts.DISCUSS_BAN, 0
    if _DEMANDS.search(text):
        return texts.DISCUSS_DEMAND, 0
    return texts.DISCUSS_MEANING, 3


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


def _said(statement: Statement) -> str:
    document = statement.document
    text = statement.text.rstrip(".; ")
    number = document.metadata.number
    if number and number in text:
        return text
    name = document_name(document.metadata)
    locator = "" if document.metadata.digest else f"{locator_at(document, statement.start)} "
    return texts.DISCUSS_PLACED.format(reference=f"{locator}{name}", text=lowered(text, document))


def _comparisons(
    assistant: Assistant,
    reading: Reading,
    candidates: Sequence[_Candidate],
    labels: Sequence[str],
) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """Demands beside the experience of an interview."""
    if not reading.documents(kind=Kind.INTERVIEW, limit=1).total:
        return
    demands = [each for each in candidates if each.form == texts.DISCUSS_DEMAND]
    told: list[Source] = []
    for each in demands[:TRIED]:
        if len(told) == COMPARING:
            return
        experience = _experience(assistant, reading, each.statement.text, labels)
        if experience is None or experience in told:
            continue
        about = reading.summaries([experience.document_id])[experience.document_id].metadata
        speaker = (
            texts.ATTRIBUTED_SPEAKER.format(name=about.speaker)
            if about.speaker
            else texts.ATTRIBUTED_UNKNOWN
        )
        yield (
            texts.DISCUSS_COMPARE.format(
                demand=_said(each.statement),
                who=speaker,
                newspaper=about.issuer or about.title,
                told=_TELLS.sub("", " ".join(experience.quote.split())).rstrip("."),
            ),
            (each.source, experience),
        )
        told.append(experience)


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
