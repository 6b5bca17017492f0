"""How good an output is: recordings with a known answer, and the metrics that compare the two.

`annotate` turns an annotated webinar (XML) into a raw transcript and its gold file; `score` measures
an output against a gold file. Neither is part of a run.
"""
