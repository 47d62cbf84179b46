"""Condica: the working system of a Romanian local authority's communication directorate."""

__version__ = "0.1.0"
