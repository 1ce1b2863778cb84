"""Time words to a string of classes: what the time rules are matched against.

Each token of a text becomes one character (a word of the table its own, a numeral that of its shape, any other word
one of two), so that a rule over word classes is a plain regular expression over a short string. Case, line breaks
and unusual spaces are gone by then, and a rule cannot backtrack over long stretches of text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.errors import DataError

_TABLE = "time_words.csv"
_TOKEN = re.compile(
    r"""(?P<iso>(?<![\w-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?(?![\w-]))
    |(?P<figures>(?<![\w/.])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}/\d{2}/\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?![\w/]))
    |(?P<clock>(?<![\d:])[012]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))
    |(?P<fraction>\d{1,3}/\d{1,3}(?![\w/]))
    |(?P<decade>\b(?:1\d|20)\d0['’]?s\b|['’‘`]?\b\d0s\b)
    |(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
    |(?P<short>['’‘`]\d\d(?![\w]))
    |(?P<money>[$£€¥]\s?\d[\d.,]*)
    |(?P<number>\d+(?:[.,]\d+)*%?)
    |(?P<meridiem>\b[ap]\.\s?m\b\.?)
    |(?P<word>[^\W\d_]+)
    |(?P<genitive>['’]s\b)
    |(?P<break>\n[^\S\n]*\n)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE | re.IGNORECASE,
)
# The classes that are no words of the table. LOWER and UPPER are all other words, THINGS the plural-looking
# ones among them: what a number before them counts.
_SHAPES = (
    "ISO", "FIGURES", "CLOCK", "FRACTION", "DECADE", "NTH", "SHORTYEAR", "N12", "N31", "N99", "N999", "YEAR", "BIG",
    "LOWER", "UPPER", "THINGS", "STOP",
)  # fmt: skip
_MARKS = {"-": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", ",": ",", "(": "(", ")": ")", "/": "/", ".": "."}
_NO_THINGS = re.compile(r"(?:ss|us|is|as)$")
_PATTERN = re.compile(r"[A-Z]+\d*|'s|[a-z]+|[-,/.]|\(\?<?[=!]|[()|?*]")
_FIRST_CODE = 0x100


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table: `codes` word or shape → its character, `values` word → kind → value, `classes` kind → characters."""

    codes: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    classes: Mapping[str, str]
    holidays: Mapping[tuple[str, ...], str]


def is_a(word: str, *kinds: str) -> bool:
    """True when the table has `word` (lower case) as one of `kinds`."""
    return any(kind in lexicon().values.get(word, ()) for kind in kinds)


def _words_of(phrase: str) -> tuple[str, ...]:
    return tuple(m.group() for m in re.finditer(r"'s|[^\W\d_]+", phrase))


@cache
def lexicon() -> Lexicon:
    """The time words, read once. Raises DataError when the table is missing or damaged."""
    try:
        text = files("sayso.knowledge").joinpath(_TABLE).read_text(encoding="utf-8")
        rows = [
            (row["word"], row["kind"], row["value"])
            for row in csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
        ]
    except (OSError, KeyError) as error:
        raise DataError(f"the table {_TABLE} cannot be read ({error}); install sayso again") from error
    codes: dict[str, str] = {}

    def code(word: str) -> str:
        return codes.setdefault(word, chr(_FIRST_CODE + len(codes)))

    for shape in _SHAPES:
        code(shape)
    values: dict[str, dict[str, str]] = {}
    classes: dict[str, str] = {}
    holidays: dict[tuple[str, ...], str] = {}
    for word, kind, value in rows:
        if kind == "holiday":
            holidays[_words_of(word)] = value
            continue
        code(word)
        values.setdefault(word, {})[kind] = value
        name = kind.replace("-", "").upper()
        classes[name] = classes.get(name, "") + codes[word]
    for words in holidays:
        for word in words:
            code(word)
    for shape in _SHAPES:
        classes[shape] = codes[shape]
    for word in ("'s", *_MARKS.values()):
        code(word)
    classes["DAY"] = codes["N12"] + codes["N31"] + codes["NTH"]
    classes["DIGITS"] = "".join(codes[s] for s in ("N12", "N31", "N99", "N999", "YEAR", "BIG"))
    classes["TWODIGITS"] = "".join(codes[s] for s in ("N12", "N31", "N99"))
    return Lexicon(codes, values, classes, holidays)


def compiled(pattern: str, macros: Mapping[str, str], codes: dict[str, str]) -> str:
    """A rule's pattern as a regular expression over class characters.

    A pattern is made of classes (capitals), words (lower case), the marks - , / . and the usual
    `( ) | ? *`; look-around groups are allowed; a name in `macros` stands for its pattern. Words that
    are new get a character in `codes`.
    """
    out: list[str] = []
    known = lexicon().classes
    for part in _PATTERN.findall(pattern):
        if part in macros:
            out.append(f"(?:{compiled(macros[part], macros, codes)})")
        elif part == "HOLIDAY":
            longest_first = sorted(lexicon().holidays, key=len, reverse=True)
            out.append("(?:" + "|".join("".join(codes[w] for w in words) for words in longest_first) + ")")
        elif part in known:
            out.append(f"[{known[part]}]")
        elif part == "(":
            out.append("(?:")
        elif part in (")", "|", "?", "*") or part.startswith("(?"):
            out.append(part)
        elif part.isupper():
            raise ValueError(f"no class or macro is called {part}")
        else:
            out.append(codes.setdefault(part, chr(_FIRST_CODE + len(codes))))
    return "".join(out)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: `classes` one character each; `words` lower-case; `begins`, `ends` offsets."""

    text: str
    classes: str
    words: tuple[str, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def capital(self, at: int) -> bool:
        """True when the token begins with a capital."""
        return self.text[self.begins[at]].isupper()


def tokenise(text: str, codes: Mapping[str, str]) -> Tokens:
    """The tokens of `text`. `codes` are the lexicon's with the words of the rules."""
    classes: list[str] = []
    words: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    short = lexicon().values
    for m in _TOKEN.finditer(text):
        group = m.lastgroup or ""
        raw = m.group()
        begin, end = m.span()
        if group == "word":
            word = raw.lower()
            code = codes.get(word) or codes[_word_shape(raw, word)]
            # an abbreviation's full stop is part of it: "Feb. 3"
            if "short" in short.get(word, ()) and text[end : end + 1] == ".":
                end += 1
        elif group == "mark":
            word = _MARKS.get(raw, raw)
            code = codes[word] if raw in _MARKS else codes["STOP"]
            if begin < (ends[-1] if ends else 0):
                continue
        elif group == "number":
            word = raw
            code = codes[_number_shape(raw)]
        elif group == "genitive":
            word, code = "'s", codes["'s"]
        elif group == "meridiem":
            word = raw[0].lower() + "m"
            code = codes[word]
        else:
            word = raw.lower()
            code = codes[_GROUP_SHAPE[group]]
        classes.append(code)
        words.append(word)
        begins.append(begin)
        ends.append(end)
    return Tokens(text, "".join(classes), tuple(words), tuple(begins), tuple(ends))


_GROUP_SHAPE = {
    "iso": "ISO", "figures": "FIGURES", "clock": "CLOCK", "fraction": "FRACTION", "decade": "DECADE", "ordinal": "NTH",
    "short": "SHORTYEAR", "money": "STOP", "break": "STOP",
}  # fmt: skip


def _word_shape(raw: str, word: str) -> str:
    if raw[0].isupper():
        return "UPPER"
    return "THINGS" if word.endswith("s") and not _NO_THINGS.search(word) else "LOWER"


def _number_shape(raw: str) -> str:
    if not raw.isdigit() or len(raw) > 4:
        return "BIG"
    n = int(raw)
    if len(raw) == 4:
        return "YEAR" if 1000 <= n < 2200 else "BIG"
    if len(raw) == 3:
        return "N999"
    return "N12" if 1 <= n <= 12 else "N31" if 13 <= n <= 31 else "N99"
