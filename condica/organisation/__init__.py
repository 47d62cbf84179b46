"""Organisation (organizarea): units, posts, holders, substitutes, desks, letterhead, the house's own choices."""
