"""All texts of the desk, from one file that can be translated: `texts.toml`, or another with the same keys.

A text is a string with {names} to be filled in, or a table of `one` and `other`, chosen by its `n`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeAlias

Text: TypeAlias = "str | Mapping[str, Text]"


@dataclass(frozen=True)
class Texts:
    """The texts of one language, looked up by dotted names ("review.accept")."""

    table: Mapping[str, Text]

    def __call__(self, name: str, /, **values: object) -> str:
        """The text of this name, filled in. Raises KeyError when there is none: a test looks all of them up."""
        found: Text = self.table
        for part in name.split("."):
            if isinstance(found, str):
                raise KeyError(name)
            found = found[part]
        if not isinstance(found, str):
            if "other" not in found:
                raise KeyError(name)
            found = found["one" if values.get("n") == 1 else "other"]
            assert isinstance(found, str)
        return found.format(**values) if values else found

    def names(self) -> frozenset[str]:
        """The dotted names of all texts."""
        return frozenset(_names(self.table, ""))


def _names(table: Mapping[str, Text], before: str) -> list[str]:
    found: list[str] = []
    for name, text in table.items():
        if isinstance(text, str) or "other" in text:
            found.append(before + name)
        else:
            found += _names(text, f"{before}{name}.")
    return found


@cache
def english() -> Texts:
    """The desk's own texts."""
    return Texts(tomllib.loads((resources.files("sayso.web") / "texts.toml").read_text("utf-8")))
