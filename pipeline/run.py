"""The order of the stages: from the bytes of one transcript to one document. Read this first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import __version__
from pipeline.correct import Index, correct
from pipeline.decisions.model import Event
from pipeline.decisions.overlay import overlay
from pipeline.extract.actions import find_actions
from pipeline.extract.chapters import find_chapters
from pipeline.extract.figures import find_figures
from pipeline.extract.mentions import find_mentions
from pipeline.extract.summary import summarise
from pipeline.french.syntax import Syntax, model_name
from pipeline.glossary import Glossary
from pipeline.model import Recording
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


def process(source: Input, glossary: Glossary, index: Index, decisions: Sequence[Event] = ()) -> dict:
    """Return the document (the shape of ``webinar.json``) of one transcript.

    ``index`` is ``build_index(glossary)``; ``decisions`` are those of editors that are in force.
    Raises: InputError if the input cannot be used.
    """
    recording = read(source.data, source.name, source.sidecar)
    return build(replace(recording, id=source.id), glossary, index, decisions, source.fingerprint)


def build(
    recording: Recording,
    glossary: Glossary,
    index: Index,
    decisions: Sequence[Event] = (),
    fingerprint: str = "",
) -> dict:
    """Return the document of a recording that was read: what the machine says, then what editors decided.

    `write.document.recording_of` gives the recording of a document back, so that a document can be
    built again without its input.
    """
    editors = overlay(recording, decisions)

    corrections = editors.words(correct(recording, index))
    corrections = editors.signs(corrections + punctuate(correct_text(recording.cues, corrections)))
    text = correct_text(recording.cues, corrections)

    spoken = editors.voices(text, segment(text, recording.participants))

    syntax = Syntax()
    date = recording.metadata.date
    figures = find_figures(text, spoken.sentences, date, syntax)
    figures = editors.figures(text, spoken, figures, date, syntax)
    actions = editors.actions(text, spoken, find_actions(text, spoken, date), date)
    mentions = find_mentions(text, spoken, glossary)
    chapters = editors.chapters(text, find_chapters(text, spoken))
    summary = editors.summary(text, summarise(text, spoken, figures, actions, recording.metadata))

    provenance = Provenance(__version__, glossary.sha256, model_name(), fingerprint)
    return document(
        recording.id,
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
        editors.decided(),
    )
