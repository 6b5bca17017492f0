"""Engines: where the recordings of a batch are processed. The result does not depend on it."""
