"""The demo town (orașul demonstrativ): a made-up municipality, its people and eleven months of their papers."""

from condica.config.demo.building import DemoReport, accounts, build

__all__ = ["DemoReport", "accounts", "build"]
