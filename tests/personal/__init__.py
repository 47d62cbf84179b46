"""What is kept about people, over all the rooms that keep it."""
