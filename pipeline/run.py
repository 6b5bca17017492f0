"""The order of the stages: from the bytes of one transcript to one document. Read this first."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import __version__
from pipeline.correct import Index, correct
from pipeline.extract.actions import find_actions
from pipeline.extract.chapters import find_chapters
from pipeline.extract.figures import find_figures
from pipeline.extract.mentions import find_mentions
from pipeline.extract.summary import summarise
from pipeline.french.syntax import Syntax, model_name
from pipeline.glossary import Glossary
from pipeline.positions import correct_text
from pipeline.read import Sidecar, read
from pipeline.segment import punctuate, segment
from pipeline.write.document import Provenance, document


@dataclass(frozen=True, slots=True)
class Input:
    """One transcript as bytes, its file name, and the sidecar that describes it, if any."""

    data: bytes
    name: str
    id: str
    sidecar: Sidecar | None = None
    fingerprint: str = ""


def process(source: Input, glossary: Glossary, index: Index) -> dict:
    """Return the document (the shape of ``webinar.json``) of one transcript.

    ``index`` is ``build_index(glossary)``. Raises: InputError if the input cannot be used.
    """
    recording = read(source.data, source.name, source.sidecar)

    corrections = correct(recording, index)
    corrections += punctuate(correct_text(recording.cues, corrections))
    text = correct_text(recording.cues, corrections)

    spoken = segment(text, recording.participants)

    syntax = Syntax()
    date = recording.metadata.date
    figures = find_figures(text, spoken.sentences, date, syntax)
    actions = find_actions(text, spoken, date)
    mentions = find_mentions(text, spoken, glossary)
    chapters = find_chapters(text, spoken)
    summary = summarise(text, spoken, figures, actions, recording.metadata)

    provenance = Provenance(__version__, glossary.sha256, model_name(), source.fingerprint)
    return document(
        source.id,
        recording,
        corrections,
        text,
        spoken,
        figures,
        actions,
        mentions,
        chapters,
        summary,
        provenance,
    )
