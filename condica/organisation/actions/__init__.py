"""The verbs of the organisation (faptele organizării): the only place that writes it."""

from condica.organisation.actions.absences import end_absence, record_absence
from condica.organisation.actions.house import (
    add_bridge_day,
    adopt_reading,
    choose,
    clean_coat_of_arms,
    remove_bridge_day,
    set_letterhead,
)
from condica.organisation.actions.nomenclator import (
    FileKindLine,
    confirm_nomenclator,
    end_file_kind,
    import_nomenclator,
    nomenclator_xlsx,
    set_file_kind,
)
from condica.organisation.actions.own import drop_view, keep_view
from condica.organisation.actions.people import (
    abolish_post,
    change_post,
    create_post,
    end_substitution,
    fill_post,
    name_substitute,
    vacate_post,
)
from condica.organisation.actions.units import (
    change_desk,
    change_unit,
    close_desk,
    create_unit,
    dissolve_unit,
    move_unit,
    open_desk,
    set_opening_hours,
)

__all__ = [
    "FileKindLine",
    "abolish_post",
    "add_bridge_day",
    "adopt_reading",
    "change_desk",
    "change_post",
    "change_unit",
    "choose",
    "clean_coat_of_arms",
    "close_desk",
    "confirm_nomenclator",
    "create_post",
    "create_unit",
    "dissolve_unit",
    "drop_view",
    "end_absence",
    "end_file_kind",
    "end_substitution",
    "fill_post",
    "import_nomenclator",
    "keep_view",
    "move_unit",
    "name_substitute",
    "nomenclator_xlsx",
    "open_desk",
    "record_absence",
    "remove_bridge_day",
    "set_file_kind",
    "set_letterhead",
    "set_opening_hours",
    "vacate_post",
]
