"""Accounts (conturi): sign-in, roles with dates, second factor, sessions, API tokens."""
