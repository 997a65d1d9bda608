"""Checks quiz items against the documents' texts, knowing nothing of how they were made.

Everything is compared as words: lower case, without punctuation.  A statement *stands* in
a text when its words follow each other there.  A question is turned into statements by
putting each option where the blank or the question words are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from hoidap.study.pack import ItemKind, QuizItem, Source

ASKED = (
    "bao nhiêu phần trăm",
    "bao nhiêu",
    "cơ quan nào",
    "văn bản nào",
    "chủ thể nào",
    "ngày nào",
    "là ai",
)
#: Words of the questions themselves, and of the names of places.
FRAME_TABLE = """
theo chọn phương án đúng điền vào chỗ trống để hoàn thành câu nhận định sau đây hay sai bài trả lời
phỏng vấn của đồng chí trên nào nêu nội dung quy định về được tại là ai người ký văn bản mang tên
thuật ngữ hiểu ngày gì trong điều
"""
FRAME = set(FRAME_TABLE.split())
#: Words before and after the answer that must agree with the quote.
NEIGHBOURS = 3
#: Words around a wrong option that together would say the same elsewhere.
REACH = 5


def words(text: str) -> list[str]:
    """The words of a text: figures keep their points and strokes, numbers their symbols."""
    plain = unicodedata.normalize("NFC", text).lower()
    return re.findall(r"\d+(?:[.,/]\d+)*|[^\W_]+", plain)


def stands(statement: Sequence[str], text: Sequence[str]) -> bool:
    """Whether words follow each other in a text."""
    return f" {' '.join(statement)} " in f" {' '.join(text)} "


class Corpus:
    """The documents' texts, and their words."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._words = {key: words(text) for key, text in texts.items()}

    def of(self, document_id: str) -> list[str]:
        return self._words[document_id]

    def anywhere(self, statement: Sequence[str]) -> bool:
        return any(stands(statement, self.of(key)) for key in self.texts)


def real_sources(item: QuizItem, corpus: Corpus) -> bool:
    """Every quote is the text at its place."""
    return bool(item.sources) and all(
        corpus.texts[each.document_id][each.start : each.end] == each.quote for each in item.sources
    )


def quoted(item: QuizItem) -> list[str]:
    """The quotes' words; a digest's remark that its items were checked is not said in a quiz."""
    quotes = (each.quote.replace(" đã đối chiếu được với nguồn", "") for each in item.sources)
    return [word for quote in quotes for word in words(quote)]


def said(sources: Sequence[Source]) -> set[str]:
    """All words of the sources and of what they are called."""
    texts = (f"{each.quote} {each.reference} {each.title}" for each in sources)
    return {word for text in texts for word in words(text)}


PLACE = re.compile(
    r"Theo (?:bài trả lời phỏng vấn của đồng chí [^,]+|bài “[^”]*”[^,]*"
    r"|(?:điểm|khoản|Điều|mục|ý|lời)[^“”,]*|[^,“”]*\d[^,“”]*), "
)


def without_place(text: str) -> str:
    """A question or claim without the words that say where it is taken from."""
    found = PLACE.match(text)
    return text[found.end() :] if found else text


def claims(item: QuizItem) -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """(option, words before, words of the option, words after) for every option."""
    prompt = without_place(item.prompt)
    if "____" in prompt:
        before, _, after = prompt[prompt.index("“") + 1 :].partition("____")
    else:
        found = next((asked for asked in ASKED if asked in prompt.lower()), None)
        if found is None:
            return
        at = prompt.lower().index(found)
        keep = "ngày" if found == "ngày nào" else "là" if found == "là ai" else ""
        before, after = f"{prompt[:at]} {keep}", prompt[at + len(found) :]
        if words(before)[-2:] == ["vào", "ngày"]:  # the day stood first
            before, after = "ngày", ""
    for option in item.options or item.answers[:1]:
        yield option, words(before), words(option), words(after)


def is_supported(item: QuizItem) -> bool:
    """Whether the citation holds the right answer to the question."""
    quote = quoted(item)
    supported: bool
    match item.kind:
        case ItemKind.TRUE_FALSE:
            said_true = item.options[item.correct[0]] == "Đúng"
            supported = _claim_stands(item, quote) == said_true
        case ItemKind.MATCH:
            supported = all(
                any(
                    stands(words(left), words(f"{each.reference} {each.quote}"))
                    and stands(_padded(item.options[at], each), words(each.quote))
                    for each in item.sources
                )
                for left, at in zip(item.left, item.correct, strict=True)
            )
        case ItemKind.ORDER:
            supported = _in_order(item)
        case ItemKind.GAP:
            supported = all(
                _fits(before, answer, after, quote) for _, before, answer, after in claims(item)
            )
        case ItemKind.CHOICE:
            supported = _choice_is_supported(item, quote)
    return supported


def _choice_is_supported(item: QuizItem, quote: list[str]) -> bool:
    """Whether nothing in the question is foreign to the sources, and the answer fits there."""
    right = item.options[item.correct[0]]
    shown = re.sub(r"____|…", " ", without_place(item.prompt))
    asking = {word for asked in ASKED for word in words(asked)}
    if set(words(shown)) - FRAME - asking - said(item.sources):
        return False
    filled = [claim for claim in claims(item) if claim[0] == right]
    if filled:
        _, before, answer, after = filled[0]
        return _fits(before, answer, after, quote)
    everything = " ".join(f"{each.reference} {each.quote}" for each in item.sources)
    return stands(words(right), words(everything))


def _padded(shown: str, source: Source) -> list[str]:
    """A day as its source writes it, with or without noughts."""
    plain, quote = words(shown), words(source.quote)
    bare = [re.sub(r"(?<!\d)0(?=\d)", "", word) for word in plain]
    return bare if not stands(plain, quote) and stands(bare, quote) else plain


def _fits(before: list[str], answer: list[str], after: list[str], text: list[str]) -> bool:
    """The answer stands in the text with the question's neighbouring words on one side."""
    if answer and answer[-1] in after[:1]:
        answer = answer[:-1]
    left = [*before[-NEIGHBOURS:], *answer]
    while len(left) > len(answer) and left[0] in FRAME:
        left = left[1:]
    right = [*answer, *after[:NEIGHBOURS]]
    return stands(left, text) and (stands(right, text) or not after or stands(left[-8:], text))


def _claim_stands(item: QuizItem, text: list[str]) -> bool:
    """Whether what is claimed follows in the text piece by piece."""
    claim = item.prompt[item.prompt.index("“") + 1 : item.prompt.rindex("”")]
    return any(
        all(stands(words(piece), text) for piece in shown.split("…"))
        for shown in (claim, without_place(claim))
    )


def _in_order(item: QuizItem) -> bool:
    ordered = [item.options[at] for at in item.correct]
    if len(item.sources) == len(ordered):
        days = [re.search(r"(\d{1,2})/(\d{1,2})/(\d{4})", each.quote) for each in item.sources]
        found = [(int(day[3]), int(day[2]), int(day[1])) for day in days if day]
        named = all(
            stands(words(option), words(each.quote))
            for option, each in zip(ordered, item.sources, strict=True)
        )
        return named and len(found) == len(ordered) and found == sorted(found)
    text = " ".join(quoted(item))
    places = [text.find(" ".join(words(option))) for option in ordered]
    return -1 not in places and places == sorted(places)


def wrong_is_false(item: QuizItem, corpus: Corpus) -> bool:
    """Whether every wrong option is contradicted by the citation or stands nowhere."""
    if item.kind is ItemKind.TRUE_FALSE:
        return True  # the claim is its own option: see ``is_supported``
    if item.kind is not ItemKind.CHOICE:
        return True
    right = item.options[item.correct[0]]
    filled = list(claims(item))
    if filled:
        return not any(
            corpus.anywhere([*before[-REACH:], *answer, *after[: max(2, REACH - len(before))]])
            for option, before, answer, after in filled
            if option != right
        )
    quote = quoted(item)
    own = {each.document_id for each in item.sources}
    wrong = [option for option in item.options if option != right]
    if any(stands(words(option), quote) for option in wrong):
        return False
    article = re.match(r"Điều \d+", item.prompt)
    defined = re.search(r"“([^“”]{12,})”", item.prompt)
    joined = [[*words(article[0]), *words(option)] for option in wrong] if article else []
    if defined:
        joined += [[*words(option), "là", *words(defined[1])[:REACH]] for option in wrong]
    return not any(stands(each, corpus.of(key)) for each in joined for key in own)


def has_one_answer(item: QuizItem) -> bool:
    """Whether no two options are worth the same."""
    worth = {
        " ".join(re.sub(r"^0+(?=\d)", "", word) for word in words(each)) for each in item.options
    }
    return len(worth) == len(item.options)


def malformed(item: QuizItem) -> str:
    """What is wrong with the wording of an item; "" when nothing is."""
    shown = [item.prompt, *item.options, *item.left, *item.answers]
    prompt, asks = item.prompt, re.compile(r"(?<!\w)(?:nào|bao nhiêu|gì|ai|Ai)(?!\w)")
    marks = re.compile(r"  | [,.;:?!](?!\.)|\.\.(?!\.)|,,|\(\s|\s\)|[{}]|None|\n")
    small = re.compile(r"[.?!]\s+[^\W\d_A-ZĐ]")
    checks = {
        "spaces around": any(not text or text != text.strip() for text in shown),
        "punctuation": any(marks.search(text) for text in shown),
        "brackets": any(
            text.count(one) != text.count(other) for text in shown for one, other in ("“”", "()")
        ),
        "beginning": not prompt[0].isupper(),
        "end": not prompt.endswith(("?", ".", "”")),
        "asks nothing": prompt.endswith("?") and not asks.search(prompt),
        "two places": bool(re.search(r"(?:Theo [^,“”]*,\s*){2,}", prompt)),
        "small after a stop": any(each[0][-1].islower() for each in small.finditer(prompt)),
        "blanks": item.kind is ItemKind.GAP and prompt.count("____") != 1,
        "cut option": any(each.endswith((";", ",", ":")) for each in item.options),
        "long": len(prompt.split()) > 110 or any(len(each.split()) > 60 for each in item.options),
    }
    return ", ".join(name for name, wrong in checks.items() if wrong)
