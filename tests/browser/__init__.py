"""Tests that drive a real browser through the real application (teste în navigator)."""
