"""Undoing writes: every container has its old contents again, in place."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint.values.journal import Journal, restore


def test_rolling_back_restores_in_place():
    journal = Journal()
    items, table, members = [1, 2], {"a": 1}, {5}
    journal.open()
    for store in (items, table, members):
        journal.save(store)
    items.append(3)
    table.clear()
    table["z"] = 9
    members.add(6)
    changed = journal.roll_back()
    assert (items, table, members) == ([1, 2], {"a": 1}, {5})
    assert [after for _, after in changed] == [[1, 2, 3], {"z": 9}, {5, 6}]
    assert changed[0][0] is items


def test_what_was_saved_but_not_changed_is_not_told():
    journal = Journal()
    items = [1]
    journal.open()
    journal.save(items)
    assert journal.roll_back() == []


def test_equal_contents_of_another_identity_are_a_change():
    journal = Journal()
    table = {"a": [1]}
    journal.open()
    journal.save(table)
    table["a"] = [1]
    assert len(journal.roll_back()) == 1


def test_the_order_of_a_dict_is_restored():
    journal = Journal()
    table = {"a": 1, "b": 2}
    journal.open()
    journal.save(table)
    del table["a"]
    table["a"] = 1
    journal.roll_back()
    assert list(table) == ["a", "b"]


def test_frames_nest():
    journal = Journal()
    items = [0]
    journal.open()
    journal.save(items)
    items.append(1)
    journal.open()
    journal.save(items)
    items.append(2)
    journal.roll_back()
    assert items == [0, 1]
    journal.roll_back()
    assert items == [0]


def test_kept_changes_go_with_the_frame_below():
    journal = Journal()
    items = [0]
    journal.open()
    journal.open()
    journal.save(items)
    items.append(1)
    journal.keep()
    assert items == [0, 1]
    journal.roll_back()
    assert items == [0]


def test_what_is_written_while_detached_stays():
    journal = Journal()
    names, other = {"a": 1}, [1]
    journal.open()
    journal.save(names)
    names["local"] = 2
    frames = journal.detach()
    journal.save(names)
    names["loaded"] = 3
    journal.save(other)
    other.append(2)
    journal.attach(frames)
    journal.roll_back()
    assert names == {"a": 1, "loaded": 3}
    assert other == [1, 2]


def test_detached_writes_survive_every_frame():
    journal = Journal()
    names = {}
    journal.open()
    journal.save(names)
    names["outer"] = 1
    journal.open()
    journal.save(names)
    names["inner"] = 2
    frames = journal.detach()
    journal.save(names)
    names["loaded"] = 3
    journal.attach(frames)
    journal.roll_back()
    assert names == {"outer": 1, "loaded": 3}
    journal.roll_back()
    assert names == {"loaded": 3}


def test_restoring_keeps_the_identity():
    items = [1]
    restore(items, [2, 3])
    assert items == [2, 3]


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["open", "back", "list", "dict", "set", "keep"]), st.integers(0, 3)),
    max_size=30,
)


@settings(deadline=None)
@given(ACTIONS)
def test_any_sequence_of_frames_is_that_of_copies(actions):
    journal = Journal()
    stores = [[0], {0: 0}, {0}]
    snapshots = []
    for action, number in actions:
        if action == "open":
            journal.open()
            snapshots.append(copy.deepcopy(stores))
        elif action in ("back", "keep") and snapshots:
            before = snapshots.pop()
            if action == "back":
                journal.roll_back()
                assert stores == before
            else:
                journal.keep()
        elif action == "list":
            journal.save(stores[0])
            stores[0].append(number) if number else stores[0].clear()
        elif action == "dict":
            journal.save(stores[1])
            stores[1].update({number: len(actions)}) if number else stores[1].clear()
        elif action == "set":
            journal.save(stores[2])
            stores[2].symmetric_difference_update({number})
