from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.model.span import Span
from sayso.reading.windows import cut, pieces_of


def pieces(lengths: list[int]) -> list[tuple[int, int]]:
    """Word pieces of the given lengths, a blank after each."""
    out, begin = [], 0
    for n in lengths:
        out.append((begin, begin + n))
        begin += n + 1
    return out


@given(st.lists(st.integers(1, 9), max_size=120), st.data())
def test_windows_follow_on_fit_and_cover(lengths: list[int], data: st.DataObject) -> None:
    offsets = pieces(lengths)
    marks = sorted(data.draw(st.sets(st.integers(1, max(1, len(offsets))), max_size=8)))
    bounds = [0, *[m for m in marks if m < len(offsets)], len(offsets)]
    sentences = [Span(offsets[a][0], offsets[b - 1][1]) for a, b in pairwise(bounds) if a < b]
    windows = cut(offsets, sentences, size=14)
    assert all(0 < w.last - w.first <= 12 for w in windows)
    covered = [i for w in windows for i in range(w.first, w.last)]
    assert covered == list(range(len(offsets)))


def test_a_sentence_that_fits_is_never_cut() -> None:
    offsets = pieces([1] * 20)
    sentences = [Span(offsets[a][0], offsets[a + 4][1]) for a in range(0, 20, 5)]
    assert [(w.first, w.last) for w in cut(offsets, sentences, size=14)] == [(0, 10), (10, 20)]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40), st.data())
def test_pieces_of_finds_exactly_what_touches(lengths: list[int], data: st.DataObject) -> None:
    offsets = pieces(lengths)
    begin = data.draw(st.integers(0, offsets[-1][1] - 1))
    span = Span(begin, data.draw(st.integers(begin + 1, offsets[-1][1])))
    first, last = pieces_of(offsets, [b for b, _ in offsets], span)
    assert list(range(first, last)) == [i for i, (a, b) in enumerate(offsets) if a < span.end and span.begin < b]
