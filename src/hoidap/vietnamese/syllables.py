"""The shape of a Vietnamese syllable: onset, vowel cluster, final consonant, tone.

A syllable is taken apart with tables, not guessed: the onset is the longest
one that leaves a vowel, ``qu`` and ``gi`` swallow their vowel letter when
another vowel follows (``quý`` = qu + y, ``già`` = gi + a, but ``gì`` = g + i),
and onset and rhyme must each be in the table.  Syllables closed by a stop (c,
ch, p, t) only bear the tones sắc and nặng.

Where the tone mark stands follows from the parts.  In open syllables on oa,
oe and uy two customs exist (``hóa`` / ``hoá``, ``ủy`` / ``uỷ``); the form
chosen here is the older one, on the first vowel, because most keyboards and
most published text write it.  Everywhere else there is one correct place, and
a mark typed elsewhere (``tòan``, ``qúy``, ``gìa``) is moved there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from hoidap.vietnamese.letters import TONED, VOWELS, split_tone

#: Longest first, so that ``ngh`` is tried before ``ng`` and ``n``.
ONSETS: Final = (
    *("ngh",),
    *("ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"),
    "",
)

#: Vowel cluster and final consonant, without the u of qu- and the i of gi-.
_RHYME_TABLE: Final = """
a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung up ut uơ uôc uôi uôm uôn
uông uôt uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y ych yêm yên yêng yêt yêu yn ynh yp yt yu
"""
RHYMES: Final = frozenset(_RHYME_TABLE.split())

_FINALS: Final = ("ch", "ng", "nh", "c", "m", "n", "p", "t")
_STOPS: Final = frozenset({"c", "ch", "p", "t"})
_STOP_TONES: Final = frozenset({"\u0301", "\u0323"})
_QUALITY: Final = frozenset("ăâêôơư")

#: The longest Vietnamese syllable is nghiêng, seven letters.
LONGEST: Final = 7


class Syllable(NamedTuple):
    """The parts of a syllable, all lower case and toneless; ``tone`` is a combining mark or ""."""

    onset: str
    vowels: str
    final: str
    tone: str

    @property
    def letters(self) -> str:
        """The toneless spelling."""
        return self.onset + self.vowels + self.final

    @property
    def spelling(self) -> str:
        """The syllable with its tone mark in the one place used here."""
        if not self.tone:
            return self.letters
        at = _tone_position(self.vowels, self.final)
        toned = TONED[self.vowels[at], self.tone]
        return f"{self.onset}{self.vowels[:at]}{toned}{self.vowels[at + 1 :]}{self.final}"


def _tone_position(vowels: str, final: str) -> int:
    """Index in ``vowels`` of the letter that bears the tone."""
    for at in range(len(vowels) - 1, -1, -1):
        if vowels[at] in _QUALITY:
            return at
    if len(vowels) == 3:
        return 1
    return len(vowels) - 1 if final else 0


def _split_letters(letters: str) -> tuple[str, str, str] | None:
    """Onset, vowels and final consonant of a toneless spelling, or None."""
    onset = next(
        o for o in ONSETS if letters.startswith(o) and (not o or letters[len(o) : len(o) + 1] != "")
    )
    if onset in {"gi", "qu"} and letters[2] not in VOWELS:
        onset = onset[0] if onset == "gi" else onset
    rhyme = letters[len(onset) :]
    final = next((f for f in _FINALS if rhyme.endswith(f)), "")
    vowels = rhyme[: len(rhyme) - len(final)]
    if not vowels or rhyme not in RHYMES:
        return None
    return onset, vowels, final


def parse_syllable(word: str) -> Syllable | None:
    """Take a lower-case NFC word apart, or None when it is not shaped like Vietnamese."""
    return _parse(word) if 0 < len(word) <= LONGEST else None


@lru_cache(maxsize=65_536)  # some 20,000 spellings exist; the rest is foreign words
def _parse(word: str) -> Syllable | None:
    toneless = split_tone(word)
    if toneless is None:
        return None
    letters, tone = toneless
    parts = _split_letters(letters)
    if parts is None or (tone and parts[2] in _STOPS and tone not in _STOP_TONES):
        return None
    return Syllable(*parts, tone)


def is_syllable(word: str) -> bool:
    """Whether a lower-case word could be Vietnamese, correctly marked.

    Syllables closed by c, ch, p or t without any tone do not exist in correct
    spelling and are refused here, though ``parse_syllable`` takes them apart.
    """
    syllable = parse_syllable(word)
    return syllable is not None and (bool(syllable.tone) or syllable.final not in _STOPS)


def place_tone(word: str) -> str:
    """Move the tone mark of a lower-case word to the one place used here.

    Words that are not Vietnamese syllables come back unchanged; the length
    never changes.
    """
    return _placed(word) if len(word) <= LONGEST else word


@lru_cache(maxsize=65_536)
def _placed(word: str) -> str:
    syllable = parse_syllable(word)
    return word if syllable is None else syllable.spelling


#: Onsets after which a lone i and y are two spellings of one word: tỉ lệ / tỷ lệ, kĩ / kỹ,
#: lí / lý, qui / quy.
_BOTH_SPELLINGS: Final = ("h", "k", "l", "m", "qu", "s", "t")

#: Open syllables on i -> the same on y, with each tone: ``tỉ`` -> ``tỷ``.
Y_FOR_I: Final[dict[str, str]] = {
    onset + i: onset + y
    for onset in _BOTH_SPELLINGS
    for i, y in zip("iìíỉĩị", "yỳýỷỹỵ", strict=True)
}
#: The same the other way round.
I_FOR_Y: Final[dict[str, str]] = {y: i for i, y in Y_FOR_I.items()}
