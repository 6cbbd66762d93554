"""`torch.distributions`: objects that draw numbers and own no parameters. Parsed and never imported.

What a distribution holds stays unknown; what it draws has a shape where each drawn number is one for itself.
"""

import evaluator
import torch


class Distribution:
    def __init__(self, *parameters, **options):
        pass

    def __getattr__(self, name):
        return evaluator.unknown("what a distribution of probabilities holds or draws")


class _Single(Distribution):
    """Draws numbers, one for each set of parameters."""

    def __init__(self, *parameters, **options):
        self._parameters = [*parameters, *options.values()]

    def sample(self, sample_shape=()):
        shapes = [each.shape for each in self._parameters if isinstance(each, torch.Tensor)]
        return torch.rand(*sample_shape, *torch.broadcast_shapes(*shapes))

    def rsample(self, sample_shape=()):
        return self.sample(sample_shape)


class Bernoulli(_Single):
    pass


class Beta(_Single):
    pass


class Binomial(_Single):
    pass


class Categorical(Distribution):
    pass


class Cauchy(_Single):
    pass


class Chi2(_Single):
    pass


class ContinuousBernoulli(_Single):
    pass


class Dirichlet(Distribution):
    pass


class Exponential(_Single):
    pass


class FisherSnedecor(_Single):
    pass


class Gamma(_Single):
    pass


class Geometric(_Single):
    pass


class Gumbel(_Single):
    pass


class HalfCauchy(_Single):
    pass


class HalfNormal(_Single):
    pass


class Independent(Distribution):
    pass


class InverseGamma(_Single):
    pass


class Kumaraswamy(_Single):
    pass


class Laplace(_Single):
    pass


class LKJCholesky(Distribution):
    pass


class LogNormal(_Single):
    pass


class LowRankMultivariateNormal(Distribution):
    pass


class LogisticNormal(Distribution):
    pass


class MixtureSameFamily(Distribution):
    pass


class Multinomial(Distribution):
    pass


class MultivariateNormal(Distribution):
    pass


class NegativeBinomial(_Single):
    pass


class Normal(_Single):
    pass


class OneHotCategorical(Distribution):
    pass


class OneHotCategoricalStraightThrough(Distribution):
    pass


class Pareto(_Single):
    pass


class Poisson(_Single):
    pass


class RelaxedBernoulli(Distribution):
    pass


class RelaxedOneHotCategorical(Distribution):
    pass


class StudentT(_Single):
    pass


class TransformedDistribution(Distribution):
    pass


class Uniform(_Single):
    pass


class VonMises(_Single):
    pass


class Weibull(_Single):
    pass


class Wishart(Distribution):
    pass
