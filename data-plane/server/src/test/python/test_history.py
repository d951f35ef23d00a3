"""The checker of histories finds what is wrong, and only that."""

import math

from history import Call, linearizable


def write(value, began, ended):
    return Call(True, value, began, ended)


def read(value, began, ended):
    return Call(False, value, began, ended)


def test_reads_in_order_are_right():
    assert linearizable([read(None, 0, 1), write(1, 2, 3), read(1, 4, 5), write(2, 6, 7), read(2, 8, 9)])


def test_a_read_beside_a_write_may_find_either():
    for found in (None, 1):
        assert linearizable([write(1, 0, 10), read(found, 2, 3)])


def test_a_read_after_a_write_must_find_it():
    assert not linearizable([write(1, 0, 1), read(None, 2, 3)])


def test_what_one_read_found_no_later_one_may_miss():
    assert not linearizable([write(1, 0, 10), read(1, 2, 3), read(None, 4, 5)])


def test_a_write_without_an_answer_may_happen_late_or_never():
    lost = write(1, 0, math.inf)
    assert linearizable([lost, read(None, 2, 3), read(1, 4, 5)])
    assert linearizable([lost, read(None, 2, 3)])
    assert not linearizable([lost, read(1, 2, 3), read(None, 4, 5)])


def test_a_value_nobody_wrote_is_wrong():
    assert not linearizable([write(1, 0, 1), read(2, 2, 3)])
