"""Greffier: from a raw French webinar transcript to something a newsroom can publish."""

__version__ = "0.1.0"
