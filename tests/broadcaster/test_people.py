"""Rights: deny by default."""

import itertools
from dataclasses import replace

import pytest

from broadcaster.errors import NotAllowed
from broadcaster.people import Right, Role
from tests.builders import LAN, MINH, TUNG, person


def test_lan_writes_but_does_not_approve_and_minh_approves_but_does_not_write():
    assert LAN.may(Right.WRITE) and not LAN.may(Right.APPROVE)
    assert MINH.may(Right.APPROVE) and not MINH.may(Right.WRITE)


def test_everyone_with_an_account_may_stop_the_sound():
    assert all(person("x", role).may(Right.STOP) for role in Role)


def test_a_stranger_may_nothing():
    assert not person("x").rights
    assert not replace(TUNG, active=False).rights
    with pytest.raises(NotAllowed):
        replace(TUNG, active=False).demand(Right.READ)


def test_an_administrator_never_puts_a_sound_on_the_street_whatever_other_roles_are_held():
    speaking = {Right.WRITE, Right.APPROVE, Right.SCHEDULE, Right.AIR_NOW, Right.AIR_URGENT}
    for count in range(len(Role)):
        for others in itertools.combinations(Role, count):
            assert not person("x", Role.ADMIN, *others).rights & speaking


def test_only_the_leader_may_order_an_urgent_broadcast():
    assert [role for role in Role if person("x", role).may(Right.AIR_URGENT)] == [Role.LEADER]
