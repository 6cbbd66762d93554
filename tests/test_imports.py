"""Who may import whom: read from every import statement, those inside functions too."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cnnlint"

# A module imports only from what stands before it here, or from its own package.
ORDER = (
    "__init__",
    "nearest",
    "source",
    "size",
    "unknown",
    "reading",
    "ignores",
    "files",
    "program",
    "frontend",
    "cache_folder",
    "claims",
    "documents",
    "network",
    "values",
    "layers",
    "evaluate",
    "checks",
    "report",
    "selection",
    "settings_table",
    "settings",
    "environment",
    "deep",
    "keeping",
    "locking",
    "atomic",
    "suppress",
    "lint",
    "cache",
    "counting",
    "summarizing",
    "run",
    "fix",
    "server",
    "commands",
    "cli",
    "__main__",
)

# Outside packages and the parts of the house that may import them.
GUESTS = {
    "libcst": ("frontend",),
    "click": ("cli", "commands"),
    "rich": ("report", "commands"),
    "pygls": ("server",),
}

LONGEST_FILE = 500
LONGEST_FUNCTION = 60

FILES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    """`claims.number` for cnnlint/claims/number.py, `claims` for its __init__."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {dotted(path): path for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def targets(path: Path) -> list[str]:
    """Absolute dotted names of everything that a file imports."""
    package = ("cnnlint", *path.relative_to(PACKAGE).parent.parts)
    names = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            stem = ".".join([*base, *([node.module] if node.module else [])])
            names += [f"{stem}.{alias.name}" for alias in node.names]
    return names


def own(path: Path) -> set[str]:
    """Modules of cnnlint that a file imports; a name that is no module stands for the module it is in."""
    found = set()
    for name in targets(path):
        if name.split(".")[0] != "cnnlint":
            continue
        rest = name.partition(".")[2]
        while rest and rest not in MODULES:
            rest = rest.rpartition(".")[0]
        found.add(rest or "__init__")
    return found


def part(module: str) -> str:
    return module.split(".")[0]


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """Some cycle of a graph, or nothing."""
    done: set[str] = set()

    def visit(module: str, trail: list[str]) -> list[str]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return []
        for each in sorted(graph[module]):
            if found := visit(each, [*trail, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(graph) if (found := visit(module, []))), [])


def test_a_cycle_is_seen():
    assert cycle({"a": {"b"}, "b": set()}) == []
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_what_stands_before(module):
    assert part(module) in ORDER, f"{part(module)} needs a place in ORDER"
    place = ORDER.index(part(module))
    breaches = [
        each
        for each in own(MODULES[module])
        if part(each) != part(module) and ORDER.index(part(each)) >= place
    ]
    assert not breaches, f"{module} imports what stands after it: {breaches}"


@pytest.mark.parametrize("module", MODULES)
def test_guests_stay_where_they_are_invited(module):
    for name in targets(MODULES[module]):
        host = GUESTS.get(name.split(".")[0])
        assert host is None or part(module) in host, f"{module} imports {name}"


def test_no_import_cycle():
    graph = {module: own(path) - {module} for module, path in MODULES.items()}
    assert cycle(graph) == []


@pytest.mark.parametrize("module", MODULES)
def test_size(module):
    path = MODULES[module]
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{module}.{node.name} is too long"


@pytest.mark.parametrize("module", MODULES)
def test_name(module):
    assert not {"utils", "util", "helpers", "helper", "common", "manager", "misc"} & set(module.split("."))
