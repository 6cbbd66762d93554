"""A linter that finds wrong parameter counts in neural-network code without running it."""

__version__ = "0.1.0"
