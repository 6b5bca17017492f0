"""What the templates show: every part of the page as plain values, from the document alone.

Links are decided here: ``href`` is an anchor of the page or an address of the video, never a text
of the recording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.page import charts
from pipeline.page.marks import changes_words, marks
from pipeline.page.notes import notes, typography
from pipeline.page.places import Link, Paragraph, Places
from pipeline.page.wording import KINDS, SHAPES, UNKNOWN, count, duration, percent, said_date, timecode
from pipeline.wording import OBJECTIVES, STATUSES, title, video_url

DOUBTFUL = 0.6
"""Below this confidence a turn says that its speaker is uncertain, and shows the evidence."""

SURE = 0.7
"""Below this confidence an action is said to be less sure."""

PACE = 60
"""Seconds at least between two timecodes inside a turn: each costs an element, and all have an anchor."""

PLATFORMS = {"dailymotion": "Dailymotion", "youtube": "YouTube"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph; with ``number`` they carry the mark of a correction."""

    text: str
    number: str | None = None
    id: str | None = None
    href: str | None = None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a turn; ``doubt`` says in words why the speaker is uncertain."""

    id: str
    speaker: str
    doubt: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the transcript with the headings that stand before it."""

    anchor: str
    time: Link | None
    runs: tuple[Run, ...]
    chapters: tuple[Link, ...]
    head: Head | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its key figures: runs whose ``href`` is set are the figures."""

    runs: tuple[Run, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Objective:
    """The actions of one objective by status."""

    id: str
    label: str
    statuses: tuple[tuple[str, tuple[Link, ...]], ...]


def view(document: dict) -> dict:
    """Everything that ``page.html`` needs, by name."""
    return _View(document).values()


class _View:
    def __init__(self, document: dict) -> None:
        self.document = document
        self.turns = document["turns"]
        self.places = Places(self.turns)
        self.names = {p["id"]: p["name"] for p in document["participants"]}
        self.scale = charts.Scale.of(document, self.places)
        self.marks = marks(document)
        self.notes = notes(document["corrections"], self.marks)

    def values(self) -> dict:
        document = self.document
        metadata, source = document["metadata"], document["source"]
        date = said_date(metadata["date"])
        objectives = self.objectives()
        chapters = self.chapters()
        return {
            "title": title(document),
            "date": date if date and date not in title(document) else None,
            "organiser": metadata["organiser"],
            "place": metadata.get("location"),
            "duration": duration(source["duration"]) if source["duration"] else None,
            "video": video_url(document),
            "platform": PLATFORMS.get(source["platform"]),
            "people": document["participants"],
            "corrected": self.corrected(),
            "review": self.review(),
            "standfirst": document["summary"]["standfirst"],
            "points": [self.point(p) for p in document["summary"]["points"]],
            "key_figures": self.key_figures(),
            "other_figures": self.other_figures(),
            "speakers": charts.speakers(document, self.places, self.scale, self.names),
            "objectives": objectives,
            "actions": charts.actions(document, self.places, self.scale),
            "legend": ", ".join(f"{SHAPES[k]} {STATUSES[k]}" for k in STATUSES),
            "chapters": [c for cs in chapters.values() for c in cs] or self.untimed_chapters(),
            "turn_level": 4 if self.places.paragraphs and chapters.get(self.places.paragraphs[0]) else 3,
            "blocks": self.blocks(chapters),
            "notes": self.notes,
            "typography": typography(document["corrections"]),
            "dropped": document["dropped"],
            "issues": document["issues"],
            "left_out": ", ".join(
                (
                    count(len(document["dropped"]), "passage laissé de côté", "passages laissés de côté"),
                    count(len(document["issues"]), "anomalie signalée", "anomalies signalées"),
                )
            ),
            "source": source,
            "provenance": document["provenance"],
        }

    # ------------------------------------------------------------------------------ small parts

    def name(self, speaker: str | None) -> str:
        return self.names.get(speaker, UNKNOWN)

    def link(self, row: dict, words: str, text: str, *said: str | None) -> Link:
        """A link from an item to its paragraph, followed by what is said of it, who speaks and when."""
        paragraph, _ = self.places.find(row.get("turn"), words, row["start"])
        seconds = row["start"]
        who = self.name(row["speaker"]) if row.get("turn") is not None else None
        after = [*said, who, None if seconds is None else timecode(seconds)]
        return Link(text, _href(paragraph), ", ".join(a for a in after if a), row.get("id"))

    def point(self, point: dict) -> Link:
        return self.link(point, point.get("quote", point["text"]), point["text"])

    def corrected(self) -> str:
        """What was changed, in numbers."""
        status = Counter(
            c["status"] if changes_words(c) else "signs"
            for c in self.document["corrections"]
            if c["status"] != "rejected"
        )
        words = sum(status[s] for s in ("applied", "accepted", "edited"))
        parts = [
            count(words, "passage corrigé", "passages corrigés"),
            count(status["suggested"], "proposition à vérifier", "propositions à vérifier"),
            count(status["signs"], "signe ou majuscule rétabli", "signes et majuscules rétablis"),
        ]
        return ", ".join(parts)

    def review(self) -> str | None:
        """What editors did, in a sentence or two; ``None`` when nobody has decided anything."""
        review = self.document["review"]
        if not review["decisions"]:
            return None
        done = "Relecture terminée" if review["state"] == "complete" else "Relecture en cours"
        parts = [count(review["decisions"], "décision d’un éditeur", "décisions d’éditeurs")]
        if aside := len(review.get("set_aside", ())):
            parts.append(count(aside, "élément écarté", "éléments écartés"))
        if orphaned := len(review.get("orphaned", ())):
            parts.append(count(orphaned, "décision sans place", "décisions sans place"))
        late = " Des décisions plus récentes ne sont pas encore dans cette page." if review["stale"] else ""
        return f"{done} : {', '.join(parts)}.{late}"

    # ---------------------------------------------------------------------------------- figures

    def key_figures(self) -> list[Sentence]:
        """The key figures, each a link inside the sentence that says it."""
        groups: dict[tuple, list[dict]] = {}
        for figure in self.document["figures"]:
            if figure["key"]:
                groups.setdefault((figure["turn"], figure["sentence"]), []).append(figure)
        return [self.sentence(rows) for rows in groups.values()]

    def sentence(self, figures: list[dict]) -> Sentence:
        words = figures[0]["sentence"].strip()
        runs: list[Run] = []
        reached = 0
        for figure in figures:
            link = self.link(figure, figures[0]["sentence"], figure["text"])
            at = words.find(figure["text"], reached)
            if at < 0:  # the figure runs over the end of its sentence
                at = reached = len(words)
            runs.append(Run(words[reached:at]))
            runs.append(Run(figure["text"], id=figure["id"], href=link.href))
            reached = min(len(words), at + len(figure["text"]))
        runs.append(Run(words[reached:].rstrip(" ,;:")))
        return Sentence(tuple(runs), self.link(figures[0], figures[0]["sentence"], "").after)

    def other_figures(self) -> dict[str, list[Link]]:
        """The other figures by kind, each a link to its place."""
        kinds: dict[str, list[Link]] = {label: [] for label in KINDS.values()}
        for figure in self.document["figures"]:
            if not figure["key"]:
                link = self.link(figure, figure["sentence"], figure["text"])
                kinds[KINDS[figure["kind"]]].append(link)
        return {label: links for label, links in kinds.items() if links}

    # ---------------------------------------------------------------------------------- actions

    def objectives(self) -> list[Objective]:
        """The actions under the first objective of each, in the order of the decree."""
        found = []
        for key, label in OBJECTIVES.items():
            rows = [a for a in self.document["actions"] if a["objectives"][0] == key]
            statuses = tuple(
                (f"{SHAPES[status]} {said}", tuple(self.action(a) for a in rows if a["status"] == status))
                for status, said in STATUSES.items()
                if any(a["status"] == status for a in rows)
            )
            if rows:
                found.append(Objective(f"objectif-{key.replace('_', '-')}", label, statuses))
        return found

    def action(self, action: dict) -> Link:
        also = " et ".join(OBJECTIVES[o].lower() for o in action["objectives"][1:])
        return self.link(
            action,
            action["text"],
            action["text"].strip(),
            action["confidence"] < SURE and "moins sûr",
            action["deadline"] and f"échéance : {said_date(action['deadline'])}",
            also and f"aussi : {also}",
        )

    # --------------------------------------------------------------------------------- chapters

    def chapters(self) -> dict[Paragraph, tuple[Link, ...]]:
        """The chapters that have a time, by the paragraph that they stand before."""
        found: dict[Paragraph, tuple[Link, ...]] = {}
        for n, chapter in enumerate(self.document["chapters"], 1):
            paragraph = self.places.at_time(chapter["start"])
            if paragraph is not None:
                link = Link(chapter["title"], f"#chapitre-{n}", timecode(chapter["start"]), f"chapitre-{n}")
                found[paragraph] = (*found.get(paragraph, ()), link)
        return found

    def untimed_chapters(self) -> list[Link]:
        return [Link(c["title"], None) for c in self.document["chapters"]]

    # ------------------------------------------------------------------------------- transcript

    def blocks(self, chapters: dict[Paragraph, tuple[Link, ...]]) -> list[Block]:
        found = []
        reached = 0.0
        for paragraph in self.places.paragraphs:
            turn = self.turns[paragraph.turn]
            first = paragraph is self.places.of_turn(paragraph.turn)[0]
            here = chapters.get(paragraph, ())
            if here and not first:
                # the speaker's own heading is far above
                who = f"suite de {self.name(turn['speaker'])}"
                here = tuple(Link(f"{c.text} ({who})", c.href, c.after, c.id) for c in here)
            time = None
            if paragraph.start is not None and (first or paragraph.start >= reached + PACE):
                reached = paragraph.start
                address = video_url(self.document, paragraph.start) or f"#{paragraph.anchor}"
                time = Link(timecode(paragraph.start), address)
            head = self.head(paragraph.turn, turn) if first else None
            found.append(Block(paragraph.anchor, time, tuple(self.runs(paragraph)), here, head))
        return found

    def head(self, position: int, turn: dict) -> Head:
        evidence = " ; ".join(turn["evidence"]) or "aucun"
        doubt = None
        if turn["speaker"] not in self.names:
            doubt = f"La voix de ce passage n’est pas identifiée. Indices relevés : {evidence}."
        elif turn["confidence"] < DOUBTFUL:
            doubt = f"Attribution incertaine (confiance {percent(turn['confidence'])}). Indices : {evidence}."
        return Head(f"tour-{position}", self.name(turn["speaker"]), doubt)

    def runs(self, paragraph: Paragraph) -> Iterable[Run]:
        """The words of a paragraph, cut at its marks; of marks that overlap the later one gives way."""
        text = self.turns[paragraph.turn]["text"]
        reached = paragraph.begin
        for mark in self.marks.get(paragraph.turn, ()):
            if not paragraph.begin <= mark.begin < paragraph.end:
                continue
            begin = max(reached, mark.begin)
            end = max(begin, min(mark.end, paragraph.end))
            if begin > reached:
                yield Run(text[reached:begin])
            note = self.notes.of[mark.correction["id"]]
            suggested = mark.correction["status"] == "suggested"
            number = f"? {note.id[1:]}" if suggested else note.id[1:]
            yield Run(text[begin:end], number, mark.correction["id"], f"#{note.id}", suggested)
            reached = end
        if reached < paragraph.end:
            yield Run(text[reached : paragraph.end].rstrip())


def _href(paragraph: Paragraph | None) -> str | None:
    return None if paragraph is None else f"#{paragraph.anchor}"
