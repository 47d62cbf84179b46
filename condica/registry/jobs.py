"""Work of the registry in the background (lucrări în fundal): carrying out a confirmed selection."""

from __future__ import annotations

from procrastinate.contrib.django import app

from condica.registry.actions.selecting import carry_out as erase_selected
from condica.registry.models import Selection


@app.task(name="registry.carry_out", queue="texts", lock="registry.selection", pass_context=False)
def carry_out(selection: int) -> None:
    """Erase what was selected and confirmed."""
    found = Selection.objects.select_related("ordered_by").get(pk=selection)
    if found.ordered_by is not None:
        erase_selected(found, by=found.ordered_by)
