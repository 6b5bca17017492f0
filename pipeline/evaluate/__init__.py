"""How good an output is: recordings with a known answer, and the metrics that compare the two.

`annotate` turns an annotated webinar (XML) into a raw transcript and its gold file; `score` measures
an output against a gold file, with one module for each kind of metric. None of it is part of a run.

The documents are the parsed JSON of ``webinar.json`` (the *prediction*) and of a gold file. Only these
fields of a prediction are read: ``participants`` (id, name), ``cues`` (text), ``corrections`` (after,
start, status), ``turns`` (speaker, text), ``figures`` (text, value, low, high, unit, kind, start),
``actions`` (text, status, objectives, start).
"""
