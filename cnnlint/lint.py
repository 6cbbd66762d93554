"""Linting one file: from its text to findings, verdicts, or why it could not be checked."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import msgspec

from .checks.finding import Edit, Finding, Verdict
from .reading import Unreadable, is_document, is_notebook, read
from .report.model import InternalError, Problem
from .settings import Settings, SettingsError, enabled
from .source import Location, Source

if TYPE_CHECKING:
    from .checks.check import Check
    from .checks.prose import Prose
    from .claims.claim import Claim
    from .documents.definitions import Definition
    from .documents.notebook import Notebook
    from .documents.reader import Document
    from .documents.told import Told
    from .evaluate.observe import Observer
    from .evaluate.project import Project
    from .evaluate.witness import Witness
    from .frontend.outline import Outline
    from .frontend.problem import TooComplex
    from .frontend.remarks import Remark

TRACEBACK = "CNNLINT_TRACEBACK"


class Lint(msgspec.Struct, frozen=True):
    """What linting one file came to, and what else it depends on.

    `read` are the other files that were read for it; `sought` tells for each path that an import was
    looked for at whether something was there; `defined` for each name that was looked for in the files
    around a document the file and the name of its one definition, None where there is none.
    """

    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    problem: Problem | None = None
    read: tuple[str, ...] = ()
    sought: dict[str, bool] = {}
    defined: dict[str, tuple[str, str] | None] = {}


class Workshop:
    """What evaluations of one run share: the files read, and the rules."""

    def __init__(self, settings: Settings) -> None:
        from .environment import package_folders
        from .evaluate.project import Files
        from .layers.book import Book
        from .layers.folder import rules_folder
        from .layers.record import BadRecord

        self.files = Files(read)
        try:
            self.book = Book(rules_folder(), settings.layers)
        except BadRecord as error:
            raise SettingsError(f"[tool.cnnlint.layers] {error}") from error
        self.roots = [os.path.join(settings.root, folder) for folder in settings.src]
        self.packages = package_folders(settings)

    def interpreter(self, folder: str | None = None) -> Observer:
        """A fresh interpreter: what one file's evaluation leaves behind must not show in another's.

        `folder` is where the code is taken to run, where that is certain.
        """
        from .evaluate.observe import Observer

        return Observer(self._project(folder), self.book)

    def witness(self) -> Witness:
        """A fresh interpreter that takes note of shapes."""
        from .evaluate.witness import Witness

        return Witness(self._project(), self.book)

    def _project(self, folder: str | None = None) -> Project:
        from .evaluate.project import Project

        return Project(self.files, self.roots, self.packages, folder)


class Linter:
    """Lints files one by one; the evaluator is loaded with the first that states a count."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._workshop: Workshop | None = None

    def file(self, path: str) -> Lint:
        """Lint a file; that of the settings holds counts of models."""
        if self.settings.file and os.path.realpath(path) == os.path.realpath(self.settings.file):
            return self._lint_kept()
        try:
            return self.text(read(path))
        except Unreadable as error:
            return Lint(problem=unreadable(error))

    def text(self, source: Source) -> Lint:
        """Lint a text. A defect of our own costs this file alone, unless its trace is asked for."""
        try:
            return self._lint(source)
        except SettingsError:
            raise
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise InternalError(source.path) from error
            return Lint(problem=Problem(source.path, None, defect(error)))

    def _lint(self, source: Source) -> Lint:
        if is_document(source.path):
            return self._lint_document(source)
        from .claims.chain_gate import has_model, may_chain
        from .claims.data import may_hold_data
        from .claims.gate import may_claim
        from .claims.shape_gate import (
            may_annotate_shape,
            may_document_shape,
            may_show_shape,
            may_state_shape,
        )
        from .documents.percent import has_markdown_cells
        from .frontend.problem import FrontendError, TooComplex
        from .frontend.scan import scan
        from .suppress import suppress

        outline = scan(source)
        if outline.problem is not None:
            return _broken(source, outline.problem.offset, outline.problem.message)
        lint = Lint()
        stated = may_claim(source.text) or may_hold_data(source.text)
        chained = may_chain(source.text) or may_state_shape(source.text)
        chained = chained or may_annotate_shape(source.text) or may_show_shape(source.text)
        chained = chained or may_document_shape(source.text, outline)
        chained = chained or (self._wants_more and has_model(source.text))
        if stated or chained:
            try:
                lint = self._examine(source, outline) if stated else lint
                lint = self._inspect(source, outline, lint) if chained else lint
            except TooComplex as error:
                lint = Lint((_too_complex(source, error),))
            except FrontendError as error:
                return _broken(source, error.offset, error.message)
        if has_markdown_cells(source.text):
            lint = _with_cells(source, lint)
        shown = suppress(source, outline, lint.findings, self.settings)
        return msgspec.structs.replace(lint, findings=shown)

    def _inspect(self, source: Source, outline: Outline, lint: Lint) -> Lint:
        """The same with what checks of structure find."""
        from .checks.inspect import inspect
        from .deep import deeply

        workshop = self._shop(source, outline)
        inspected = deeply(lambda: inspect(workshop.witness, source.path, self._is_wanted))
        workshop.files.check(source)
        return Lint(
            (*lint.findings, *inspected.findings),
            (*lint.verdicts, *inspected.verdicts),
            None,
            tuple(dict.fromkeys((*lint.read, *inspected.read))),
            {**lint.sought, **inspected.sought},
        )

    @cached_property
    def _wants_more(self) -> bool:
        """Whether a check of structure is wanted that is off by default: any model may hold what it finds."""
        if self.settings.select is None and not self.settings.extend_select:
            return False
        from .checks import all_checks

        checks = [check for check in all_checks() if check.inspect is not None and not check.default]
        return any(self._is_wanted(check, ".") for check in checks)

    def _is_wanted(self, check: Check, path: str) -> bool:
        return enabled(self.settings, check.code, check.name, path, check.default)

    def _shop(self, source: Source, outline: Outline | None = None, anew: bool = False) -> Workshop:
        """The workshop, with a file on the bench."""
        if self._workshop is None:
            self._workshop = Workshop(self.settings)
        self._workshop.files.add(source, outline, anew)
        return self._workshop

    def _examine(self, source: Source, outline: Outline) -> Lint:
        from .claims.data import may_hold_data
        from .claims.reading import read_claims

        claims = read_claims(source, outline)
        if not claims and not may_hold_data(source.text):
            return Lint()
        return self._evaluate(source, outline, claims)

    def _lint_kept(self) -> Lint:
        from .deep import deeply
        from .keeping import examine_kept

        if self._workshop is None:
            self._workshop = Workshop(self.settings)
        machine = self._workshop.interpreter()
        examined = deeply(lambda: examine_kept(self.settings, machine))
        others = tuple(machine.project.read())
        shown = tuple(
            each for each in examined.findings if enabled(self.settings, each.code, each.name, each.filename)
        )
        problem = examined.problems[0] if examined.problems else None
        return Lint(shown, examined.verdicts, problem, (*others, *examined.read), machine.project.sought)

    def _lint_document(self, source: Source) -> Lint:
        from .documents.reader import may_state, read_document

        if is_notebook(source.path):
            return self._lint_notebook(source)
        if not may_state(source.text):
            return Lint()
        return self._lint_texts(source, read_document(source))

    def _lint_notebook(self, source: Source) -> Lint:
        """Lint a notebook as one text, and tell of places in its cells."""
        from .documents.notebook import read_notebook
        from .documents.printed import printed_claims
        from .documents.reader import may_state, read_document

        try:
            notebook = read_notebook(source)
        except Unreadable as error:
            return Lint(problem=unreadable(error))
        wanted = enabled(self.settings, "CNN106", "stale-output", source.path, default=False)
        outputs = wanted and bool(printed_claims(notebook))
        if not (outputs or may_state(notebook.text)):
            return Lint()
        lint = self._lint_texts(notebook, read_document(notebook), outputs)
        return msgspec.structs.replace(
            lint,
            findings=tuple(_in_cell(notebook, each) for each in lint.findings),
            verdicts=tuple(_in_cell(notebook, each) for each in lint.verdicts),
        )

    def _lint_texts(self, source: Source, document: Document, outputs: bool = False) -> Lint:
        from .documents.reading import read_told
        from .suppress import suppress_in_document

        told = read_told(source.text, document.blocks)
        lint = self._examine_listed(document, told, outputs)
        shown = suppress_in_document(source, lint.findings, self.settings)
        return msgspec.structs.replace(lint, findings=shown)

    def _examine_listed(self, document: Document, told: list[Told], outputs: bool) -> Lint:
        """Judge a document, its tables of models by the files around it."""
        from .checks.listed_models import listed

        meant, defined = listed(document.source, told)
        others = [each for each in told if each.claim.start not in meant]
        lint = self._examine_document(document, others, outputs)
        lint = self._judge_listed(document.source, told, meant, lint) if meant else lint
        return msgspec.structs.replace(lint, defined=defined) if defined else lint

    def _judge_listed(
        self, source: Source, told: list[Told], meant: dict[int, Definition], lint: Lint
    ) -> Lint:
        from .checks.examine import judged
        from .checks.listed_models import listed_statements
        from .deep import deeply

        workshop = self._shop(source)
        machine = workshop.interpreter()
        examined = deeply(lambda: judged(listed_statements(machine, source, told, meant), machine.place))
        return Lint(
            (*lint.findings, *examined.findings),
            (*lint.verdicts, *examined.verdicts),
            lint.problem,
            tuple(dict.fromkeys((*lint.read, *machine.project.read()))),
            {**lint.sought, **machine.project.sought},
        )

    def _examine_document(self, document: Document, told: list[Told], outputs: bool) -> Lint:
        """Judge a document; a block of code that cannot be read is left out, and the rest tried again."""
        from .checks.prose import Prose, bare_statements
        from .claims.data import may_hold_data
        from .claims.reading import read_claims
        from .frontend.problem import FrontendError
        from .frontend.scan import scan

        prose = Prose(document, told, outputs)
        while (code := document.code()) is not None:
            outline = scan(code)
            claims = [] if outline.problem else read_claims(code, outline)
            if not (claims or may_hold_data(code.text) or prose.speaks_of_code):
                break
            try:
                return self._evaluate(code, outline, claims, prose)
            except FrontendError as error:
                if not document.drop(error.offset):
                    break
        from .checks.examine import judged

        examined = judged(bare_statements(document.source, told))
        return Lint(examined.findings, examined.verdicts)

    def _evaluate(
        self,
        source: Source,
        outline: Outline,
        claims: list[tuple[Remark, Claim]],
        prose: Prose | None = None,
    ) -> Lint:
        """Judge what a module and the text around it state."""
        from .checks.examine import examine
        from .deep import deeply

        workshop = self._shop(source, outline, anew=prose is not None)
        machine = workshop.interpreter()
        examined = deeply(lambda: examine(machine, source.path, claims, prose))
        workshop.files.check(source)
        others = tuple(path for path in machine.project.read() if path != source.path)
        return Lint(examined.findings, examined.verdicts, None, others, machine.project.sought)


def _with_cells(source: Source, lint: Lint) -> Lint:
    """What linting a script came to, with the arithmetic of its Markdown cells."""
    from .checks.examine import judged
    from .checks.prose import bare_statements
    from .documents.percent import cell_blocks
    from .documents.reading import read_told

    known = {each.location for each in lint.findings} | {each.location for each in lint.verdicts}
    told = read_told(source.text, cell_blocks(source.text))
    fresh = [each for each in told if source.location(each.claim.start) not in known]
    examined = judged(bare_statements(source, fresh))
    return msgspec.structs.replace(
        lint,
        findings=(*lint.findings, *examined.findings),
        verdicts=(*lint.verdicts, *examined.verdicts),
    )


Placed = TypeVar("Placed", Finding, Verdict)


def _in_cell(notebook: Notebook, item: Placed) -> Placed:
    """A finding or verdict with its place in the cell that holds it."""
    cell, location = notebook.cell(item.location)
    _, end = notebook.cell(item.end_location)
    placed = msgspec.structs.replace(item, location=location, end_location=end, cell=cell)
    if isinstance(placed, Finding) and placed.fix is not None:
        edits = tuple(_edit_in_cell(notebook, edit) for edit in placed.fix.edits)
        return msgspec.structs.replace(placed, fix=msgspec.structs.replace(placed.fix, edits=edits))
    return placed


def _edit_in_cell(notebook: Notebook, edit: Edit) -> Edit:
    _, start = notebook.cell(edit.location)
    _, end = notebook.cell(edit.end_location)
    return msgspec.structs.replace(edit, location=start, end_location=end)


def unreadable(error: Unreadable) -> Problem:
    """The problem of a file that cannot be read."""
    return Problem(error.path, None if error.row is None else Location(error.row, 1), error.message)


def defect(error: Exception) -> str:
    """What to tell of a defect of our own."""
    return f"internal error ({type(error).__name__}: {error}); please report it, with the file if you may share it"


def _broken(source: Source, offset: int, message: str) -> Lint:
    return Lint(problem=Problem(source.path, source.location(offset), message))


def _too_complex(source: Source, error: TooComplex) -> Finding:
    return Finding(
        code="CNN901",
        name="unreadable-file",
        message=f"the file is not checked: {error.message}",
        filename=source.path,
        location=source.location(error.offset),
        end_location=source.location(error.offset),
        hint="exclude the file in the settings if it is machine-made",
    )
