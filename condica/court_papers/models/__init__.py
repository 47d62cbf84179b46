"""Tables of court papers and displays (acte de procedură, afișări)."""

from condica.court_papers.models.court import CourtPaper, CourtStep
from condica.court_papers.models.display import Display, DisplayStep

__all__ = ["CourtPaper", "CourtStep", "Display", "DisplayStep"]
