"""Is it English? Only English is read; another language is named and refused."""

from __future__ import annotations

import re

from sayso.errors import WrongLanguage
from sayso.intake.tables import language_names

# Words that every English text is full of and that are rare in other languages, whatever the names in it.
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "the and of to that for with from were which this been said their they his has have would by at are had"
    )
)
_SAMPLE = 6000  # characters from the beginning, as many from the middle
_FEW_WORDS = 8
_ENGLISH_SHARE = 0.12  # of function words; English reports have 0.25 to 0.4, other languages under 0.05
_HARDLY_ANY = 0.03


def check_english(text: str) -> None:
    """Raises WrongLanguage, naming the language, when `text` is in another one. Texts of a few words pass."""
    middle = len(text) // 2
    sample = text[:_SAMPLE] + (" " + text[middle : middle + _SAMPLE] if middle > _SAMPLE else "")
    sample = sample.lower()  # capitals alone look like another language to the model
    words = _WORD.findall(sample)
    if len(words) < _FEW_WORDS:
        if words and not any(word.isascii() for word in words) and len(sample) >= 20:
            _refuse_unless_english(sample)
        return
    share = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    if share < _ENGLISH_SHARE:
        _refuse_unless_english(sample, likely=share > _HARDLY_ANY)


def _refuse_unless_english(sample: str, likely: bool = False) -> None:
    """Ask the model; where function words make English `likely`, it must be the second guess at least."""
    import py3langid  # 1 to 2 seconds to load: only for texts that do not look English

    # Half of a surrogate pair (a broken escape in JSON) has no bytes for the model to read.
    ranked = [code for code, _score in py3langid.rank(sample.encode("utf-8", "replace").decode("utf-8"))]
    if "en" in ranked[: 3 if likely else 1] or ranked[0] == "zxx":
        return
    name = language_names().get(ranked[0], ranked[0])
    raise WrongLanguage(f"this is written in {name}: sayso reads English, so give an English version")
