"""Spans that look like place names: a name that the gazetteer knows, or that the words around it call a place.

Each capitalised stretch is cut into the names the gazetteer has; each is weighed by what stands beside it (a
preposition, a unit word, a title, a verb of saying …), and those above a threshold are proposed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sayso.knowledge.countries import country_named, country_of_demonym, split, table, us_states, weights
from sayso.knowledge.gazetteer import Entry, Gazetteer, gazetteer
from sayso.knowledge.placenames import fold, loose
from sayso.model.span import Span

PROPOSAL_WEIGHTS: Mapping[str, float] = weights("propose")
"""What each feature of a proposal weighs, in nats of odds."""

THRESHOLD = -0.4
"""Proposed from these odds up: 0.4, where precision and recall were about level."""
_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|(?:St|Ste|Ft|Mt|Pt)\.(?=\s[A-Z])|[^\W_]+(?:['’ʿʾ.\-][^\W_]+)*")
_ARTICLE_BEFORE = re.compile(r"^(?:al|el|an|as|ash|az|ad|ar|at)-[A-Z]", re.IGNORECASE)
_CONNECTORS = frozenset(
    {"of", "de", "la", "del", "los", "las", "al", "el", "and", "da", "do", "du", "des", "les", "le", "the", "ad"}
)
_ARTICLES = frozenset({"al", "el", "az", "ez", "as", "ash", "ar", "er", "an", "ad", "et", "ul"})
_DIRECTIONS = frozenset(
    {f"{a}{b}{c}" for a in ("north", "south", "") for b in ("east", "west", "") for c in ("", "ern")}
    | {"central", "greater", "mainland"}
)
_LONGEST = 5
_POSSESSIVE = re.compile(r"['’][sS]?$")


@cache
def _cues() -> Mapping[str, frozenset[str]]:
    return MappingProxyType({row["cue"]: frozenset(split(row["words"])) for row in table("place_cues.csv")})


@cache
def _given_names() -> Mapping[str, bool]:
    return MappingProxyType({row["name"].lower(): row["also_place"] == "1" for row in table("given_names.csv")})


@dataclass(frozen=True, slots=True)
class _Token:
    begin: int
    end: int
    printed: str
    lower: str
    capital: bool
    joined: bool
    """True when only a space stands between this token and the one before."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch of tokens that may be a place name, its features and its score (log odds)."""

    span: Span
    first: int
    last: int
    key: str
    adjective: bool
    features: Mapping[str, float]
    score: float


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    end, possessive = -2, False
    for match in _TOKEN.finditer(text):
        printed = match[0]
        word = _POSSESSIVE.sub("", printed)
        capital = printed[0].isupper() or bool(_ARTICLE_BEFORE.match(printed))
        joined = match.start() == end + 1 and text[end] in " \u00a0\n" and not possessive
        found.append(_Token(match.start(), match.start() + len(word), word, word.lower(), capital, joined))
        end, possessive = match.end(), word != printed
    return found


class _Reader:
    """One text, its tokens, and what is remembered of its names."""

    def __init__(self, text: str, world: Gazetteer) -> None:
        self.text = text
        self.world = world
        self.tokens = _tokens(text)
        cues, given = _cues(), _given_names()
        self.lower = {t.lower for t in self.tokens if not t.capital}
        self.persons: Counter[str] = Counter()
        self.placed: Counter[str] = Counter()
        letters = sum(t.capital and t.printed.isupper() and len(t.printed) > 1 for t in self.tokens)
        self.shouted = letters > 0.6 * max(1, len(self.tokens))
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            if not token.capital:
                continue
            close = token.joined or token.begin == before.end + 2
            if close and before.capital and (before.lower in given or before.lower in cues["title"]):
                self.persons[token.lower] += 1
            elif before.lower in ("in", "near", "at") and token.joined:
                self.placed[token.lower] += 1

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Token ranges (first, after last) that could be one name, the longest first at each beginning."""
        tokens = self.tokens
        words = _cues()["before"] - _DIRECTIONS
        stops = words | _CONNECTORS if self.shouted else frozenset[str]()
        for first, token in enumerate(tokens):
            if not token.capital or token.lower in words | stops or token.lower in ("the", "a", "an"):
                continue
            ends = [first + 1]
            last = first + 1
            while last < len(tokens) and last - first < _LONGEST and tokens[last].joined:
                named = tokens[last].capital or tokens[last].printed.isdigit()  # "Tower 22", "Base 201"
                if named and tokens[last].lower not in stops:
                    ends.append(last + 1)
                elif tokens[last].lower not in _CONNECTORS:
                    break
                last += 1
            follower = tokens[first + 1] if first + 1 < len(tokens) and tokens[first + 1].joined else None
            for end in reversed(ends):
                # "Al" of "Al Huwayjah" and "Dayr" of "Dayr Az Zawr" are no names by themselves.
                if end > first + 1 or not (token.lower in _ARTICLES or (follower and follower.lower in _ARTICLES)):
                    yield first, end
            if (
                follower
                and follower.lower == "capital"
                and (country_of_demonym(token.printed) or country_named(token.printed))
            ):
                yield first, first + 2

    def proposals(self) -> Iterator[Proposal]:
        """Every stretch that is worth weighing."""
        for first, end in self.stretches():
            begin, stop = self.tokens[first].begin, self.tokens[end - 1].end
            printed = self.text[begin:stop]
            key = fold(printed)
            if len(key) < 2:
                continue
            entries = self.world.by_key(key) or (self.world.by_key(loose(key)) if loose(key) else ())
            features = self._of_name(entries, first, end) | self._of_neighbours(first, end)
            adjective = bool(entries) and all(rank == 2 for _, rank in entries)
            if self.tokens[end - 1].lower == "capital":
                features |= {"country": 1.0, "population": 6.0}
            elif not entries and "abbreviation" not in features:
                if not features.keys() & {"noun-of", "unit-after", "region-after"}:
                    continue
                features["unknown"] = 1.0
                if "noun-of" in features:
                    features["called-one"] = 1.0
            score = sum(PROPOSAL_WEIGHTS[name] * value for name, value in features.items())
            stop += self.text[stop : stop + 1] == "." and "abbreviation" in features
            yield Proposal(Span(begin, stop), first, end, key, adjective, features, score)

    def _of_name(self, entries: Sequence[tuple[Entry, int]], first: int, end: int) -> dict[str, float]:
        """What the name itself and the rest of the text say of it."""
        found = {"bias": 1.0}
        if entries:
            named = [(e, r) for e, r in entries if r < 2]
            own = [(e, r) for e, r in named if r == 0]
            found["population"] = math.log10(max((e.population for e, _ in own or named), default=0) + 10)
            kinds = {e.kind for e, _ in own}
            found |= dict.fromkeys(kinds & {"country", "admin1"}, 1.0)
            if not named:
                found["adjective"] = 1.0
            elif not own:
                found["alias-only"] = 1.0
            if any(e.source == "sayso" for e, _ in named):
                found["site" if any(e.kind == "site" and e.source == "sayso" for e, _ in named) else "curated"] = 1.0
        token, only = self.tokens[first], end == first + 1
        if not only:
            found["words"] = 1.0
            return found
        if token.lower in _cues()["never"]:
            found["never"] = 1.0
        if token.lower in self.lower:
            found["lower"] = 1.0
        if (also_place := _given_names().get(token.lower)) is not None:
            found["given-place" if also_place else "given-name"] = 1.0
        if token.printed.isupper() and not self.shouted and "country" not in found:
            found["acronym"] = 1.0
        if self.persons[token.lower]:
            found["person-elsewhere"] = 1.0
        return found

    def _of_neighbours(self, first: int, end: int) -> dict[str, float]:
        """What stands before and after."""
        cues, tokens, found = _cues(), self.tokens, dict[str, float]()
        token, last = tokens[first], tokens[end - 1]
        if self.shouted:
            found["shouted"] = 1.0
        if self.placed[token.lower]:
            found["placed-elsewhere"] = 1.0
        before = tokens[first - 1] if first else None
        gap = self.text[before.end : token.begin] if before else ""
        if before and gap == ". " and (before.lower in cues["title"] or len(before.printed) == 1):
            found["title-before"] = 1.0
        elif before is None or gap.strip(" ,\n\u00a0'’s"):
            found["start"] = 1.0
        elif "," in gap:
            if before.capital:
                found["after-comma"] = 1.0
                printed = self.text[token.begin : last.end]
                if printed in us_states() or printed + "." in us_states():
                    found["abbreviation"] = 1.0
        else:
            found |= self._of_word_before(before, first)
        after = tokens[end] if end < len(tokens) else None
        if after is None:
            return found
        gap = self.text[last.end : after.begin]
        if after.joined:
            if after.lower in cues["unit"]:
                found["unit-after"] = 1.0
            elif after.lower in cues["body"]:
                found["body-after"] = 1.0
            elif after.lower in cues["person"]:
                found["person-after"] = 1.0
            elif after.capital and not self.shouted:
                found["cap-after"] = 1.0
        elif gap.startswith(",") and gap.strip() == "," and after.capital and self._is_region(end):
            found["region-after"] = 1.0
        return found

    def _of_word_before(self, before: _Token, first: int) -> dict[str, float]:
        cues, found = _cues(), dict[str, float]()
        earlier = self.tokens[first - 2] if first > 1 else None
        if before.lower in cues["title"] and before.capital:
            found["title-before"] = 1.0
        elif before.capital and before.lower in _given_names():
            found["given-before"] = 1.0
        elif before.lower == "of" and earlier and earlier.lower in cues["place-noun"]:
            found["noun-of"] = 1.0
        elif (
            before.lower in cues["before"]
            or (before.lower == "the" and earlier and earlier.lower in cues["before"])
            or self._coordinated(before, first)
        ):
            found["before"] = 1.0
        elif (
            before.capital
            and not self.shouted
            and before.lower not in cues["never"]
            and before.end + 1 == self.tokens[first].begin
        ):
            found["cap-before"] = 1.0
        return found

    def _coordinated(self, before: _Token, first: int) -> bool:
        """True when "and" ties this token to a name of one word that has a word for where before it ("in A and B")."""
        if before.lower != "and" or first < 3 or not before.joined or not self.tokens[first - 2].joined:
            return False
        return self.tokens[first - 2].capital and self.tokens[first - 3].lower in _cues()["before"]

    def _is_region(self, first: int) -> bool:
        """True when a country or region is named at this token."""
        token = self.tokens[first]
        if token.printed in us_states() or token.printed + "." in us_states():
            return True
        end = first + 2 if first + 1 < len(self.tokens) and self.tokens[first + 1].joined else first + 1
        for stop in {end, first + 1}:
            key = fold(self.text[token.begin : self.tokens[stop - 1].end])
            if any(e.kind in ("country", "admin1") and r == 0 for e, r in self.world.by_key(key)):
                return True
        return False


def propose(text: str, sentences: Sequence[Span], *, adjectives: bool = False) -> tuple[Span, ...]:
    """Spans in `text` that look like place names, in order and not overlapping; code-point offsets.

    With `sentences`, only names within one of them are proposed. `adjectives` also proposes adjectives and peoples
    made from places ("Iraqi", "Britons").
    """
    found: list[Proposal] = []
    taken = 0
    by_first: dict[int, list[Proposal]] = {}
    for proposal in _Reader(text, gazetteer()).proposals():
        if proposal.score > THRESHOLD and (adjectives or not proposal.adjective):
            by_first.setdefault(proposal.first, []).append(proposal)
    for first in sorted(by_first):
        if first < taken:
            continue
        best = max(by_first[first], key=lambda p: (p.last, p.score))
        taken = best.last
        found.append(best)
    spans = tuple(p.span for p in found)
    if not sentences:
        return spans
    return tuple(s for s in spans if any(sentence.contains(s) for sentence in sentences))


def merge(tagged: Sequence[tuple[Span, float]], proposed: Sequence[Span], *, least: float = 0.5) -> tuple[Span, ...]:
    """Tagged spans (with their probability) of at least `least`, and the proposed ones that touch none of them."""
    kept: list[Span] = []
    for span, score in sorted(tagged, key=lambda t: (-t[1], t[0])):
        if score >= least and not any(span.overlaps(other) for other in kept):
            kept.append(span)
    for span in proposed:  # a name of the gazetteer is the whole of what was tagged in pieces
        parts = [other for other in kept if span.overlaps(other)]
        if all(span.contains(other) for other in parts):
            kept = [other for other in kept if other not in parts] + [span]
    return tuple(sorted(kept))
