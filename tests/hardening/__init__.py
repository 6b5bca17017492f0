"""What hostile files may not do: take for ever, take all memory, write elsewhere, leave halves behind."""
