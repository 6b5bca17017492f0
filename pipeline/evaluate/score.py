"""All metrics of one output against one gold file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from pipeline.evaluate.actions import ActionScore, score_actions
from pipeline.evaluate.alignment import Document
from pipeline.evaluate.corrections import CorrectionScore, score_corrections
from pipeline.evaluate.figures import FigureScore, score_figures
from pipeline.evaluate.speakers import SpeakerScore, score_speakers


@dataclass(frozen=True, slots=True)
class Score:
    """The metrics of one recording; ``None`` stands where there is nothing to measure."""

    corrections: CorrectionScore
    speakers: SpeakerScore
    figures: FigureScore
    actions: ActionScore

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Return area -> metric -> value, without the notes."""
        return {
            area.name: {
                metric.name: getattr(getattr(self, area.name), metric.name)
                for metric in fields(getattr(self, area.name))
                if metric.name != "notes"
            }
            for area in fields(self)
        }

    def notes(self) -> tuple[str, ...]:
        """Return every miss and every false hit, one line each."""
        return tuple(note for area in fields(self) for note in getattr(self, area.name).notes)


def score(prediction: Document, gold: Document) -> Score:
    """Score a ``webinar.json`` against a gold file, both parsed."""
    return Score(
        corrections=score_corrections(prediction, gold),
        speakers=score_speakers(prediction, gold),
        figures=score_figures(prediction, gold),
        actions=score_actions(prediction, gold),
    )
