"""Claim against network: one file for each kind of mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .check import Check as Check


def all_checks() -> tuple[Check, ...]:
    """Every check by code; imported on demand, so that a run that finds nothing stays quick."""
    from . import (
        broken_chain,
        count_changed,
        impossible_layer,
        redundant_bias,
        stale_output,
        unreadable_file,
        unregistered_layers,
        unused_layer,
        unused_suppression,
        wrong_arithmetic,
        wrong_assert,
        wrong_formula,
        wrong_layer_count,
        wrong_listed_model,
        wrong_model_count,
        wrong_recorded_count,
        wrong_shape,
        wrong_shape_assert,
        wrong_sum,
        wrong_table_row,
    )

    return (
        wrong_layer_count.CHECK,
        wrong_model_count.CHECK,
        wrong_assert.CHECK,
        wrong_table_row.CHECK,
        wrong_recorded_count.CHECK,
        stale_output.CHECK,
        count_changed.CHECK,
        wrong_listed_model.CHECK,
        wrong_arithmetic.CHECK,
        wrong_formula.CHECK,
        wrong_sum.CHECK,
        wrong_shape.CHECK,
        wrong_shape_assert.CHECK,
        broken_chain.CHECK,
        impossible_layer.CHECK,
        unregistered_layers.CHECK,
        unused_layer.CHECK,
        redundant_bias.CHECK,
        unreadable_file.CHECK,
        unused_suppression.CHECK,
    )
