from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.ledger import Ledger
from sayso.web.accounts import Accounts
from sayso.web.settings import Settings

WORD = "four words of mine"


def _run(ledger: Path, *words: str, typed: str = "") -> tuple[int, str]:
    ended = CliRunner().invoke(main, ["people", *words, "--ledger", str(ledger)], input=typed)
    return ended.exit_code, ended.output


def test_accounts_are_made_listed_changed_and_removed(tmp_path: Path) -> None:
    where = tmp_path / "a.db"
    code, said = _run(where, "add", "ana", "--role", "editor", typed=f"{WORD}\n{WORD}\n")
    assert (code, "ana may log in as editor" in said, WORD in said) == (0, True, False)
    with Ledger.open(where) as ledger:
        door = Accounts(ledger.people, Settings(where))
        assert door.verified("ana", WORD)
        _run(where, "password", "ana", typed="another few words\nanother few words\n")
        assert door.verified("ana", WORD) is None
        assert door.verified("ana", "another few words")
    assert _run(where, "role", "ana", "reader") == (0, "ana is reader now.\n")
    assert _run(where, "list") == (0, "reader  ana  (not logged in, 0 open sessions)\n")
    assert _run(where, "remove", "ana")[0] == 0
    assert "No accounts" in _run(where, "list")[1]


def test_a_key_is_shown_once_and_can_be_taken_back(tmp_path: Path) -> None:
    where = tmp_path / "a.db"
    _run(where, "add", "ana", typed=f"{WORD}\n{WORD}\n")
    _, key = _run(where, "key", "ana")
    with Ledger.open(where) as ledger:
        door = Accounts(ledger.people, Settings(where))
        found = door.by_key(key.strip())
        assert found
        assert (found.name, found.role.word) == ("ana", "coder")
        assert ", has a key)" in _run(where, "list")[1]
        _run(where, "key", "ana", "--take-back")
        assert door.by_key(key.strip()) is None


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("add", "ana"), "short\nshort\n", "12 to 1000 characters"),
        (("add", "ana"), "ana ana ana ana\nana ana ana ana\n", "too easy to guess"),
        (("add", "a\x1b[31m"), f"{WORD}\n{WORD}\n", "characters that can be seen"),
        (("role", "bert", "coder"), "", "has no account of bert"),
        (("password", "bert"), f"{WORD}\n{WORD}\n", "has no account of bert"),
        (("remove", "bert"), "", "has no account of bert"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(tmp_path: Path, words: tuple[str, ...], typed: str, said: str) -> None:
    where = tmp_path / "a.db"
    Ledger.open(where).close()
    code, output = _run(where, *words, typed=typed)
    assert code
    assert said in output
    assert "Traceback" not in output
    assert "\x1b" not in output


def test_a_desk_for_others_needs_an_account(tmp_path: Path) -> None:
    ended = CliRunner().invoke(main, ["serve", "--ledger", str(tmp_path / "a.db"), "--host", "0.0.0.0", "--port", "0"])
    assert ended.exit_code == 1
    assert "sayso people add NAME --role editor" in ended.output
