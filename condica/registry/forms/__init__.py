"""Forms of the registry (formulare): strings to values; the rules stand in `actions`."""

from condica.registry.forms.blocks import AnnulForm, FillForm, LineForm, ReserveForm
from condica.registry.forms.papers import (
    CorrectionForm,
    CounterForm,
    FilesField,
    FilesForm,
    FilesInput,
    FilterForm,
    KindForm,
    MinuteForm,
    NumberForm,
    ReasonForm,
    UnitForm,
)

__all__ = [
    "AnnulForm",
    "CorrectionForm",
    "CounterForm",
    "FilesField",
    "FilesForm",
    "FilesInput",
    "FillForm",
    "FilterForm",
    "KindForm",
    "LineForm",
    "MinuteForm",
    "NumberForm",
    "ReasonForm",
    "ReserveForm",
    "UnitForm",
]
