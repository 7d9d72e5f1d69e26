"""Numbers, dates and Vietnamese text in, the forms that are printed, compared, sorted and used as file names out.

Pure: no clock, no file. Conventions are those of Vietnamese print: "10.000", "24,5%", "14h00", "30/9/2023".
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from assetkit import lexicon
from assetkit.errors import AssetkitError

MINUS = "\u2212"
KEEP_LIMIT = 24
"""Longest kept segment in characters: longer ones may break, or a narrow box could not hold them."""

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries and of CLDR "vi"
_TONE_RANK = {mark: rank for rank, mark in enumerate(_TONES, start=1)}
_TONE_LETTERS = ["", *"\u02e5\u02e6\u02e7\u02e8\u02e9"]  # one per rank; letters that no other text has
_LETTERS = {letter: 200 + rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_NUMBER = re.compile(r"[^\w\s+\-−]*[+\-−]?\d+(?:[.,]\d+)*")
_COUNTED = re.compile(r"\W*(?:\d|[IVX]+\b)")
_SOLID = re.compile(r"\w[-/–—]\w")
_UNIT_SIGNS = "₫%‰$€°"
_OPENERS = "([{‘“–—/"


def nfc(text: str) -> str:
    """The composed form (NFC): one code point per Vietnamese letter where Unicode has one."""
    return unicodedata.normalize("NFC", text)


def _exact(value: int | float | Decimal | Fraction) -> Fraction:
    """The value as a fraction; a float counts as the decimal that Python prints for it: 2.675, not 2.67499…."""
    try:
        return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError) as problem:
        raise AssetkitError(f"cannot print '{value}' as a number", hint="a finite number") from problem


def number(value: int | float | Decimal | Fraction, decimals: int = 0) -> str:
    """10000 -> "10.000"; 24.5 with one decimal -> "24,5"; -3 -> "−3" (U+2212). Half is rounded away from zero."""
    if decimals < 0:
        raise AssetkitError(f"cannot print a number with {decimals} decimals", hint="0 or more")
    exact = _exact(value)
    scale = 10**decimals
    units = int(abs(exact) * scale + Fraction(1, 2))
    whole, part = divmod(units, scale)
    sign = MINUS if exact < 0 and units else ""
    digits = f"{whole:,}".replace(",", ".")
    return f"{sign}{digits},{part:0{decimals}d}" if decimals else f"{sign}{digits}"


def signed(value: int | float | Decimal | Fraction, decimals: int = 0) -> str:
    """A change: 12 -> "+12", -3 -> "−3", 0 -> "0" (and what rounds to zero)."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or not any(digit in "123456789" for digit in text) else f"+{text}"


def percent(ratio: Fraction | Decimal | float | int, decimals: int = 1) -> str:
    """A ratio (1 is the whole) as percent: Fraction(141, 96) -> "146,9%". Pass a Fraction to stay exact."""
    return f"{number(_exact(ratio) * 100, decimals)}%"


def date_short(day: dt.date) -> str:
    """Day, month and year without leading zeros: "30/9/2023"."""
    return f"{day.day}/{day.month}/{day.year}"


def date_long(day: dt.date) -> str:
    """In words: "ngày 30 tháng 9 năm 2023"."""
    return f"ngày {day.day} tháng {day.month} năm {day.year}"


def time_short(time: dt.time | dt.datetime) -> str:
    """Hour without, minute with a leading zero: "14h00", "9h05"."""
    return f"{time.hour}h{time.minute:02d}"


def moment(when: dt.datetime) -> str:
    """Time and date, "14h00 ngày 10/5/2022"; midnight means that only the date is known: "10/5/2022"."""
    if when.time() == dt.time():
        return date_short(when)
    return f"{time_short(when)} ngày {date_short(when)}"


def upper(text: str) -> str:
    """Upper case by Unicode: đ -> Đ, tone marks kept."""
    return nfc(nfc(text).upper())


def apply_rules(text: str) -> str:
    """NFC; white space (line breaks too) collapsed; straight double quotes to “ ”; " - " to " – ".

    A no-break space stays: `keep_together` honours it. A straight quote that neither opens nor closes (27") stays.
    """
    text = re.sub(r"[^\S\u00a0\u202f]+", " ", nfc(text)).strip()
    text = re.sub(r"(?<=\S) - (?=\S)", " – ", text)
    depth = 0
    result: list[str] = []
    for index, sign in enumerate(text):
        before = text[index - 1] if index else " "
        if sign == '"' and (before.isspace() or before in _OPENERS):
            sign = "“"
        elif sign == '"' and depth:
            sign = "”"
        depth = max(0, depth + (sign == "“") - (sign == "”"))
        result.append(sign)
    return nfc("".join(result))


def _without_tones(text: str) -> tuple[str, list[int]]:
    """(text without tone marks, composed; the rank of each letter's tone, 0 for none)."""
    letters: list[str] = []
    ranks: list[int] = []
    for sign in unicodedata.normalize("NFD", text):
        if sign in _TONE_RANK and ranks:
            ranks[-1] = _TONE_RANK[sign]
        elif unicodedata.combining(sign) and letters:
            letters[-1] += sign
        else:
            letters.append(sign)
            ranks.append(0)
    return nfc("".join(letters)), ranks


@lru_cache(maxsize=16_384)  # the same few names of units are compared again for every reading of theirs
def fold(text: str) -> str:
    """A key that is equal for texts that mean the same: case, composition, white space, and hòa/hoà do not matter.

    The tone mark of each syllable moves to its end, so its place in the vowel cluster is forgotten but not the tone.
    """
    syllables = []
    for piece in re.findall(r"[\W\d_]+|[^\W\d_]+", " ".join(nfc(nfc(text).casefold()).split())):
        bare, ranks = _without_tones(piece)
        syllables.append(bare + "".join(_TONE_LETTERS[rank] for rank in ranks))
    return "".join(syllables)


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Order of the Vietnamese alphabet (A Ă Â B C D Đ E Ê …), tones second, case last. Spaces and digits first."""
    bare, ranks = _without_tones(text.casefold())
    return tuple(_rank(sign) for sign in bare if not unicodedata.combining(sign)), tuple(ranks), nfc(text)


def _rank(sign: str) -> int:
    """Place of one composed lower-case letter; a foreign accent counts as its bare letter."""
    letter = sign if sign in _LETTERS else unicodedata.normalize("NFD", sign)[0]
    return _LETTERS.get(letter, ord(letter) if ord(letter) < 128 else 1000 + ord(letter))


def name_sort_key(full_name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...], str], ...]:
    """Order of people: the given name (last syllable) first, then the rest from the left."""
    *rest, given = full_name.split() or [""]
    return sort_key(given), sort_key(" ".join(rest))


def slug(text: str, limit: int = 80) -> str:
    """A file name of a-z, 0-9, "-", at most `limit` (>= 12) characters, safe on every system; else "khong-ten"."""
    if limit < 12:
        raise AssetkitError(f"a slug cannot be limited to {limit} characters", hint="12 or more")
    plain = unicodedata.normalize(
        "NFKD", nfc(text).casefold().translate({0x111: "d", 0xF0: "d"})
    )  # đ, and ð typed for it
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > limit:
        shorter = name[: limit + 1].rpartition("-")[0]  # whole words, unless that would lose more than half
        name = (shorter if len(shorter) * 2 >= limit else name[:limit]).strip("-")
    if name in _RESERVED:
        name = f"{name}-tep"  # CON, NUL, COM1 … are devices on Windows
    return name or "khong-ten"


def keep_together(text: str) -> list[tuple[str, bool]]:
    """Segments whose texts joined are `nfc(text)`; True = must not break (wrap in a nowrap span), <= 24 characters.

    Kept: a number with its unit, "giai đoạn 1", "ngày 30", document numbers, names, the words of `lexicon.LEXICON`,
    the dash with the word before it, and the last two words of a line of four or more. Never across a line break.
    """
    segments: list[tuple[str, bool]] = []
    for part in re.split(r"(\n+)", nfc(text)):
        segments.extend(_keep_line(part) if part.strip() else [(part, False)] if part else [])
    return segments


def _keep_line(line: str) -> Iterator[tuple[str, bool]]:
    """`keep_together` for one line that has at least one word."""
    spans = [match.span() for match in re.finditer(r"\S+", line)]
    words = [line[start:end] for start, end in spans]
    first_of = list(range(len(words)))  # the group that each word is in, by its first and its last word
    last_of = list(range(len(words)))
    for one, other in _bonds(words, [line[a[1] : b[0]] for a, b in pairwise(spans)]):
        first, last = first_of[one], last_of[other]
        if spans[last][1] - spans[first][0] <= KEEP_LIMIT:
            for index in range(first, last + 1):
                first_of[index], last_of[index] = first, last
    done = 0
    for first, last in sorted(set(zip(first_of, last_of, strict=True))):
        left, right = spans[first][0], spans[last][1]
        if last > first or (_SOLID.search(words[first]) and right - left <= KEEP_LIMIT):
            if left > done:
                yield line[done:left], False
            yield line[left:right], True
            done = right
    if done < len(line):
        yield line[done:], False


def _bonds(words: list[str], gaps: list[str]) -> Iterator[tuple[int, int]]:
    """Ranges (first, last) of words that belong together, the most important first."""
    keys = [fold(_bare(word)) for word in words]
    yield from ((index, index + 1) for index, gap in enumerate(gaps) if gap in ("\u00a0", "\u202f"))
    yield from _number_bonds(words, keys)
    yield from _name_bonds(words, keys)
    yield from _lexicon_bonds(words, keys)
    yield from ((index - 1, index) for index, word in enumerate(words) if index and word in ("–", "—", "-"))
    spoken = [index for index, key in enumerate(keys) if key or words[index][0] in _UNIT_SIGNS]
    if len(spoken) >= 4:
        yield spoken[-2], len(words) - 1


def _bare(word: str) -> str:
    """A word without the punctuation around it."""
    return word.strip("".join({sign for sign in word if not sign.isalnum()}))


def _number_bonds(words: list[str], keys: list[str]) -> Iterator[tuple[int, int]]:
    """A number with the word it is counted by ("giai đoạn 1") or, without one, with its unit ("33.000 tỷ đồng")."""
    taken = -1  # the unit of the number before is not the head of the next: "5 năm 2 tháng"
    for index, word in enumerate(words):
        if index and keys[index - 1] in _NUMBERED and taken != index - 1 and _COUNTED.match(word):
            yield index - 1, index
        elif _NUMBER.fullmatch(word):
            follower = index + 1
            while follower < len(words) and _is_unit(words[follower], keys[follower]):
                yield follower - 1, follower
                taken = follower
                if keys[follower] not in _MAGNITUDES or not words[follower][-1].isalnum():
                    break
                follower += 1


def _is_unit(word: str, key: str) -> bool:
    """Whether a word can follow its number: a sign, or a word that is not one of grammar."""
    return word[0] in _UNIT_SIGNS or (word[0].isalpha() and key not in _NOT_UNITS)


def _name_bonds(words: list[str], keys: list[str]) -> Iterator[tuple[int, int]]:
    """A family name and the capitalised syllables after it. A name alone may break: posters set it on two lines."""
    for index, key in enumerate(keys):
        end = index
        while key in _FAMILY_NAMES and end < min(index + 4, len(words)) and _bare(words[end]).istitle():
            end += 1
            if not words[end - 1][-1].isalnum():
                break
        if 2 <= end - index < len(words):
            yield index, end - 1


def _lexicon_bonds(words: list[str], keys: list[str]) -> Iterator[tuple[int, int]]:
    """The longest word of the lexicon at each place, from the left. Punctuation inside a word parts it."""
    index = 0
    while index < len(words):
        length = 1
        for known in _BY_FIRST.get(keys[index], ()):
            inner = words[index : index + len(known)]
            parted = any(not a[-1].isalnum() or not b[0].isalnum() for a, b in pairwise(inner))
            if tuple(keys[index : index + len(known)]) == known and not parted:
                length = len(known)
                yield index, index + length - 1
                break
        index += length


_NUMBERED = frozenset(map(fold, lexicon.NUMBERED))
_MAGNITUDES = frozenset(map(fold, lexicon.MAGNITUDES))
_NOT_UNITS = frozenset(map(fold, lexicon.NOT_UNITS))
_FAMILY_NAMES = frozenset(map(fold, lexicon.FAMILY_NAMES))
_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _word in sorted((tuple(map(fold, entry.split())) for entry in lexicon.LEXICON), key=len, reverse=True):
    _BY_FIRST.setdefault(_word[0], []).append(_word)
