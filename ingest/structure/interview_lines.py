"""What single lines of a newspaper interview are.

A page carries more than its article: the date line, buttons to share, tags,
credits of pictures, dots that once were images.  Those lines are *furniture*:
they stay in the canonical text, so that every offset stays what it is, but no
section holds them and no answer quotes them.

Everything is decided on the match form of a line (lower case, one tone
placement, plain dashes and quotes), which has the offsets of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.letters import LETTER_CLASS
from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.extraction.extracted_text import PLAIN_STYLE, Style, TextMark
from ingest.structure.lines import read_lines

#: A date line has a date, a time and little else; a sentence with a date is longer.
_LONGEST_DATE_LINE: Final = 100

#: A caption is one or two sentences and ends in the photographer's name.
_LONGEST_CAPTION: Final = 300

#: A masthead with its date stands at the head of the page.
_MASTHEAD_LINES: Final = 4

#: After its date a masthead has a page number or a link, no sentence.
_WORDS_AFTER_DATE: Final = 5

#: Thanks at the end of a talk are one short sentence, perhaps with a wish.
_LONGEST_THANKS: Final = 200

#: "PV", "TTXVN": in capitals because they are initials, not because a name is set so.
_LONGEST_INITIALS: Final = 5

DATE_WORDS: Final = re.compile(
    r"\bthứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|\bchủ nhật\b|\bt[2-7]\b|\bcn\b|\bngày\b|\bđăng\b"
    r"|\bcập nhật\b|\bxuất bản\b|\blúc\b|\bgmt\s*\+?\s*7?|\butc\s*\+?\s*7?|\b\d{1,2}[:h]\d{2}"
    r"(?::\d{2})?\b|\b(?:am|pm|sa|ch)\b|\blượt xem\s*:?\s*[\d.,]*|\b[\d.,]+ lượt xem\b"
)
TIME: Final = re.compile(r"[-–|]?\s*\b\d{1,2}[:h]\d{2}(?::\d{2})?\b")
_BUTTONS: Final = re.compile(
    # Atomic and possessive: a line of a thousand digits must not be split in every way.
    r"(?:(?>chia sẻ|share|facebook|zalo|twitter|email|e-mail|in trang|in bài(?: viết)?|in ấn|print"
    r"|gửi (?:bài viết|bình luận|email|cho bạn bè)|bình luận|lưu bài(?: viết)?|like|thích|a-|a\+"
    r"|cỡ chữ|nghe đọc bài|về trang chủ|trang chủ|quay lại|copy link|sao chép liên kết|google news"
    r"|(?:trở )?về đầu trang|lên đầu trang|in trang này|quảng cáo|đăng nhập|rss|gửi cho bạn bè"
    r"|tin cùng chuyên mục|(?:tin|bài|tin bài) liên quan|(?:[\d.,]+ )?lượt xem|xem thêm|\(?\d+\)?)"
    r"[\s|,•·/:\[\]-]*+)++"
)
_HEADED_FURNITURE: Final = re.compile(
    r"(?:tags?|thẻ|từ khóa|xem thêm|đọc thêm|(?:tin|bài|tin bài) liên quan|bình luận|lượt xem"
    r"|chuyên mục|nguồn ảnh|link gốc)\s*(?:\(\d+\)\s*)?:(?:\s|$)"
)
_CREDIT: Final = re.compile(
    r"(?:^|[\s.(\"])ảnh(?: minh họa| tư liệu)?\s*:\s*[^:?!]{2,60}$"
    r"|\((?:trong )?ảnh\b[^()]*\)\W*$"
)
_SOURCE: Final = re.compile(
    r"\((?:theo|nguồn)\b[^()?!]{2,80}\)\.?|(?:theo|nguồn)(?:\s*:|(?= báo | ttxvn))[^.?!]{2,60}\.?"
)

_WORD: Final = f"[{LETTER_CLASS}]+"
_BY: Final = re.compile(
    rf"(?P<after>{_WORD}(?:[ .,&-]+{_WORD}){{0,9}}[.]?)\s*\(?\s*(?:thực hiện|ghi|lược ghi)\s*\)?\.?"
    r"|\(?(?:(?:người )?thực hiện(?: phỏng vấn)?|bài(?:\s*(?:,|và|&|-)\s*ảnh)?|tác giả)\s*:\s*"
    r"(?P<before>[^():?!]{2,80})\)?\.?"
)

_HOST: Final = re.compile(
    rf"(?P<after>(?!))|\((?:[^()]*[.;] )?dẫn chương trình: (?P<before>{_WORD}(?: {_WORD}){{1,3}})\)"
)
#: "Nhóm PV Nội chính": a group's name is not all in capitals.
_WORDS_OF_GROUP: Final = 5

_PERSON: Final = (
    r"(?:các )?(?:đồng chí|đ/c|ông|bà|anh|chị|thầy|cô|bác|chú|giáo sư|tiến sĩ|tiến sỹ|luật sư"
    r"|bác sĩ|nhà báo|đại biểu|tổng bí thư|bộ trưởng|thứ trưởng|chủ tịch|phó chủ tịch|bí thư"
    r"|phó bí thư|giám đốc|thủ tướng|phó thủ tướng|đại tướng|thượng tướng|trung tướng|thiếu tướng"
    r"|đại tá|hòa thượng|thượng tọa|linh mục|quý vị)"
)
_THANKS: Final = re.compile(rf"\b(?:cảm|cám) ơn\b(?:[^.?!]{{0,40}}\b{_PERSON})?")
_ADDRESSED: Final = re.compile(rf"\bthưa {_PERSON}|\b{_PERSON}")
_REQUEST: Final = re.compile(
    rf"\b(?:xin|đề nghị|mong|mời|nhờ) (?:được )?(?:hỏi |biết |nghe )?(?:ý kiến )?(?:của )?{_PERSON}"
    rf"|\b{_PERSON}\b[^.?!]{{0,60}}\b(?:có thể|vui lòng|hãy)\b[^.?!]{{0,30}}\b"
    r"(?:cho biết|chia sẻ|nói|đánh giá|giải thích|nêu|trao đổi|phân tích)"
)
_ENDS_AS_QUESTION: Final = re.compile(r"\?[\s!\")\]\.…]*$")


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One line: its range without surrounding white space, its text and its match form.

    Lines with nothing but white space between them have one ``run`` number;
    furniture between two lines ends a run.
    """

    start: int
    end: int
    text: str
    form: str
    run: int = 0
    style: Style = PLAIN_STYLE

    @property
    def is_question(self) -> bool:
        """Whether it asks: ends in a question mark, or asks somebody to tell something."""
        if _ENDS_AS_QUESTION.search(self.form):
            return True
        return ("?" in self.form[-120:] and _ADDRESSED.search(self.form) is not None) or (
            _REQUEST.search(self.form) is not None
        )

    @property
    def is_address(self) -> bool:
        """Whether it asks somebody who is spoken to: "thưa đồng chí", "ông"."""
        return (
            _ENDS_AS_QUESTION.search(self.form) is not None
            and _ADDRESSED.search(self.form) is not None
        )

    @property
    def is_thanks(self) -> bool:
        """Whether it is a short word of thanks that asks nothing."""
        return (
            len(self.form) <= _LONGEST_THANKS
            and "?" not in self.form
            and _THANKS.search(self.form) is not None
        )


def article_lines(
    text: str, marks: Sequence[TextMark] = ()
) -> tuple[list[InterviewLine], date | None]:
    """The lines of a canonical text without furniture, and the day its date line names.

    A page may show its own clock above the headline; the article's date stands
    below it and is preferred.  A line with more than a date ("Báo A, số ra ngày ...")
    counts where no line has the date alone.
    """
    form = match_form_of_canonical(text)
    styles = {mark.start: mark.style for mark in marks}
    kept: list[InterviewLine] = []
    days: list[tuple[int, date]] = []
    run = 0
    for line in read_lines(text):
        style = styles.get(line.start, PLAIN_STYLE)
        read = InterviewLine(
            line.start, line.end, line.text, form[line.start : line.end], run, style
        )
        day = date_of_line(read)
        if day is not None:
            days.append((0 if kept else 1, day))
        elif len(kept) < _MASTHEAD_LINES and (other := date_of_masthead(read)) is not None:
            days.append((2, other))
        if day is not None or is_furniture(read):
            run += 1
        else:
            kept.append(read)
    return kept, min(days, key=lambda entry: entry[0])[1] if days else None


def date_of_line(line: InterviewLine) -> date | None:
    """The day that a date line names: "Thứ Bảy, 11/06/2016, 04:47 [GMT+7]"."""
    found = _only_date(line)
    if found is None:
        return None
    rest = line.form[: found[0]] + " " + line.form[found[1] :]
    return None if re.search(r"\w", DATE_WORDS.sub(" ", rest)) else found[2]


def date_of_masthead(line: InterviewLine) -> date | None:
    """The day that a line with more than a date ends in: "Báo A - Thứ Tư, 19/5/2021"."""
    found = _only_date(line)
    if found is None or line.form.endswith((".", "?", "!", ":")):
        return None
    rest = line.form[found[1] :]
    return found[2] if len(DATE_WORDS.sub("", rest).split()) <= _WORDS_AFTER_DATE else None


def _only_date(line: InterviewLine) -> tuple[int, int, date] | None:
    """Range and day of the one date of a short line."""
    if len(line.form) > _LONGEST_DATE_LINE:
        return None
    # "23/10/2019 - 13:55" is a day and a time, no range of years.
    text = TIME.sub(lambda time: " " * len(time[0]), line.text)
    found = [hit for hit in find_dates(text) if len(hit.iso) == len("2016-06-11")]
    if len(found) != 1:
        return None
    return found[0].start, found[0].end, date.fromisoformat(found[0].iso)


def is_furniture(line: InterviewLine) -> bool:
    """Whether a line belongs to the page and not to the article."""
    form = line.form
    if re.search(r"\w", form) is None:
        return True
    if _BUTTONS.fullmatch(form.strip("[] ")) or _HEADED_FURNITURE.match(form.lstrip(" >»•*-")):
        return True
    return len(form) <= _LONGEST_CAPTION and _CREDIT.search(form) is not None


def is_source_note(line: InterviewLine) -> bool:
    """Whether a line only names where the article comes from: "(Theo Báo ...)"."""
    return _SOURCE.fullmatch(line.form) is not None


def byline(line: InterviewLine) -> str | None:
    """Who made the interview: "Thái Cảnh (thực hiện)", "Thực hiện: Thái Cảnh"."""
    found = _BY.fullmatch(line.form) or _HOST.search(line.form)
    if found is None:
        return None
    name = line.text[slice(*found.span("after" if found["after"] else "before"))].strip(" -,(")
    if not re.search(r"\.[^\W\d_]\.$", name):  # the stop of initials belongs to them
        name = name.rstrip(".")
    words = re.findall(r"[^\W\d_]+", name)
    in_brackets = "(" in line.form and len(words) <= _WORDS_OF_GROUP
    if not all(word[0].isupper() for word in (words[:1] if in_brackets else words)):
        return None
    return name.title() if name.isupper() and len(name) > _LONGEST_INITIALS else name
