"""Who acts, suffers or speaks in a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


class MentionKind(StrEnum):
    """What a mention names. Places and times have nouns of their own."""

    PERSON = "person"
    ORGANISATION = "organisation"  # also armed groups, forces, institutions
    NATIONALITY = "nationality"
    WEAPON = "weapon"
    PEOPLE = "people"  # "two civilians", "gunmen", "witnesses"


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming or description of somebody or something; `actor` is the id of whom it stands for, where tied."""

    span: Span
    kind: MentionKind
    actor: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in the report under all the names it uses for them.

    `id` is local to the reading ("a1"); `name` is the fullest name as printed; `mentions` every span that
    names or describes them, in text order; `inter` is ACLED's actor type (1 State forces, 2 Rebel group,
    3 Political militia, 4 Identity militia, 5 Rioters, 6 Protesters, 7 Civilians, 8 External/Other forces)
    and `country` ISO 3166-1 alpha-2, where the tables know them; `why` says what tied the names together.
    """

    id: str
    name: str
    mentions: tuple[Span, ...]
    kind: MentionKind = MentionKind.ORGANISATION
    inter: int | None = None
    country: str | None = None
    why: str = ""
