"""What `collections.abc` gives to classes of mappings and sequences. Parsed and never imported."""


def keys(self):
    return [key for key in self]


def values(self):
    return [self[key] for key in self]


def items(self):
    return [(key, self[key]) for key in self]


def get(self, key, default=None):
    try:
        return self[key]
    except KeyError:
        return default


def contains(self, key):
    try:
        self[key]
    except KeyError:
        return False
    return True


_absent = object()


def pop(self, key, default=_absent):
    try:
        value = self[key]
    except KeyError:
        if default is _absent:
            raise
        return default
    del self[key]
    return value


def setdefault(self, key, default=None):
    try:
        return self[key]
    except KeyError:
        self[key] = default
    return default


def update(self, other=(), /, **more):
    if hasattr(other, "keys"):
        for key in other.keys():
            self[key] = other[key]
    else:
        for key, value in other:
            self[key] = value
    for key, value in more.items():
        self[key] = value


def clear(self):
    for key in [key for key in self]:
        del self[key]


def contains_item(self, wanted):
    return any(item is wanted or item == wanted for item in self)


def sequence_items(self):
    for position in range(len(self)):
        yield self[position]


def index(self, wanted):
    for position, item in enumerate(self):
        if item is wanted or item == wanted:
            return position
    raise ValueError


def count(self, wanted):
    return sum(1 for item in self if item is wanted or item == wanted)
