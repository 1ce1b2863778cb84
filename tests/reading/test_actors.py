"""Which mentions stand for one actor."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sayso.model.actor import Actor, Mention, MentionKind
from sayso.model.span import Span
from sayso.reading.actors import tie

ORG, PERSON, PEOPLE, NATION = (
    MentionKind.ORGANISATION,
    MentionKind.PERSON,
    MentionKind.PEOPLE,
    MentionKind.NATIONALITY,
)


def mark(text: str, rows: Sequence[tuple[str, MentionKind]]) -> tuple[Mention, ...]:
    """A mention for each of the words, in text order."""
    mentions, at = [], 0
    for words, kind in rows:
        at = text.index(words, at)
        mentions.append(Mention(Span(at, at + len(words)), kind))
        at += len(words)
    return tuple(mentions)


def groups(text: str, *rows: tuple[str, MentionKind]) -> list[list[str]]:
    actors, mentions = tie(text, (), mark(text, rows))
    assert {m.actor for m in mentions} == {a.id for a in actors}
    return [[span.of(text) for span in actor.mentions] for actor in actors]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        (
            "The Coastal Defence League (CDL) met. The CDL left.",
            [("Coastal Defence League", ORG), ("CDL", ORG), ("CDL", ORG)],
            [["Coastal Defence League", "CDL", "CDL"]],
        ),
        (
            "The Plain Guards, better known by the Arabic word Haras al-Sahl, met.",
            [("Plain Guards", ORG), ("Haras al-Sahl", ORG)],
            [["Plain Guards", "Haras al-Sahl"]],
        ),
        (
            "Defence Minister Karim Saleh spoke. Saleh left.",
            [("Defence Minister Karim Saleh", PERSON), ("Saleh", PERSON)],
            [["Defence Minister Karim Saleh", "Saleh"]],
        ),
        (
            "President Karim Saleh spoke. The president left with the minister.",
            [("President Karim Saleh", PERSON), ("The president", PERSON), ("the minister", PERSON)],
            [["President Karim Saleh", "The president"], ["the minister"]],
        ),
        (
            "Harakat Anwar al-Wadi struck. Anwar al-Wadi boasted, and the group left.",
            [("Harakat Anwar al-Wadi", ORG), ("Anwar al-Wadi", ORG), ("the group", ORG)],
            [["Harakat Anwar al-Wadi", "Anwar al-Wadi", "the group"]],
        ),
        (
            "Hezbollah fired. Hizbullah then left.",
            [("Hezbollah", ORG), ("Hizbullah", ORG)],
            [["Hezbollah", "Hizbullah"]],
        ),
        (
            "The FARC attacked. The ELN did not.",
            [("FARC", ORG), ("ELN", ORG)],
            [["FARC"], ["ELN"]],
        ),
        (
            "Omar Haddad met Leila Haddad. Ms Haddad left.",
            [("Omar Haddad", PERSON), ("Leila Haddad", PERSON), ("Ms Haddad", PERSON)],
            [["Omar Haddad"], ["Leila Haddad", "Ms Haddad"]],
        ),
        (
            "French president Luc Marin met Chadian president Ali Ousman. The Chadian president left.",
            [
                ("French president Luc Marin", PERSON),
                ("Chadian president Ali Ousman", PERSON),
                ("The Chadian president", PERSON),
            ],
            [["French president Luc Marin"], ["Chadian president Ali Ousman", "The Chadian president"]],
        ),
        (
            "The Farmers Bank closed. The Marine Bank did not.",
            [("The Farmers Bank", ORG), ("The Marine Bank", ORG)],
            [["The Farmers Bank"], ["The Marine Bank"]],
        ),
        (
            "The gunmen ran. Two gunmen were seen.",
            [("The gunmen", PEOPLE), ("Two gunmen", PEOPLE)],
            [["The gunmen", "Two gunmen"]],
        ),
        (
            "The United States struck; Washington gave no reason.",
            [("United States", ORG), ("Washington", ORG)],
            [["United States", "Washington"]],
        ),
        (
            "THE RIVER PEOPLE'S FRONT (RPF-X) STRUCK. RPF-X LEFT.",
            [("RIVER PEOPLE'S FRONT", ORG), ("RPF-X", ORG), ("RPF-X", ORG)],
            [["RIVER PEOPLE'S FRONT", "RPF-X", "RPF-X"]],
        ),
    ],
)
def test_ties(text: str, rows: list[tuple[str, MentionKind]], expected: list[list[str]]) -> None:
    assert groups(text, *rows) == expected


def test_the_fullest_name_as_printed_and_what_the_tables_know() -> None:
    text = "CENTCOM struck. US Central Command (CENTCOM) gave no figure."
    actors, _ = tie(text, (), mark(text, [("CENTCOM", ORG), ("US Central Command", ORG), ("CENTCOM", ORG)]))
    (actor,) = actors
    assert actor.name == "US Central Command"
    assert (actor.country, actor.inter) == ("US", 8)
    assert actor.why


def test_weapons_are_handed_through() -> None:
    text = "A rocket fell on Hamas."
    actors, mentions = tie(text, (), mark(text, [("rocket", MentionKind.WEAPON), ("Hamas", ORG)]))
    assert [m.actor for m in mentions] == [None, actors[0].id]


def test_ids_follow_the_text_and_no_mentions_give_no_actors() -> None:
    text = "Fatah met Hamas."
    actors: tuple[Actor, ...] = tie(text, (), mark(text, [("Fatah", ORG), ("Hamas", ORG)]))[0]
    assert [(a.id, a.name) for a in actors] == [("a1", "Fatah"), ("a2", "Hamas")]
    assert tie(text, (), ()) == ((), ())
