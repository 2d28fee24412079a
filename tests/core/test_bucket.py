"""The hashed coin: fair, independent of its neighbours, and the same for ever."""

from hypothesis import given
from hypothesis import strategies as st

from bellrock.core.bucket import coin, digest64
from bellrock.core.ids import person_key, read_person, show_person


def test_the_digest_never_changes() -> None:
    assert digest64("person", "1", "ann") == 0xD70D30DF90181B9D


def test_a_part_cannot_leak_into_the_next() -> None:
    assert digest64("a", "bc") != digest64("ab", "c")


def test_the_coin_is_fair() -> None:
    heads = sum(coin("salt", str(i)) < 0.3 for i in range(20_000))

    assert abs(heads / 20_000 - 0.3) < 0.013  # four standard errors


@given(value=st.text(max_size=50))
def test_a_person_reads_back_as_shown(value: str) -> None:
    key = person_key(1, value)

    assert read_person(show_person(key)) == key


def test_what_is_no_person_reads_as_none() -> None:
    assert read_person("ann@example.com") is None
    assert read_person("zzzzzzzzzzzzzzzz") is None
