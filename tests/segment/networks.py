"""What the chain and the turns learn with: networks and subjects from everything, and without each group.

    python -m tests.segment.networks FOLDER    teach them and keep them in FOLDER (35 minutes)

Needs torch (``pip install -e ".[teach]"``).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from pipeline.segment.evidence import find_cast
from pipeline.segment.network import OUTPUTS, Network, read_network
from pipeline.segment.subjects import Subjects, read_subjects
from pipeline.segment.words import split_words
from tests.segment.known import Known, Lessons, load_lessons, true_speakers

SHARES = {"mended": 1.0, "heard": 0.6, "bare": 0.8, "dialogues": 0.6, "bare dialogues": 0.4}


def examples(lessons: Lessons) -> list:
    """Every form of every recording and dialogue, as the network reads it."""
    from tests.segment.network import Example

    result = []
    ends: dict[str, np.ndarray] = {}
    for form, recordings in lessons.forms.items():
        for known in recordings:
            words = split_words(known.text.text, known.text.cue_starts)
            answers = np.zeros((len(words), len(OUTPUTS) + 2), dtype=np.float32)
            answers[:, : len(OUTPUTS)] = _voices(true_speakers(words, known.gold), known)
            bare = form.startswith("bare")
            if bare:
                before = ends.get(known.id)
                bare = before is not None and len(before) == len(words)
                if bare:
                    answers[:, len(OUTPUTS) :] = before
            elif form != "heard":
                marks = zip(words.strong, words.gap, strict=True)
                ends[known.id] = np.array([(strong, strong and "?" in gap) for strong, gap in marks])
            result.append(
                Example(
                    known.id, find_cast(words, known.participants).signs(words), answers, SHARES[form], bare
                )
            )
    return result


def _voices(right: Sequence[str | None], known: Known) -> np.ndarray:
    """For each word, what the network is to hear (`OUTPUTS`)."""
    hosts = {row["name"] for row in known.gold["participants"] if row.get("kind") == "host"}
    host = np.array([name in hosts for name in right])
    changes = np.array([n > 0 and name != right[n - 1] for n, name in enumerate(right)])
    before = np.concatenate([host[:1], host[:-1]])
    back, new = np.zeros_like(changes), np.zeros_like(changes)
    heard: list[str | None] = []
    for n in np.flatnonzero(changes):
        heard.append(right[n - 1])
        back[n] = len(heard) > 1 and heard[-2] == right[n]
        new[n] = right[n] not in heard
    return np.stack([changes, host, changes & before, changes & ~before & host, back, new], axis=1)


def word_vectors(lessons: Lessons) -> dict[str, np.ndarray]:
    """What spaCy's French vectors (CC0) tell of each word, as it is most often written."""
    import spacy

    written: dict[str, Counter[str]] = {}
    for known in lessons.forms["mended"] + lessons.forms["dialogues"]:
        words = split_words(known.text.text, known.text.cue_starts)
        for n, key in enumerate(words.key):
            written.setdefault(key, Counter())[words.form(n).lower()] += 1
    vocab = spacy.load(
        "fr_core_news_md", exclude=["tok2vec", "parser", "ner", "lemmatizer", "morphologizer"]
    ).vocab
    found = {key: vocab[forms.most_common(1)[0][0]] for key, forms in written.items()}
    return {
        key: lexeme.vector for key, lexeme in found.items() if lexeme.has_vector and lexeme.vector_norm > 0
    }


def _teach(group: int | None, folder: Path) -> str:
    from tests.segment.network import teach
    from tests.segment.subjects import talks, teach_subjects

    lessons = load_lessons()
    name = f"{'all' if group is None else group}.npz"
    vectors = word_vectors(lessons)
    seen = [e for e in examples(lessons) if lessons.group[e.id] != group]
    np.savez_compressed(folder / name, **teach(seen, vectors))
    known = [k for form in ("mended", "dialogues") for k in lessons.forms[form]]
    told = talks([k for k in known if lessons.group[k.id] != group])
    np.savez_compressed(folder / f"subjects-{name}", **teach_subjects(told, vectors))
    return name


def load_networks(folder: Path, groups: int) -> list[tuple[Network, Subjects]]:
    """The network and the subjects learnt from everything, then those without each group."""
    result = []
    for name in ("all", *range(groups)):
        with (
            (folder / f"{name}.npz").open("rb") as heard,
            (folder / f"subjects-{name}.npz").open("rb") as told,
        ):
            result.append((read_network(heard), read_subjects(told)))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_teach, g, options.folder) for g in (None, *range(load_lessons().groups))]:
            print(done.result(), flush=True)


if __name__ == "__main__":
    main()
