from itertools import pairwise

from sayso.model.claim import Act, Measure
from sayso.model.event import EventType, Status
from sayso.reading.heads import FAMILIES, SENTENCE_HEADS, TOKEN_HEADS, sentence_slices, token_slices


def test_columns_follow_on_without_gaps() -> None:
    for slices in (token_slices(), sentence_slices()):
        edges = list(slices.values())
        assert edges[0][0] == 0
        assert all(a[1] == b[0] for a, b in pairwise(edges))


def test_the_heads_speak_of_the_nouns() -> None:
    assert set(SENTENCE_HEADS["type"]) == {t.value for t in EventType}
    assert set(SENTENCE_HEADS["act"]) == {a.value for a in Act}
    assert set(SENTENCE_HEADS["status"]) == {s.value for s in Status} - {"occurred"}
    assert set(TOKEN_HEADS["toll"]) == {m.value for m in Measure} - {"casualties"}
    assert sum(len(types) for types in FAMILIES.values()) == len(EventType)
