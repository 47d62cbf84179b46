"""Contacts (contacte): persons, firms, institutions, associations, media; who they are and how they are reached."""
