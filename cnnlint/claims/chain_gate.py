"""A cheap test: may a piece of code make layers whose written sizes contradict each other?"""

from __future__ import annotations

import re

# Layers of written sizes: `nn.Conv2d(3, 64, 3)`, `Block(in_channels=64, …)`. Only such can contradict each
# other whatever the arguments of the model are. A set of letters comes first, as it is found fastest.
_SIZED = re.compile(
    r"([A-Z](?<!\w.)\w*)\(\s*(?:[a-z]\w*\s*=\s*)?(?:[0-9]+\s*(?:[,*)]|//)|\w+\s*=\s*[0-9]+(?![0-9.e])"
    r"|(?<=Embedding\()[\w.]+\s*,\s*[0-9])"
)
# The sizes that a layer in a `Sequential` takes and gives, as they are written: `(width, 2 * width`.
_TAKING = re.compile(
    r"\b(?:Conv\w*|Linear|BatchNorm\w*)\(\s*([^,()\r\n]+?)\s*(?:,\s*([^,()\r\n=]+?)\s*)?[,)]"
)
# What stands between two layers that are no neighbours.
_OTHER_CODE = re.compile(r"\bdef |\bself\.|\bclass |Sequential\(|=\s*nn\.|return\b")
_FORMULA = re.compile(r"[a-z]\w*")
# What is called by a small number alone is a window.
_NO_LAYER = re.compile(
    r"Pool|Drop|Soft|Flatten|Upsamp|Pad|Permute|Tensor|Parameter|Error|Size|Range|Fraction"
)
# One written size is enough where a layer divides it: by a number that is written somewhere, or by what its own call names.
_DIVIDED = re.compile(
    r"(?i:(?:groups|heads)\s*=\s*[0-9]|Shuffle|GroupNorm)|(?:nn|layers)\.\w*(?:Attention|Transformer)"
    r"|(?<!class )\b(?:Transformer|Multi[Hh]ead)\w*\("
)
_DIVISOR = re.compile(r"groups|heads|attention|transformer", re.IGNORECASE)
_ARGUMENTS = re.compile(r"[^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*")
_TORCH = re.compile(r"^[ \t]*(?:from|import)[ \t]+torch\b", re.MULTILINE)
_KERAS = re.compile(r"^[ \t]*(?:from|import)[ \t]+(?:keras|tensorflow|tf_keras)\b", re.MULTILINE)
# A plain word is found faster than any pattern: patterns run where one of their words stands at all.
_SHAPE_WORDS = (".shape", ".size(", "int_shape(", "put_shape")
_SHAPED = re.compile(r"\.shape\b|\.size\(|int_shape\((?<=\bint_shape\()|put_shape\b")
_TENSOR_WORDS = ("rand", "zeros(", "ones(", "empty(", "Input(", "input_shape")
_TENSOR = re.compile(
    r"rand(?<=\brand)(?:n|int)?\(|zeros\((?<=\bzeros\()|ones\((?<=\bones\()|empty\((?<=\bempty\()"
    r"|Input\((?<=\bInput\()|input_shape\s*="
)
_MODEL = re.compile(r"def forward\((?<=\bdef forward\()|Sequential\((?<=\bSequential\()")
# In Keras layers are not told what arrives: only where the input is known can anything contradict it.
_SHAPED_MODEL = re.compile(r"\bInput\(|\binput_shape\s*=|\bdef call\(")
_TOLD_WORDS = ("Input(", "input_shape")
_TOLD = re.compile(r"Input\((?<=\bInput\()|input_shape(?<=\binput_shape)\s*=")
_JOINED = re.compile(r"\b(?:Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot|Reshape)\(")
# Layers that a framework refuses by the numbers of their own call.
_DIVIDING = re.compile(
    r"groups(?<=\bgroups)\s*=\s*[0-9]|(?:GroupNorm|MultiheadAttention|coderLayer)\(\s*(?:\w+\s*=\s*)?[0-9]"
)
_DIVIDING_WORDS = ("groups", "GroupNorm(", "MultiheadAttention(", "coderLayer(")


def may_divide(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a piece of code makes a layer whose own written sizes may not divide each other; False is certain."""
    return _holds(text, _DIVIDING_WORDS, _DIVIDING, start, end)


def has_model(text: str) -> bool:
    """Whether a file defines a model of torch at all; False is certain."""
    return _TORCH.search(text) is not None and _MODEL.search(text) is not None


def may_chain(text: str) -> bool:
    """Whether a file may hold such code, or assert shapes; False is certain."""
    torch = _TORCH.search(text) is not None
    if not torch and _KERAS.search(text) is None:
        return False
    if "assert" in text and _holds(text, _SHAPE_WORDS, _SHAPED) and _holds(text, _TENSOR_WORDS, _TENSOR):
        return True
    makes = _MODEL if torch else _SHAPED_MODEL
    if torch and may_divide(text):
        return True
    return bool(makes.search(text)) and may_contradict(text, 0, len(text))


def _holds(
    text: str, words: tuple[str, ...], pattern: re.Pattern[str], start: int = 0, end: int | None = None
) -> bool:
    stop = len(text) if end is None else end
    return any(text.find(word, start, stop) >= 0 for word in words) and (
        pattern.search(text, start, stop) is not None
    )


def may_contradict(text: str, start: int, end: int) -> bool:
    """Whether a piece of code makes two layers of written sizes, or one that divides or joins them; False is certain."""
    told = _holds(text, _TOLD_WORDS, _TOLD, start, end)
    if told and _JOINED.search(text, start, end):
        return True
    sized = (match for match in _SIZED.finditer(text, start, end) if not _NO_LAYER.search(match[1]))
    first = next(sized, None)
    if first is not None and (told or next(sized, None) is not None or _is_divided(text, first, start, end)):
        return True
    return _misfit(text, start, end)


def _misfit(text: str, start: int, end: int) -> bool:
    """Whether two neighbours in a `Sequential` are written for different multiples of one size: `2 * width`, `width`."""
    at = text.find("Sequential(", start, end)
    given, stop = "", at
    for match in _TAKING.finditer(text, at, end) if at >= 0 else ():
        if _OTHER_CODE.search(text, stop, match.start()) is not None:
            given = ""
        takes, gives, stop = match[1].replace(" ", ""), (match[2] or match[1]).replace(" ", ""), match.end()
        if given and takes != given and "*" in takes + given:
            if _FORMULA.findall(takes) == _FORMULA.findall(given) != []:
                return True
        given = takes if match[0].startswith("BatchNorm") else gives
    return False


def _is_divided(text: str, sized: re.Match[str], start: int, end: int) -> bool:
    """Whether a layer of written sizes, the only one in a piece of code, may stand beside what divides them."""
    arguments = _ARGUMENTS.match(text, sized.end(1) + 1, end)
    inside = sized.end() if arguments is None else arguments.end()
    if _DIVISOR.search(text, sized.start(), inside):
        return True
    return _DIVIDED.search(text, start, end) is not None
