"""Undoing: what was written to dicts, lists and sets since a mark."""

from __future__ import annotations

from typing import Any, TypeAlias, Union

Store: TypeAlias = Union[dict[Any, Any], list[Any], set[Any]]


Frame: TypeAlias = dict[int, tuple[Store, Store]]


class Journal:
    """A stack of frames, each with the first contents of all that was written since it was opened."""

    def __init__(self) -> None:
        self.frames: list[Frame] = [{}]

    def save(self, store: Store) -> None:
        """Note the contents of a container that is about to change."""
        frame = self.frames[-1]
        if id(store) not in frame:
            frame[id(store)] = (store, store.copy())

    def holds(self, store: Store) -> bool:
        """Whether a container may have changed since the first mark."""
        return any(id(store) in frame for frame in self.frames)

    def open(self) -> None:
        """Begin a frame."""
        self.frames.append({})

    def detach(self) -> list[Frame]:
        """Set all frames aside: what is written until `attach` will not be undone."""
        frames, self.frames = self.frames, [{}]
        return frames

    def attach(self, frames: list[Frame]) -> None:
        """Take back the frames that were set aside; undoing them keeps what was written meanwhile."""
        written = self.frames[0]
        self.frames = frames
        for frame in frames:
            for key, (store, before) in written.items():
                if key in frame:
                    frame[key] = (store, _rebased(frame[key][1], before, store))

    def roll_back(self) -> list[tuple[Store, Store]]:
        """End the newest frame and undo it; gives each changed container with what it had become."""
        changed = []
        for store, before in self.frames.pop().values():
            after = store.copy()
            if not _same_contents(before, after):
                changed.append((store, after))
                restore(store, before)
        return changed

    def undo(self) -> None:
        """End the newest frame and undo it."""
        for store, before in self.frames.pop().values():
            restore(store, before)

    def keep(self) -> None:
        """End the newest frame and leave its changes to the frame below."""
        newest = self.frames.pop()
        below = self.frames[-1]
        for key, entry in newest.items():
            below.setdefault(key, entry)


def restore(store: Store, contents: Store) -> None:
    """Give a container these contents, in place."""
    if isinstance(store, list):
        store[:] = contents
        return
    store.clear()
    store.update(contents)


def _rebased(older: Store, before: Store, store: Store) -> Store:
    """Older contents with what was written to the store since `before`."""
    if not (isinstance(older, dict) and isinstance(before, dict) and isinstance(store, dict)):
        return store.copy()
    written = {key: value for key, value in store.items() if key not in before or before[key] is not value}
    return {**older, **written}


def _same_contents(before: Store, after: Store) -> bool:
    if len(before) != len(after):
        return False
    if isinstance(before, dict) and isinstance(after, dict):
        pairs = zip(before.items(), after.items(), strict=True)
        return all(a[0] is b[0] and a[1] is b[1] for a, b in pairs)
    return all(a is b for a, b in zip(before, after, strict=True))
