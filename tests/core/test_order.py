from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bellrock.core.order import TIES, at, tie


@given(sequence=st.integers(0, 10**9), event_id=st.text(max_size=40))
def test_a_tie_fits_beside_the_microseconds(sequence, event_id):
    assert 0 <= tie(sequence, event_id) < TIES


@given(sequence=st.integers(0, 254), a=st.text(max_size=9), b=st.text(max_size=9))
def test_the_clients_order_goes_before_the_ids(sequence, a, b):
    assert tie(sequence, a) < tie(sequence + 1, b)


def test_time_goes_before_every_tie():
    assert at(1, TIES - 1) < at(2, 0)


def test_the_tie_of_an_id_is_the_same_on_every_machine():
    assert [tie(0, "m-1"), tie(1, "m-1"), tie(300, "m-2")] == [20, 52, 8174]
