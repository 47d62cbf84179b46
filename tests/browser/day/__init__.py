"""The rooms of a whole day (o zi întreagă): each module is one of them, the test walks through all."""
