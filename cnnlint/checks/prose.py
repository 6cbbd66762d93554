"""What the text of a document states: its own arithmetic, and the models of the code blocks beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..claims.claim import Claim, Listed
from ..documents.blocks import Block
from ..documents.notebook import Notebook
from ..documents.reader import Document
from ..documents.told import Told
from ..evaluate.observe import called_name
from ..frontend.outline import Chunk
from ..program import nodes
from ..source import Source
from .jobs import Evaluations
from .naming import part_named, plain
from .outputs import Outputs, calls_between
from .statement import Statement, Subject
from .subjects import call_subject, definition_subject, main_classes, script_subject, takes_arguments
from .summary_rows import listed_subject

# A text may speak of a code block over some others, if no heading stands between.
_BETWEEN = ("text", "table", "math", "verbatim")
_FARTHEST = 4


class Prose:
    """The claims of a document's text, and the code that they may speak of."""

    def __init__(self, document: Document, told: Sequence[Told], outputs: bool = False) -> None:
        self.document = document
        self.told = told
        # What a notebook printed is held against its code only where that is asked for.
        self.outputs = outputs
        self._outputs: Outputs | None = None
        # The calls that show a summary, by the place of their code block.
        self._summaries: dict[tuple[int, int], list[nodes.Call]] = {}

    @property
    def speaks_of_code(self) -> bool:
        """Whether any claim may speak of a model that the code makes."""
        return self.outputs or any(_may_bind(each) for each in self.told)

    def needs(self, chunk: Chunk) -> bool:
        """Whether a statement at the top may bear on what is claimed; what runs after the last output does not."""
        if chunk.kind != "statement" or not self.speaks_of_code:
            return False
        outputs_only = self._outputs is not None and not any(_may_bind(each) for each in self.told)
        return not outputs_only or self._outputs is None or chunk.start < self._outputs.end

    def watch(self, work: Evaluations) -> None:
        """Note what the code shows whose output is given, before any of it runs."""
        blocks = {block for each in self.told if each.claim.listed and (block := self._beside(each))}
        self._summaries = {block: _summary_calls(work, *block) for block in blocks}
        calls = (call for found in self._summaries.values() for call in found)
        work.watch((work.module.path, call.start) for call in calls)
        if self.outputs and isinstance(self.document.source, Notebook):
            self._outputs = Outputs(work.module, self.document.source)
            self._outputs.watch(work)

    def statements(self, work: Evaluations) -> list[Statement]:
        """Statements of the claims, each with the model it speaks of where that is clear."""
        source = self.document.source
        told = [_statement(source, each.claim, self._subjects(work, each)) for each in self.told]
        if self._outputs is not None:
            told += self._outputs.statements(work)
        return told

    def _subjects(self, work: Evaluations, told: Told) -> Iterable[Subject]:
        if not _may_bind(told):
            return []
        if told.claim.listed is not None:
            return self._listed(work, told, told.claim.listed)
        name = told.claim.name
        models = self._models(work, told)
        if name is None:
            return models if len(models) == 1 else []
        definitions = [path for path in _definitions(work) if plain(path) == plain(name)]
        if len(definitions) == 1:
            return [definition_subject(work, (definitions[0],))]
        parts = [part for model in models if (part := _part(model, name)) is not None]
        return parts if len(models) == 1 else []

    def _listed(self, work: Evaluations, told: Told, listed: Listed) -> list[Subject]:
        """The layer or model of a number in a pasted summary: that of the call above it, or of one class only."""
        block = self._beside(told)
        calls = self._summaries.get(block, []) if block else []
        if len(calls) == 1:
            shown = listed_subject(listed, call_subject(work, calls[0], ()), False)
            if shown.unknown is None and (shown.networks or shown.numbers):
                return [shown]
        found = []
        for name in main_classes(work):
            model = definition_subject(work, (name,))
            found.append(listed_subject(listed, model, takes_arguments(work, (name,))))
        matched = [each for each in found if each.unknown is None and each.networks]
        return matched if len(matched) == 1 else []

    def _models(self, work: Evaluations, told: Told) -> list[Subject]:
        """The models of the code block right beside a claim, in its section."""
        block = self._beside(told)
        if block is None:
            return []
        start, end = block
        chunks = [chunk for chunk in work.module.outline.chunks if start <= chunk.start < end]
        main = set(main_classes(work))
        classes = [chunk.binds[0] for chunk in chunks if chunk.kind == "class" and chunk.binds[0] in main]
        if classes:
            return [definition_subject(work, (name,)) for name in classes]
        if any(chunk.kind == "class" for chunk in chunks):
            return []
        return [subject for subject in script_subject(work) if _makes(chunks, subject.title)]

    def _beside(self, told: Told) -> tuple[int, int] | None:
        """Where the code block right above a text stands, else that right below one that leads up to it."""
        blocks = self.document.blocks
        usable = {block.start for block in self.document.code_blocks}
        above = told.block - 1
        while above >= max(0, told.block - _FARTHEST) and self._is_between(blocks[above]):
            above -= 1
        leads = self.document.source.text[: blocks[told.block].end].rstrip().endswith(":")
        for index in (above, told.block + 1) if leads else (above,):
            if 0 <= index < len(blocks) and blocks[index].start in usable:
                return blocks[index].start, blocks[index].end
        return None

    def _is_between(self, block: Block) -> bool:
        """Whether a text may speak of what stands over a block: that is no heading, and no code but an empty cell."""
        if block.kind != "code":
            return block.kind in _BETWEEN
        text = self.document.source.text
        return not any(text[start:end].strip() for start, end in block.rows)


def bare_statements(source: Source, told: Sequence[Told]) -> list[Statement]:
    """Statements of a document without code: only their arithmetic can be judged."""
    return [_statement(source, each.claim, ()) for each in told]


def _statement(source: Source, claim: Claim, subjects: Iterable[Subject]) -> Statement:
    """The statement of a claim; one that speaks of no code is judged by its own arithmetic."""
    found = tuple(subjects)
    return Statement(source, claim, found, "remark" if found else "document")


def _may_bind(told: Told) -> bool:
    return told.claim.word and told.claim.formula is None and not told.is_row


def _makes(chunks: Sequence[Chunk], name: str) -> bool:
    return any(name in chunk.binds for chunk in chunks)


def _definitions(work: Evaluations) -> list[str]:
    chunks = work.module.outline.chunks
    return [name for chunk in chunks if chunk.kind in ("def", "class") for name in chunk.binds]


def _summary_calls(work: Evaluations, start: int, end: int) -> list[nodes.Call]:
    """The calls in a code block that show a summary: `model.summary()`, `summary(model, …)`."""
    return [call for call in calls_between(work.module, start, end) if "summary" in called_name(call)]


def _part(model: Subject, name: str) -> Subject | None:
    """The layer of this name inside a model, over all ways the code may take."""
    parts = [part_named(network, name) for network in model.networks]
    layers = tuple(part for part in parts if part is not None)
    if model.unknown is not None or not layers or len(layers) < len(parts):
        return None
    return Subject("layer", f"{layers[0].name} = {layers[0].label}", layers)
