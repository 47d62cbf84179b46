"""`python -m condica.config.cli`, where the script is not installed."""

from condica.config.cli import main

main()
