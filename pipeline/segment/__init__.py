"""Who speaks: turns, sentences and people, from the words alone; punctuation restored."""

from pipeline.segment.punctuation import punctuate
from pipeline.segment.segmentation import segment

__all__ = ["punctuate", "segment"]
