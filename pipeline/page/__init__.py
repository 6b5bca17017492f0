"""The page of one recording: one HTML file that opens from disk, made from ``webinar.json`` alone."""

from pipeline.page.render import page

__all__ = ["page"]
