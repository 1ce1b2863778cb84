"""Place names made comparable: one folded key for the many ways in which one name is printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that do not come apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a",
        "'": "", "’": "", "‘": "", "`": "", "´": "", "ʿ": "", "ʾ": "", "ʻ": "", "ʼ": "", "′": "", ".": "",
        "-": " ", "–": " ", "—": " ", "‐": " ", "‑": " ", "/": " ", ",": " ", "&": " and ", "\u00ad": "",
    }
)  # fmt: skip
# "Mt. Hood", "Ft. Worth", "St. Louis": written out, but only where a name follows ("Main St." is a street).
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_ARTICLES = frozenset(
    ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "en", "er", "es", "et", "ez", "ul", "ud")
)
UNITS: dict[str, str] = {
    **dict.fromkeys(("province", "governorate", "state", "oblast", "prefecture", "region", "republic"), "admin1"),
    **dict.fromkeys(("county", "district", "parish", "borough", "raion", "municipality", "canton"), "admin2"),
    **dict.fromkeys(("city", "town", "village", "township"), "town"),
}  # fmt: skip
"""Words that say what kind of place a name is of, after it ("Anbar province") or before it with "of"."""
_UNIT_AFTER = re.compile(rf"^(.+?) ({'|'.join(UNITS)})$")
_UNIT_BEFORE = re.compile(rf"^(?:{'|'.join(UNITS)}) of (?:the )?(.+)$")
_LEADING = re.compile(
    r"^(?:northern|southern|eastern|western|central|north|south|east|west|downtown|greater|upper|lower) (.+)$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_LATIN = re.compile(r"^[\x20-\x7e]+$")


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """The key of `name`: lower case, without diacritics, apostrophes, dots and hyphens, "St." written out, no "the".

    The empty string for a name that is not in Latin script.
    """
    text = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)
    if not _LATIN.match(text):
        return ""
    words = text.split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        words = [_ABBREVIATIONS.get(w, w) for w in words[:-1]] + words[-1:]
    return " ".join(words)


def loose(key: str) -> str:
    """`key` without Arabic articles ("ain al asad" → "ain asad"); the empty string when nothing telling changes."""
    words = key.split()
    kept = [w for w in words if w not in _ARTICLES]
    short = " ".join(kept)
    return short if len(kept) < len(words) and len(short) >= 3 else ""


_SOUNDS = (
    (re.compile(r"\b(?:tell|tel|tall)\b"), "tal"),
    (re.compile(r"[ae][iy]|ee|[iey]"), "i"),
    (re.compile(r"aw|au|ou|oo|[ow]"), "u"),
    (re.compile(r"q|c(?!h)"), "k"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"i(?=[au])"), ""),
    (re.compile(r"(?<=\w\w)[ai]?[ht]?\b"), ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 13)
def sound(key: str) -> str:
    """A rough key for names carried over from other scripts: "Hasakeh", "Hassakah" and "Al-Hasaka" have one.

    The empty string when too little is left to tell names apart.
    """
    text = " ".join(w for w in key.split() if w not in _ARTICLES)
    for pattern, replacement in _SOUNDS:
        text = pattern.sub(replacement, text)
    return text if len(text.replace(" ", "")) >= 4 else ""


def without_possessive(name: str) -> str:
    """`name` without an English possessive ending ("Syria's" → "Syria")."""
    return _POSSESSIVE.sub("", name)


def without_unit(key: str) -> tuple[str, str] | None:
    """A folded name without its unit word, and that unit ("anbar province" → "anbar", "admin1"); None without one."""
    if found := _UNIT_AFTER.match(key):
        return found[1], UNITS[found[2]]
    if found := _UNIT_BEFORE.match(key):
        return found[1], UNITS[key.split(" ", 1)[0]]
    return None


def without_direction(key: str) -> str | None:
    """A folded name without a leading direction ("northern iraq" → "iraq"); None without one."""
    found = _LEADING.match(key)
    return found[1] if found else None
