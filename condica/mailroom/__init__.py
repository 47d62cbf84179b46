"""Letters in by e-mail (poșta electronică): taken once, kept as they came, given a number."""
