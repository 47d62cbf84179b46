"""Reports looked at over a whole small town: they need the demo, which stands on the floor above them."""
