"""The statutes as pure, dated Python (legea): no framework, no clock, no database."""
