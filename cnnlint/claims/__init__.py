"""Remark to claim: what a text states about a model's numbers."""
