"""Measurements (măsurători): Condica beside the raw database, side by side in one run; ratios, not promises."""
