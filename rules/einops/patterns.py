"""`einops`: what patterns such as `b (h p) c -> b h (p c)` make of shapes. Parsed and never imported."""

import math

import torch


def _groups(side):
    """The axes of one side of a pattern: a list of names for each, the text `...` for any number of axes."""
    groups, inside = [], None
    for word in side.replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            inside = []
        elif word == ")":
            groups.append(inside)
            inside = None
        elif inside is None:
            groups.append("..." if word == "..." else [] if word == "1" else [word])
        elif word != "1":
            inside.append(word)
    return groups


def _spread(groups, count):
    """The groups with a name for each of the `count` axes that `...` stands for."""
    spread = []
    for group in groups:
        if group == "...":
            spread.extend([f"...{index}"] for index in range(count))
        elif "..." in group:
            at = group.index("...")
            spread.append([*group[:at], *[f"...{index}" for index in range(count)], *group[at + 1 :]])
        else:
            spread.append(group)
    return spread


def _measured(shape, groups, sizes):
    """Sizes of all named axes; in each group one may be left to be worked out."""
    if len(shape) != len(groups):
        raise ValueError("the pattern has another number of axes than the tensor")
    known = dict(sizes)
    for size, group in zip(shape, groups):
        open_names = [name for name in group if name not in known]
        if len(open_names) > 1:
            raise ValueError("sizes of more than one axis are missing")
        product = math.prod(known[name] for name in group if name in known)
        if open_names:
            known[open_names[0]] = size // product
        elif product != size:
            raise ValueError("the sizes in the pattern do not fit the tensor")
    return known


def _shape(tensor, pattern, sizes):
    left, right = pattern.split("->")
    groups = _groups(left)
    count = len(tensor.shape) - len(groups) + 1
    written = {word: int(word) for word in pattern.replace("(", " ").replace(")", " ").split() if word.isdigit()}
    known = _measured(tensor.shape, _spread(groups, count), {**sizes, **written})
    return [math.prod(known[name] for name in group) for group in _spread(_groups(right), count)]


def _joined(tensor):
    return torch.stack(list(tensor)) if isinstance(tensor, (list, tuple)) else tensor


def rearrange(tensor, pattern, **axes_lengths):
    tensor = _joined(tensor)
    return tensor.reshape(_shape(tensor, pattern, axes_lengths))


def repeat(tensor, pattern, **axes_lengths):
    tensor = _joined(tensor)
    return tensor.new_empty(_shape(tensor, pattern, axes_lengths))


def reduce(tensor, pattern, reduction, **axes_lengths):
    tensor = _joined(tensor)
    return tensor.new_empty(_shape(tensor, pattern, axes_lengths))
