"""What may be done with court papers and displays (reguli), each with its article; pure."""

from condica.court_papers.rules import court, display

__all__ = ["court", "display"]
