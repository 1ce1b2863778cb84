from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.web.texts import Texts, english

WEB = Path(__file__).parents[2] / "src" / "sayso" / "web"
# t("name") in templates, text("name") in modules; names put together with ~ are looked up by the pages' own tests.
_USED = re.compile(r"""\b(?:t|text|english\(\))\("([a-z_.]+)"[,)]""")


def _used() -> set[str]:
    files = [*WEB.rglob("*.j2"), *WEB.rglob("*.py")]
    return {name for file in files for name in _USED.findall(file.read_text("utf-8"))}


def test_every_text_that_is_used_is_there() -> None:
    assert _used()
    assert not _used() - english().names()


def test_plural_forms_go_by_the_number() -> None:
    texts = Texts({"a": {"b": {"one": "{n} claim", "other": "{n} claims"}}})
    assert [texts("a.b", n=n) for n in (0, 1, 2)] == ["0 claims", "1 claim", "2 claims"]


def test_a_text_that_is_not_there_is_an_error() -> None:
    for name in ("nothing", "site.name.more", "site"):
        with pytest.raises(KeyError):
            english()(name)
