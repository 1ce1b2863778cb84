"""Is it English? Only English is read; another language is named and refused."""

from __future__ import annotations

import re

from sayso.errors import WrongLanguage
from sayso.intake.tables import language_names

# Words that every English text is full of and that are rare in other languages, whatever the names in it.
_NO_OTHER = frozenset(("en", "zxx"))  # zxx: no language at all
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "the and of to that for with from were which this been said their they his has have would by at are had"
    )
)
_SAMPLE = 6000  # characters from the beginning, as many from the middle
_FEW_WORDS = 8
_ENGLISH_SHARE = 0.12  # of function words; English reports have 0.25 to 0.4, other languages under 0.05
# How much likelier, as a logarithm for each word, the model must find another language than English. A text full of
# foreign names reaches 3 at most, one in another language 8 at least.
_MARGIN = 5.0


def check_english(text: str) -> None:
    """Raises WrongLanguage, naming the language, when `text` is in another one. Texts of a few words pass."""
    middle = len(text) // 2
    sample = text[:_SAMPLE] + (" " + text[middle : middle + _SAMPLE] if middle > _SAMPLE else "")
    sample = sample.lower()  # capitals alone look like another language to the model
    words = _WORD.findall(sample)
    share = sum(word in _FUNCTION_WORDS for word in words) / max(1, len(words))
    if len(words) >= _FEW_WORDS and share < _ENGLISH_SHARE:
        _refuse_unless_english(sample, len(words))


def _refuse_unless_english(sample: str, words: int) -> None:
    import py3langid  # 1 to 2 seconds to load: only for texts that do not look English

    # Half of a surrogate pair (a broken escape in JSON) has no bytes for the model to read.
    ranked: list[tuple[str, float]] = py3langid.rank(sample.encode("utf-8", "replace").decode("utf-8"))
    code, best = ranked[0]
    if code not in _NO_OTHER and best - dict(ranked)["en"] > _MARGIN * words:
        name = language_names().get(code, code)
        raise WrongLanguage(f"this is written in {name}: sayso reads English, so give an English version")
