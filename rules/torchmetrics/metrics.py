"""`torchmetrics`: metrics own no parameters; their states are no buffers of the model either. Parsed, never imported."""

from torch.nn import Module, ModuleDict


class Metric(Module):
    def __init__(self, *given, **named):
        super().__init__()

    def add_state(self, name, default, dist_reduce_fx=None, persistent=False):
        setattr(self, name, None)


class MetricCollection(ModuleDict):
    def __init__(self, metrics, *more, prefix=None, postfix=None, compute_groups=True):
        super().__init__()
        given = [metrics, *more] if isinstance(metrics, Metric) else metrics
        named = given.items() if isinstance(given, dict) else [(type(each).__name__, each) for each in given]
        for name, metric in named:
            self[name] = metric


class Accuracy(Metric):
    pass


class AUROC(Metric):
    pass


class AveragePrecision(Metric):
    pass


class CohenKappa(Metric):
    pass


class ConfusionMatrix(Metric):
    pass


class Dice(Metric):
    pass


class ExactMatch(Metric):
    pass


class F1Score(Metric):
    pass


class FBetaScore(Metric):
    pass


class HammingDistance(Metric):
    pass


class JaccardIndex(Metric):
    pass


class MatthewsCorrCoef(Metric):
    pass


class Precision(Metric):
    pass


class PrecisionRecallCurve(Metric):
    pass


class ROC(Metric):
    pass


class Recall(Metric):
    pass


class Specificity(Metric):
    pass


class StatScores(Metric):
    pass


class ExplainedVariance(Metric):
    pass


class MeanAbsoluteError(Metric):
    pass


class MeanAbsolutePercentageError(Metric):
    pass


class MeanSquaredError(Metric):
    pass


class PearsonCorrCoef(Metric):
    pass


class R2Score(Metric):
    pass


class SpearmanCorrCoef(Metric):
    pass


class MaxMetric(Metric):
    pass


class MeanMetric(Metric):
    pass


class MinMetric(Metric):
    pass


class SumMetric(Metric):
    pass


class BinaryAccuracy(Metric):
    pass


class BinaryAUROC(Metric):
    pass


class BinaryAveragePrecision(Metric):
    pass


class BinaryCohenKappa(Metric):
    pass


class BinaryConfusionMatrix(Metric):
    pass


class BinaryF1Score(Metric):
    pass


class BinaryJaccardIndex(Metric):
    pass


class BinaryMatthewsCorrCoef(Metric):
    pass


class BinaryPrecision(Metric):
    pass


class BinaryRecall(Metric):
    pass


class BinarySpecificity(Metric):
    pass


class MulticlassAccuracy(Metric):
    pass


class MulticlassAUROC(Metric):
    pass


class MulticlassAveragePrecision(Metric):
    pass


class MulticlassCohenKappa(Metric):
    pass


class MulticlassConfusionMatrix(Metric):
    pass


class MulticlassF1Score(Metric):
    pass


class MulticlassJaccardIndex(Metric):
    pass


class MulticlassMatthewsCorrCoef(Metric):
    pass


class MulticlassPrecision(Metric):
    pass


class MulticlassRecall(Metric):
    pass


class MulticlassSpecificity(Metric):
    pass


class MultilabelAccuracy(Metric):
    pass


class MultilabelAUROC(Metric):
    pass


class MultilabelAveragePrecision(Metric):
    pass


class MultilabelCohenKappa(Metric):
    pass


class MultilabelConfusionMatrix(Metric):
    pass


class MultilabelF1Score(Metric):
    pass


class MultilabelJaccardIndex(Metric):
    pass


class MultilabelMatthewsCorrCoef(Metric):
    pass


class MultilabelPrecision(Metric):
    pass


class MultilabelRecall(Metric):
    pass


class MultilabelSpecificity(Metric):
    pass
