"""Files (documente): kept once by content, with versions, text and previews."""
