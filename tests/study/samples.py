"""A study pack written by hand over one small document: every part, every kind of item."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hoidap.domain import Document
from hoidap.study.making import pack_document
from hoidap.study.pack import (
    AgendaEntry,
    Discussion,
    FactKind,
    ItemKind,
    KeyPoint,
    OutlineSection,
    PackDocument,
    PackRequest,
    QuizItem,
    Reading,
    Relation,
    RelationKind,
    Source,
    StudyPack,
    Term,
    TimelineEntry,
)

DOCUMENT_ID = "quy-dinh-sinh-hoat-2024"
TITLE = "Quy định về sinh hoạt chuyên đề"

#: All points are ranges of this text.
TEXT = """Điều 1. Giải thích từ ngữ
1. Sinh hoạt chuyên đề là buổi sinh hoạt bàn một nội dung được chuẩn bị trước.
2. Báo cáo viên là người trình bày chuyên đề.
Điều 2. Thời gian
1. Mỗi chi bộ sinh hoạt chuyên đề ít nhất 4 lần trong một năm.
2. Mỗi buổi kéo dài không quá 90 phút; tài liệu gửi trước 5 ngày.
Điều 3. Các bước
1. Chuẩn bị tài liệu.
2. Trình bày chuyên đề.
3. Thảo luận.
4. Kết luận, phân công <việc> & người phụ trách.
Điều 4. Hiệu lực
Quy định này thay thế Quy định 07-QĐ/HU và có hiệu lực từ ngày 01/3/2024.
"""


def source(quote: str, locator: str) -> Source:
    """The source of a range of the sample's text."""
    start = TEXT.index(quote)
    end = start + len(quote)
    return Source(
        document_id=DOCUMENT_ID,
        title=TITLE,
        number="12-QĐ/HU",
        locator=locator,
        start=start,
        end=end,
        quote=quote,
        reference=f"{locator} {TITLE} số 12-QĐ/HU ngày 15/2/2024",
        url=f"/tai-lieu/{DOCUMENT_ID}#{start}-{end}",
    )


DEFINITION = source(
    "Sinh hoạt chuyên đề là buổi sinh hoạt bàn một nội dung được chuẩn bị trước.", "khoản 1 Điều 1"
)
TIMES = source("Mỗi chi bộ sinh hoạt chuyên đề ít nhất 4 lần trong một năm.", "khoản 1 Điều 2")
LENGTH = source("Mỗi buổi kéo dài không quá 90 phút; tài liệu gửi trước 5 ngày.", "khoản 2 Điều 2")
STEPS = source(TEXT[TEXT.index("1. Chuẩn") : TEXT.index("\nĐiều 4")], "Điều 3")
LAST_STEP = source("Kết luận, phân công <việc> & người phụ trách.", "khoản 4 Điều 3")
REPLACES = source(
    "Quy định này thay thế Quy định 07-QĐ/HU và có hiệu lực từ ngày 01/3/2024.", "Điều 4"
)

#: A written sentence that rests on two ranges.
SUMMARY = "Chi bộ sinh hoạt chuyên đề ít nhất 4 lần một năm, mỗi buổi không quá 90 phút."

CHOICE = QuizItem(
    id="q1",
    kind=ItemKind.CHOICE,
    about=FactKind.NUMBER,
    prompt="Mỗi chi bộ sinh hoạt chuyên đề ít nhất bao nhiêu lần trong một năm?",
    options=("2 lần", "4 lần", "6 lần", "12 lần"),
    correct=(1,),
    reason="Khoản 1 Điều 2 nêu: ít nhất 4 lần trong một năm.",
    sources=(TIMES,),
)
TRUE_FALSE = QuizItem(
    id="q2",
    kind=ItemKind.TRUE_FALSE,
    about=FactKind.NUMBER,
    prompt="Mỗi buổi sinh hoạt chuyên đề kéo dài không quá 120 phút.",
    options=("Đúng", "Sai"),
    correct=(1,),
    reason="Khoản 2 Điều 2 nêu: không quá 90 phút.",
    sources=(LENGTH,),
)
GAP = QuizItem(
    id="q3",
    kind=ItemKind.GAP,
    about=FactKind.NUMBER,
    prompt="Tài liệu gửi trước ____.",
    answers=("5 ngày", "năm ngày"),
    reason="Khoản 2 Điều 2 nêu: tài liệu gửi trước 5 ngày.",
    sources=(LENGTH,),
)
MATCH = QuizItem(
    id="q4",
    kind=ItemKind.MATCH,
    about=FactKind.LOCATOR,
    prompt="Ghép mỗi điều với nội dung của điều đó.",
    left=("Điều 1", "Điều 2", "Điều 3"),
    options=("Các bước", "Giải thích từ ngữ", "Thời gian", "Khen thưởng"),
    correct=(1, 2, 0),
    reason="Tên các điều của quy định.",
    sources=(DEFINITION, TIMES, STEPS),
)
ORDER = QuizItem(
    id="q5",
    kind=ItemKind.ORDER,
    about=FactKind.LIST,
    prompt="Xếp các bước sau theo thứ tự của Điều 3.",
    options=("Thảo luận", "Chuẩn bị tài liệu", "Trình bày chuyên đề"),
    correct=(1, 2, 0),
    reason="Điều 3 nêu thứ tự các bước.",
    sources=(STEPS,),
)
ITEMS = (CHOICE, TRUE_FALSE, GAP, MATCH, ORDER)


def pack_about(document: Document, pack_id: str) -> StudyPack:
    """The sample's pack with another document in its place: it quotes the whole of it."""
    text, about = document.text, document.metadata
    whole = Source(
        document_id=document.id,
        title=about.title,
        number=about.number,
        locator="",
        start=0,
        end=len(text),
        quote=text,
        reference=about.title,
        url=f"/tai-lieu/{document.id}#0-{len(text)}",
    )
    point = KeyPoint(id="p1", text=text, source=whole)
    section = OutlineSection(
        id="s1", title=about.title, locator="", document_id=document.id, points=(point,)
    )
    return StudyPack(
        id=pack_id,
        title=about.title,
        request=PackRequest(documents=(document.id,)),
        created_at=datetime(2024, 3, 5, 8, 0, tzinfo=UTC),
        generation="000001",
        documents=(pack_document(document),),
        aims=(),
        agenda=(),
        outline=(section,),
        news=(),
        terms=(),
        timeline=(),
        relations=(),
        readings=(),
        discussion=(Discussion(id="d1", question="Đơn vị ta đã làm gì?", sources=(whole,)),),
        quiz=tuple(item.model_copy(update={"sources": (whole,)}) for item in ITEMS),
    )


def sample_pack(pack_id: str = "0123456789abcdef01234567") -> StudyPack:
    """The whole pack."""
    return StudyPack(
        id=pack_id,
        title="Sinh hoạt chuyên đề: Quy định 12-QĐ/HU",
        request=PackRequest(documents=(DOCUMENT_ID,), audience="đảng viên chi bộ thôn"),
        created_at=datetime(2024, 3, 5, 8, 0, tzinfo=UTC),
        generation="000001",
        documents=(
            PackDocument(
                document_id=DOCUMENT_ID,
                title=TITLE,
                number="12-QĐ/HU",
                issuer="Huyện uỷ",
                issued_on=date(2024, 2, 15),
                standing="in_force",
                content_hash="0" * 64,
            ),
        ),
        aims=("Nắm được số lần và thời gian sinh hoạt chuyên đề.", "Biết các bước của một buổi."),
        agenda=(
            AgendaEntry(starts=0, minutes=5, title="Mở đầu", kind="opening"),
            AgendaEntry(starts=5, minutes=30, title="Thời gian và các bước", kind="section"),
            AgendaEntry(starts=35, minutes=15, title="Thảo luận", kind="discussion"),
            AgendaEntry(starts=50, minutes=10, title="Kiểm tra", kind="quiz"),
        ),
        summary=(KeyPoint(id="w1", text=SUMMARY, source=TIMES, also=(LENGTH,)),),
        outline=(
            OutlineSection(
                id="s1",
                title="Thời gian",
                locator="Điều 2",
                document_id=DOCUMENT_ID,
                points=(
                    KeyPoint(id="p1", text=TIMES.quote, source=TIMES),
                    KeyPoint(id="p2", text=LENGTH.quote, source=LENGTH),
                ),
            ),
            OutlineSection(
                id="s2",
                title="Các bước",
                locator="Điều 3",
                document_id=DOCUMENT_ID,
                points=(KeyPoint(id="p3", text=LAST_STEP.quote, source=LAST_STEP),),
            ),
        ),
        news=(KeyPoint(id="n1", text=REPLACES.quote, source=REPLACES),),
        terms=(Term(term="Sinh hoạt chuyên đề", definition=DEFINITION.quote, source=DEFINITION),),
        timeline=(
            TimelineEntry(
                on=date(2024, 2, 15), label="Quy định 12-QĐ/HU ban hành", document_id=DOCUMENT_ID
            ),
            TimelineEntry(on=date(2024, 3, 1), label="Có hiệu lực", source=REPLACES),
        ),
        relations=(
            Relation(
                kind=RelationKind.REPLACES,
                later="Quy định 12-QĐ/HU",
                earlier="Quy định 07-QĐ/HU",
                later_id=DOCUMENT_ID,
                source=REPLACES,
            ),
        ),
        readings=(Reading(source=STEPS, minutes=3, why="Các bước của một buổi."),),
        discussion=(
            Discussion(
                id="d1",
                question="Chi bộ ta đã sinh hoạt chuyên đề đủ số lần chưa?",
                sources=(TIMES,),
            ),
        ),
        quiz=ITEMS,
        notes=("Quy định có ít số liệu nên số câu hỏi ít hơn yêu cầu.",),
    )
