"""The glossary: what editors maintain, what the corrector reads."""
