"""Writing: the document of a recording, files that appear whole, tables."""
