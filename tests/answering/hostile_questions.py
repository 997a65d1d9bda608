"""Questions and conversations made from what the patterns look for, repeated to the limit."""

from __future__ import annotations

import random

from hoidap.retrieval.query import Turn

LIMIT = 1000

#: Pieces of the grammar: each is the beginning, the middle or the whole of what some pattern takes.
PIECES = (
    *("CT1", "NQ 4", "QĐ37", "05-CT/TW", "Chỉ thị 05-CT/TW", "1-2-3/", "30/2020/NĐ-CP", "05 ct tw"),
    *("Nghị quyết Trung ương 4 khoá XI", "Hội nghị lần thứ tư", "Luật", "Luật Lao động", "bộ luật"),
    *("điều 1", "khoản 2", "điểm a", "điều 1, 2, 3", "điều 1 đến 60", "khoản 1 đến 60", "k2 đ8"),
    *(
        "điểm a đến y",
        "của Luật này",
        "chương I",
        "mục",
        "15/5/2016",
        "ngày 15 tháng 5",
        "năm 2016",
    ),
    *("quý II năm 2016", "2016-2020", "UBND", "HĐND", "cbcc", "T.Ư", "97,8%", "1.000.000 đồng"),
    *(
        "10 triệu",
        "hai mươi",
        "3 năm 2 tháng",
        "“a”",
        '"',
        "(",
        ")",
        "( )",
        "[1]",
        ",",
        ";",
        "...",
        "?",
    ),
    *(
        "theo",
        "của",
        "theo quy định của",
        "về việc",
        "trong",
        "nào",
        "gì",
        "là gì",
        "bao nhiêu",
        "mấy",
    ),
    *(
        "thế còn",
        "còn",
        "thì sao",
        "chỉ thị đó",
        "nó",
        "đồng chí đó",
        "hai văn bản",
        "điều tiếp theo",
    ),
    *("không", "có", "được", "những gì", "văn bản nào", "ai", "do", "ban hành", "ký", "mới nhất"),
    *("Ông A nói gì về", "bài phỏng vấn", "theo bài báo", "so sánh", "khác nhau", "vì sao", "hay"),
    *("những điều đảng viên không được làm", "trách nhiệm nêu gương", "học tập và làm theo"),
    *("duong", "vieejc", "vie6c5", "nghieng", "hoá", "uỷ", "tỷ lệ", "Mác - Lênin", "Nguyễn Văn A"),
    *("a", "đ", "ơ", "I", "1", "0", "-", "/", ".", "_", "\u0301", "a\u0316\u0301", "e\u0323\u0302"),
    *(
        "người",
        "quyền",
        "nghĩa vụ",
        "tổ chức",
        "trường hợp",
        "là",
        "và",
        "hoặc",
        "đến",
        "nếu",
        "khi",
    ),
)
JOINTS = (" ", "", ", ", " - ", "/", "  ", " và ", "\n", ". ")


def question(random_: random.Random) -> str:
    """One question: mostly short, a good share repeated to the limit."""
    pieces = random_.choices(PIECES, k=random_.choice((1, 1, 2, 2, 3, 4, 6, 9)))
    joint = random_.choice(JOINTS)
    unit = joint.join(pieces) + joint
    text = unit * (LIMIT // len(unit) + 1) if random_.random() < 0.25 else unit
    text = text[: LIMIT - random_.choice((0, 0, 0, 1, 2, 7))]
    return text if any(map(str.isalnum, text)) else text[1:] + "a"


def conversation(random_: random.Random) -> tuple[str, tuple[Turn, ...]]:
    """A question, and the turns before it."""
    turns = (
        Turn(question(random_), question(random_) * random_.choice((0, 1, 9)))
        for _ in range(random_.choice((1, 2, 5, 20)))
    )
    follow_up = random_.choice(("Thế còn ", "Nó ", "Chỉ thị đó ", "Khoản 2 ", ""))
    return (follow_up + question(random_))[:LIMIT], tuple(turns)
