"""What evaluation yields: layers, parameters, buffers, and their counts."""

from .count import Count, Tally, elements, is_bias, tally
from .layer import Layer, Parameter

__all__ = ["Count", "Layer", "Parameter", "Tally", "elements", "is_bias", "tally"]
