from hypothesis import given
from hypothesis import strategies as st

from sayso.model.span import Span
from sayso.reading.touching import Touching

spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(st.lists(spans, max_size=3), max_size=12), spans)
def test_finds_what_looking_at_all_would_find_in_the_order_given(things: list[list[Span]], span: Span) -> None:
    found = Touching(things, lambda thing: thing).at(span)
    assert found == [thing for thing in things if any(own.overlaps(span) for own in thing)]
