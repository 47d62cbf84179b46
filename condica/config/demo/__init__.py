"""The demo town (orașul demonstrativ)."""
