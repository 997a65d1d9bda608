"""Which sentences can stand alone in a paper: complete, clear, not too long.

A sentence that points at its neighbours ("văn bản đó", "Ngoài ra") is clear only
beside them; one that speaks about the text itself ("Đây là bản tóm lược") is no
content.  What is doubtful is left out: a pack needs few sentences, and good ones.
"""

from __future__ import annotations

import re
from typing import Final

#: Words that point at something said before, for prose.
_POINTS_BACK: Final = re.compile(
    r"(?<!\w)(?:(?:điều|việc|văn bản|chỉ thị|nghị quyết|nghị định|hội nghị|cách làm|nội dung"
    r"|học tập|công việc|trường hợp|vấn đề|người|những nơi|các|luật|quy định)"
    r" (?:đó|ấy|trên(?=[,.;]|\Z))"
    r"|nói trên|nêu trên|như trên|sau đây|dưới đây|(?:như|những thứ|các nơi|ba|hai) sau"
    r"|trên đây|nội dung trên|lúc này|khi đó|lúc đó|nơi đó|tại đó)(?!\w)",
    re.IGNORECASE,
)
#: Openings that go on from the sentence before.
_GOES_ON: Final = re.compile(
    r"(?:Ngoài ra|Bên cạnh đó|Đồng thời|Tuy nhiên|Trong đó|Do đó|Vì vậy|Vì thế|Theo đó|Cũng|Từ đó"
    r"|Trường hợp này|Nhưng|Song|Tại đây|Sau đó|Qua đó|Đó là|Đây là|Như vậy|Còn|Và|Hoặc|Trừ"
    r"|Trong trường hợp này|Ngược lại|Mặt khác|Hơn nữa)(?!\w)"
)
#: The compiler's words about a digest, or a law's about itself.
_ABOUT_ITSELF: Final = re.compile(
    r"[Bb]ản tóm lược|người dùng cần|người biên soạn|đối chiếu (?:được )?với (?:bản|nguồn)"
    r"|mang tên:|quy định chi tiết (?:Điều|khoản|điểm|điều) này"
    r"|quy định chi tiết (?:điều|khoản|điểm) \w+"
    r"|đã đối chiếu được|Tên của \S+|mã mục|có khi được viết|đôi khi được viết"
    r"|chỉ dùng để tham khảo|khác với cách ghi|không có phần năm"
)
#: Law refers to itself by words that a quotation leaves without their place.
_OWN_PLACE: Final = re.compile(r"(?<!\w)(?:Điều|khoản|điểm|Mục|Chương|điều) này(?!\w)")
_OPEN_BRACKETS: Final = {"“": "”", "(": ")", "[": "]", "«": "»"}

#: A beginning that a main clause must follow, and the mark that it does.
_BEGINS_BEFORE: Final = re.compile(
    r"(?:Trước|Sau|Trong|Tại|Khi|Nếu|Đối với|Trên|Từ|Để|Do|Vào|Cùng với|Nhằm|Trường hợp)(?!\w)"
)
_MAIN_CLAUSE: Final = re.compile(r",| thì | phải | được | có | là ")
#: A sentence of fewer syllables says too little.
LEAST_WORDS: Final = 5
#: A longer one is not read to its end on a slide.
MOST_WORDS: Final = 60


def is_complete(text: str) -> bool:
    """Whether a text is a whole sentence or item: begins and ends as one, brackets closed."""
    if not text or not (text[0].isupper() or text[0].isdigit() or text[0] in '“"'):
        return False
    if _BEGINS_BEFORE.match(text) and not _MAIN_CLAUSE.search(text):
        return False
    return not text.endswith((":", "…", ",", "-")) and brackets_close(text)


def stands_alone(text: str) -> bool:
    """Whether a sentence is clear without its neighbours."""
    return not (_POINTS_BACK.search(text) or _GOES_ON.match(text))


def is_content(text: str) -> bool:
    """Whether a sentence says something about its subject rather than about the text."""
    return not _ABOUT_ITSELF.search(text)


def names_own_place(text: str) -> bool:
    """Whether a provision refers to itself ("Điều này")."""
    return bool(_OWN_PLACE.search(text))


def has_good_length(text: str, most: int = MOST_WORDS) -> bool:
    """Whether a sentence is neither a scrap nor a paragraph."""
    return LEAST_WORDS <= len(text.split()) <= most


def brackets_close(text: str) -> bool:
    """Whether every bracket and typographic quote is closed in its order."""
    open_now: list[str] = []
    for character in text:
        if character in _OPEN_BRACKETS:
            open_now.append(_OPEN_BRACKETS[character])
        elif character in _OPEN_BRACKETS.values() and (not open_now or open_now.pop() != character):
            # "1)" is a label, not a bracket
            return False
    return not open_now and text.count('"') % 2 == 0
