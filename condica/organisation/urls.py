"""Addresses of the organisation (organizare)."""

from __future__ import annotations

from django.urls import path

from condica.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.chart, name="chart"),
    path("administrare/", views.administration, name="administration"),
    path("structura/noua/", views.new_unit, name="new_unit"),
    path("structura/<int:pk>/", views.unit, name="unit"),
    path("structura/<int:pk>/date/", views.edit_unit, name="edit_unit"),
    path("structura/<int:pk>/desfiintare/", views.dissolve_unit, name="dissolve_unit"),
    path("structura/<int:pk>/post/", views.new_post, name="new_post"),
    path("post/<int:pk>/date/", views.edit_post, name="edit_post"),
    path("post/<int:pk>/numire/", views.fill_post, name="fill_post"),
    path("post/<int:pk>/desfiintare/", views.abolish_post, name="abolish_post"),
    path("ocupare/<int:pk>/incetare/", views.vacate_post, name="vacate_post"),
    path("inlocuiri/", views.substitutions, name="substitutions"),
    path("inlocuiri/noua/", views.name_substitute, name="name_substitute"),
    path("inlocuiri/<int:pk>/incheiere/", views.end_substitution, name="end_substitution"),
    path("absente/noua/", views.record_absence, name="record_absence"),
    path("absente/<int:pk>/incheiere/", views.end_absence, name="end_absence"),
    path("ghisee/", views.desks, name="desks"),
    path("ghisee/nou/", views.new_desk, name="new_desk"),
    path("ghisee/<int:pk>/date/", views.edit_desk, name="edit_desk"),
    path("ghisee/<int:pk>/program/", views.hours, name="hours"),
    path("ghisee/<int:pk>/inchidere/", views.close_desk, name="close_desk"),
    path("antet/", views.letterhead, name="letterhead"),
    path("antet/nou/", views.new_letterhead, name="new_letterhead"),
    path("antet/<int:pk>/stema.svg", views.coat_of_arms, name="coat_of_arms"),
    path("alegeri/", views.choices, name="choices"),
    path("alegeri/zi/", views.add_bridge_day, name="add_bridge_day"),
    path("alegeri/zi/<int:pk>/scoatere/", views.remove_bridge_day, name="remove_bridge_day"),
    path("alegeri/lectura/", views.adopt_reading, name="adopt_reading"),
    path("nomenclator/", views.nomenclator, name="nomenclator"),
    path("nomenclator/nou/", views.new_file_kind, name="new_file_kind"),
    path("nomenclator/potrivite/", views.file_kind_options, name="file_kind_options"),
    path("nomenclator/export/", views.export_nomenclator, name="export_nomenclator"),
    path("nomenclator/import/", views.import_nomenclator, name="import_nomenclator"),
    path("nomenclator/confirmare/", views.confirm_nomenclator, name="confirm_nomenclator"),
    path("nomenclator/<int:pk>/date/", views.edit_file_kind, name="edit_file_kind"),
    path("nomenclator/<int:pk>/incheiere/", views.end_file_kind, name="end_file_kind"),
    path("vederi/", views.keep_view, name="keep_view"),
    path("vederi/<int:pk>/renunta/", views.drop_view, name="drop_view"),
    path("alegeri/<slug:key>/", views.choose, name="choose"),
]
