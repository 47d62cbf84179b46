"""People in these papers (oamenii din acte și afișări): names go, what was counted and the moments stay."""

from __future__ import annotations

from condica.casework.api import Reminder
from condica.court_papers.models import CourtPaper, CourtStep, Display, DisplayStep
from condica.registry.actions.bound import Rows, register_bound
from condica.registry.actions.erasing import register_subject

ROWS = (
    Rows(CourtPaper, "entry", "Actul de procedură", CourtPaper.personal_fields),
    Rows(CourtStep, "paper__entry", "Pasul actului", CourtStep.personal_fields),
    Rows(Display, "entry", "Afișarea", Display.personal_fields),
    Rows(DisplayStep, "display__entry", "Pasul afișării", DisplayStep.personal_fields),
    Rows(Reminder, "entry", "Amintirea", ("sentence",)),
)


def register_keepers() -> None:
    """Tell contacts what this room keeps about people; a recipient picked from contacts is found by their card."""
    register_subject(CourtPaper, paper="entry", contact="recipient_contact")
    register_bound(
        key="court_papers",
        label="Acte de procedură și afișări",
        how="Destinatarul, adresa, agentul, cine a luat actul, titlul afișat, emitentul, martorul devin o mențiune.",
        keeps="Instanța, dosarul, termenele, momentele afișării, predării, înapoierii și dezafișării.",
        rows=ROWS,
        order=38,
    )
