"""The table `[tool.cnnlint]`: which keys it may hold and what they must look like."""

from __future__ import annotations

from typing import Any

from .nearest import did_you_mean
from .selection import check_selectors

_WORDS = {
    bool: "a truth value",
    int: "a number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "a table",
}


def read_table(table: object) -> dict[str, Any]:
    """The settings of a table by field; ValueError says which key is wrong and what it must be."""
    values: dict[str, Any] = {}
    for key, value in _table_of("", table).items():
        if key not in READERS:
            raise ValueError(f'has an unknown key "{key}"{did_you_mean(key, READERS)}')
        values[key.replace("-", "_")] = READERS[key](key, value)
    return values


def _wrong(key: str, wanted: str, value: object) -> ValueError:
    return ValueError(f"{key} must be {wanted}, not {_word(value)}".lstrip())


def _word(value: object) -> str:
    return _WORDS.get(type(value), "a date or time")


def _table_of(key: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, "a table", value)
    return value


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _wrong(key, "a list of texts", value)
    for each in value:
        if not isinstance(each, str):
            raise ValueError(f"{key} must be a list of texts, but holds {_word(each)}")
    return tuple(value)


def _selectors(key: str, value: object) -> tuple[str, ...]:
    selectors = _texts(key, value)
    try:
        check_selectors(selectors)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error
    return selectors


def _patterns(key: str, value: object) -> tuple[str, ...]:
    from .ignores import is_pattern

    patterns = _texts(key, value)
    for each in patterns:
        if not is_pattern(each):
            raise ValueError(f'{key}: "{each}" is not a pattern in the form of .gitignore')
    return patterns


def _ignores_of_files(key: str, value: object) -> dict[str, tuple[str, ...]]:
    table = _table_of(key, value)
    _patterns(key, list(table))
    return {pattern: _selectors(f'{key} "{pattern}"', codes) for pattern, codes in table.items()}


def _records(key: str, value: object) -> dict[str, dict[str, Any]]:
    return {name: _table_of(f'{key} "{name}"', record) for name, record in _table_of(key, value).items()}


def _counts(key: str, value: object) -> dict[str, int]:
    table = _table_of(key, value)
    for target, number in table.items():
        _check_target(key, target)
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise _wrong(f'{key} "{target}"', "a whole number", number)
    return table


def _recorded(key: str, value: object) -> dict[str, str]:
    table = _table_of(key, value)
    for place, target in table.items():
        if "::" not in place.strip(":"):
            raise ValueError(f'{key} "{place}" must be a file and the keys of a number: "file.yaml::key.key"')
        if not isinstance(target, str):
            raise _wrong(f'{key} "{place}"', "a text", target)
        _check_target(f'{key} "{place}"', target)
    return table


def _check_target(key: str, target: str) -> None:
    if "::" not in target.strip(":"):
        raise ValueError(f'{key}: "{target}" must have the form path/to/file.py::Name')


def _environment(key: str, value: object) -> str:
    if value is False:
        return ""
    if not isinstance(value, str) or not value:
        raise _wrong(key, "the folder of a Python environment, or false", value)
    return value


READERS = {
    "select": _selectors,
    "ignore": _selectors,
    "extend-select": _selectors,
    "per-file-ignores": _ignores_of_files,
    "exclude": _patterns,
    "src": _texts,
    "environment": _environment,
    "layers": _records,
    "counts": _counts,
    "recorded": _recorded,
}
