"""`torch.distributions`: objects that draw numbers and own no parameters. Parsed and never imported.

What a distribution holds or draws stays unknown.
"""

import torch


class Distribution:
    def __init__(self, *parameters, **options):
        pass

    def __getattr__(self, name):
        return torch.distributions.held_value(name)


class Bernoulli(Distribution):
    pass


class Beta(Distribution):
    pass


class Binomial(Distribution):
    pass


class Categorical(Distribution):
    pass


class Cauchy(Distribution):
    pass


class Chi2(Distribution):
    pass


class ContinuousBernoulli(Distribution):
    pass


class Dirichlet(Distribution):
    pass


class Exponential(Distribution):
    pass


class FisherSnedecor(Distribution):
    pass


class Gamma(Distribution):
    pass


class Geometric(Distribution):
    pass


class Gumbel(Distribution):
    pass


class HalfCauchy(Distribution):
    pass


class HalfNormal(Distribution):
    pass


class Independent(Distribution):
    pass


class InverseGamma(Distribution):
    pass


class Kumaraswamy(Distribution):
    pass


class Laplace(Distribution):
    pass


class LKJCholesky(Distribution):
    pass


class LogNormal(Distribution):
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


class NegativeBinomial(Distribution):
    pass


class Normal(Distribution):
    pass


class OneHotCategorical(Distribution):
    pass


class OneHotCategoricalStraightThrough(Distribution):
    pass


class Pareto(Distribution):
    pass


class Poisson(Distribution):
    pass


class RelaxedBernoulli(Distribution):
    pass


class RelaxedOneHotCategorical(Distribution):
    pass


class StudentT(Distribution):
    pass


class TransformedDistribution(Distribution):
    pass


class Uniform(Distribution):
    pass


class VonMises(Distribution):
    pass


class Weibull(Distribution):
    pass


class Wishart(Distribution):
    pass
