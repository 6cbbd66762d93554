"""What stands around a counted number and takes its force away: goals, comparisons, conditions, units."""

from __future__ import annotations

from .tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A sentence with one of these does not state what this model has.
_GOALS = _words(
    "must should shall need needs needed ought require requires required requirement ensure ensures budget budgets limit "
    "limits limited constraint constraints constrained target targets targeting goal goals aim aims keep keeps stay stays "
    "try want wants maximum minimum max min allowed allow allows cap capped exceed exceeds threshold desired"
)
_COMPARISONS = _words(
    "compared compare comparison versus vs unlike fewer reduce reduces reduced reducing reduction saves saved saving savings "
    "instead original originally paper papers paper's reported report reports author authors al baseline teacher student "
    "equivalent counterpart previous previously former formerly old older was were whereas contrast bigger smaller larger "
    "increase increases increased increasing grows growth drop drops dropped half twice double doubles factor ratio "
    "times percent percentage rather similar comparable"
)
_HYPOTHESES = _words(
    "would could might may can cannot can't if unless suppose supposing assume assumes assuming assumed imagine example "
    "examples e.g eg instance hypothetical naive naively not doesn't isn't don't won't wouldn't todo fixme xxx hack wrong "
    "incorrect outdated stale quiz question option typically usually often commonly generally like"
)
_OTHER_STATES = _words(
    "after before far cumulative cumulated accumulated pruning pruned quantized quantization distilled compressed lora adapter adapters finetune finetuning "
    "fine-tune fine-tuned fine-tuning each every per respectively ranging ranges range between varies"
)
_OTHER_PARAMETERS = _words(
    "hyper hyperparameter hyperparameters hyper-parameter hyper-parameters hyperparams optimizer optimiser optimizers "
    "function method constructor argument arguments keyword query sql url api request command callback signature tuple "
    "group groups tensors"
)
_DISTURBING = _GOALS | _COMPARISONS | _HYPOTHESES | _OTHER_STATES | _OTHER_PARAMETERS

# A count so qualified is that of another configuration, or of a part.
_QUALIFIERS = _words(
    "without excluding excludes exclude except w/o with including includes incl excl when if for at only but not before "
    "after frozen trainable non-trainable ignoring ignore assuming plus minus from on using unless vs versus than per each "
    "class classes input inputs where given by older newer"
)

_SHARES = _words("trainable non-trainable frozen")

# A sum on a line with one of these is about something else than a count.
_GEOMETRY = _words(
    "rf receptive jump stride strides padding pad kernel resolution pixel pixels image images size sizes width height depth "
    "flatten flattened features feature dim dims dimension dimensions shape shapes neurons hidden embedding embed patch "
    "patches tokens token sequence seq length batch step steps epoch epochs flops flop macs mac mult-adds madds gflops mb gb "
    "kb bytes byte bits seconds minutes hours fps classes class heads head view reshape output outputs input inputs lr rate "
    "connections anchors anchor boxes channels channel groups index indices offset ratio memory samples frames"
)


def disturbed(sentence: list[Token]) -> bool:
    """Whether the sentence sets a goal, compares, supposes, or speaks of another kind of parameter."""
    return not _DISTURBING.isdisjoint([token.lower for token in sentence])


def sets_goal(words: list[Token]) -> bool:
    """Whether the words demand something of a model."""
    return not _GOALS.isdisjoint([token.lower for token in words])


def is_geometric(row: list[Token]) -> bool:
    """Whether the row speaks of sizes, shapes or costs."""
    return not _GEOMETRY.isdisjoint([token.lower for token in row if token.kind == "word"])


def qualified(words: list[Token]) -> bool:
    """Whether the words restrict a count to another configuration or a part; a bias that is in it does not."""
    text = [
        token.lower
        for before, token, after in zip([None, *words], words, [*words[1:], None], strict=False)
        if token.kind == "word" and not _is_share(before, token, after)
    ]
    if text in (
        ["all", "trainable"],
        ["with", "bias"],
        ["with", "biases"],
        ["including", "bias"],
        ["including", "biases"],
        ["incl", "bias"],
    ):
        return False
    return not _QUALIFIERS.isdisjoint(text) or disturbed(words)


def _is_share(before: Token | None, token: Token, after: Token | None) -> bool:
    """Whether a word tells what a number of its own counts: "(128 trainable)", "(trainable: 128)"."""
    labels = after is not None and after.text in (":", "=")
    return token.lower in _SHARES and (labels or (before is not None and before.kind == "number"))


def of_one_bias(words: list[Token]) -> bool:
    """Whether what stands in brackets speaks of some of the biases: "(one bias)"."""
    text = {token.lower for token in words if token.kind == "word"}
    return bool(text & {"one", "single", "shared", "second"} and text & {"bias", "biases"})
