"""The recordings whose speakers are known, as the training, the baselines and the tests read them."""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.errors import InputError
from pipeline.model import Correction, Participant
from pipeline.positions import Text, correct_text
from pipeline.segment.words import Words, fold, split_words

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "eval"


@dataclass(frozen=True)
class Known:
    """A recording with its answer: the corrected text, those it lists, and its gold file."""

    id: str
    text: Text
    participants: tuple[Participant, ...]
    gold: dict


def sources() -> list[tuple[Path, Path]]:
    """Pairs (transcript, gold file): ours, and the evaluation set where it lies beside the checkout."""
    golds = sorted((ROOT / "tests" / "recordings").glob("*.gold.json"))
    golds += sorted(SHARED.glob("*/*.gold.json"))
    result = []
    for gold in golds:
        stem = gold.name.removesuffix(".gold.json")
        found = [
            p
            for p in sorted(gold.parent.glob(f"{stem}.*"))
            if p.suffix in (".txt", ".srt", ".vtt", ".json")
            and not p.name.endswith((".gold.json", ".meta.txt"))
        ]
        if found:
            result.append((found[0], gold))
    return result


def load_known(corrected: bool = True) -> list[Known]:
    """Read every recording; ``corrected`` mends the known recognition errors, as an editor would."""
    from pipeline.read import read

    result = []
    for path, gold_path in sources():
        gold = json.loads(gold_path.read_text("utf-8"))
        meta = path.with_name(f"{gold['id']}.meta.txt")
        try:  # a form that the reader refuses teaches nothing here
            recording = _read(read, path, meta if meta.exists() else None)
        except InputError:
            continue
        mended = mend(recording.cues, gold["errors"], gold["text"]) if corrected else ()
        result.append(Known(gold["id"], correct_text(recording.cues, mended), recording.participants, gold))
    return result


def load_dialogues() -> list[Known]:
    """The annotated dialogues written for training, compiled; the misheard names mended.

    Whom the page lists is taken from the annotation, so that what the reader of pages misses is not
    held against the speakers' model; a dialogue without a page lists nobody.
    """
    from pipeline.evaluate.annotate import compile_recording, read_annotated
    from pipeline.read import Sidecar, read

    result = []
    for path in sorted((ROOT / "tests" / "segment" / "dialogues").glob("*.xml")):
        annotated = read_annotated(path)
        made = compile_recording(annotated)
        gold = json.loads(made.pop(f"{path.stem}.gold.json"))
        meta = made.pop(f"{path.stem}.meta.txt", None)
        ((name, contents),) = made.items()
        sidecar = Sidecar(f"{path.stem}.meta.txt", meta.encode()) if meta else None
        recording = read(contents.encode(), name, sidecar)
        mended = mend(recording.cues, gold["errors"], gold["text"])
        people = recording.participants
        listed = [p for p in annotated.participants if p.get("listed") != "no"] if annotated.head else []
        if len(people) < len(listed):
            people = tuple(
                Participant(f"p{n}", p["name"], p.get("role"), p.get("org"), p.get("kind", "unknown"))
                for n, p in enumerate(listed, 1)
            )
        result.append(Known(path.stem, correct_text(recording.cues, mended), people, gold))
    return result


@dataclass(frozen=True)
class Lessons:
    """All that is learnt from, by form, and the group of each recording or dialogue by its id.

    The forms: ``mended`` and ``heard`` recordings (errors mended, as recognised), ``bare`` ones
    without punctuation, ``dialogues`` and ``bare dialogues``. What is learnt without a group is
    checked on it.
    """

    forms: dict[str, list[Known]]
    group: dict[str, int]
    groups: int = 4


def load_lessons() -> Lessons:
    """Read everything whose speakers are known."""
    mended, dialogues = load_known(), load_dialogues()
    forms = {
        "mended": mended,
        "heard": load_known(corrected=False),
        "bare": [p for k in mended if (p := plain(k)) is not None],
        "dialogues": dialogues,
        "bare dialogues": [p for k in dialogues if (p := plain(k)) is not None],
    }
    group = {known.id: n % Lessons.groups for n, known in enumerate((*mended, *dialogues))}
    return Lessons(forms, group)


def plain(known: Known) -> Known | None:
    """The same recording in lower case without punctuation; ``None`` when it is so already."""
    if sum(known.text.text.count(mark) for mark in ".?!,") < len(known.text.text) / 400:
        return None
    cues = []
    for index, cue in enumerate(known.text.cues):
        raw = re.sub(
            r"(?<!\d)[.,;:!?…«»\"“”]+|[.,;:!?…«»\"“”]+(?!\d)", " ", known.text.cue_text(index).lower()
        )
        cues.append(replace(cue, raw=" ".join(raw.split())))
    return replace(known, text=correct_text(cues))


def _read(read, path: Path, meta: Path | None):
    if meta is None:
        return read(path.read_bytes(), path.name)
    from pipeline.read import Sidecar

    return read(path.read_bytes(), path.name, Sidecar(meta.name, meta.read_bytes()))


def mend(cues: Sequence, errors: Sequence[dict], text: str) -> tuple[Correction, ...]:
    """The gold corrections, where the cues are those of the gold text."""
    starts, position = [], 0
    for cue in cues:
        starts.append(position)
        position += len(cue.raw) + 1
    if " ".join(c.raw for c in cues) != text:
        return ()
    result = []
    for error in errors:
        first = bisect.bisect_right(starts, error["start"]) - 1
        last = bisect.bisect_right(starts, error["end"] - 1) - 1
        result.append(
            Correction(
                first,
                error["start"] - starts[first],
                error["end"] - starts[last],
                error["text"],
                error["right"][0],
                None,
                "name",
                1.0,
                "applied",
                "",
                last if last != first else None,
            )
        )
    return tuple(result)


def true_speakers(words: Words, gold: dict) -> list[str | None]:
    """The name of who says each word, by aligning with the gold text."""
    reference = split_words(gold["text"])
    turns = gold["turns"]
    starts = [t["start"] for t in turns]
    who = [turns[max(0, bisect.bisect_right(starts, s) - 1)]["speaker"] for s in reference.start]
    result: list[str | None] = [None] * len(words)
    for op in Levenshtein.opcodes(list(reference.key), list(words.key)):
        for n in range(op.dest_start, op.dest_end):
            source = min(op.src_start + n - op.dest_start, max(op.src_end - 1, op.src_start), len(who) - 1)
            result[n] = who[source] if who else None
    return result


def same_person(name: str, other: str) -> bool:
    """Whether two names are one person's; the spelling of a name only heard may differ a little."""
    one, two = fold(name).split(), fold(other).split()
    if one == two:
        return True
    return (len(one) == 1 or len(two) == 1) and Levenshtein.normalized_similarity(one[0], two[0]) >= 0.8
