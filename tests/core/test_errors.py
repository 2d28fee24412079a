"""Errors: one shape for all, and a tree that is drawn as it is."""

import inspect

from bellrock.core import errors
from bellrock.core.errors import BellrockError, StoreFull


def _tree(cls: type, depth: int = 0) -> list[tuple[int, str]]:
    rows = [(depth, cls.__name__)]
    for child in cls.__subclasses__():
        if child.__module__ == errors.__name__:
            rows += _tree(child, depth + 1)
    return rows


def test_the_tree_at_the_top_of_the_file_is_the_tree() -> None:
    drawn = []
    for line in inspect.getdoc(errors).splitlines():
        mark = line.find("── ")
        if mark >= 0:
            drawn.append(((mark - 1) // 4 + 1, line[mark + 3 :].split()[0]))

    assert sorted(drawn) == sorted(_tree(BellrockError)[1:])


def test_every_error_has_a_code_of_its_own() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass)]

    assert len({c.code for c in classes if issubclass(c, BellrockError)}) == len(
        [c for c in classes if issubclass(c, BellrockError)]
    )


def test_an_error_says_what_is_wrong_and_what_to_do() -> None:
    error = StoreFull("the disk is full", hint="free some space", retry_after_s=30, free_mb=12)

    assert str(error) == "the disk is full (free some space)"
    assert (error.code, error.retry_after_s, error.facts) == ("store_full", 30, {"free_mb": 12})
