"""Court papers and display at start-up (acte de procedură, afișare)."""

from django.apps import AppConfig


class CourtPapersConfig(AppConfig):
    """Acte de procedură și afișare: C. proc. civ. art. 163, the register of displays."""

    name = "condica.court_papers"
    verbose_name = "Acte de procedură și afișare"

    def ready(self) -> None:
        """Tell the rooms below what these papers are, and hear of the letters that end them."""
        from condica.court_papers import api  # noqa: PLC0415 - models exist only now

        api.register()
