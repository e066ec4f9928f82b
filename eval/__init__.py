"""Evaluation: reference sets, metrics with their certainty, other systems' outputs."""
