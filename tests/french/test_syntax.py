"""The parser: only what is read is loaded, only what is asked for is parsed, and nothing is kept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.figures import find_figures
from pipeline.french import syntax
from pipeline.french.syntax import Syntax, grouped, load
from pipeline.model import Cue, Sentence
from pipeline.positions import correct_text

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = (ROOT / "samples" / "webinaire-2024-12-05.txt").read_text("utf-8")
WORDS = """
    aujourd'hui c'est-à-dire anti-gaspillage États-Unis saut-de-ski pet-en-l'air entr'aide va-t-en
    burn-out sous-préfet sous-préfets arc-en-ciel Villeneuve-lès-Avignon vice-président vice- -vice
    semi‑conducteurs Saint-Étienne plan-socialiste black-out black-out2 r'ouvre l'État auto-école-
    là-bas peut-être rendez-vous 10-12 R2-D2 prud'hommes prud’hommes mi-temps mini-série
""".split()


@pytest.fixture(scope="module")
def full() -> spacy.language.Language:
    return spacy.load(syntax.MODEL, exclude=["ner", "lemmatizer"])


def test_parses_as_the_whole_model_does(full: spacy.language.Language) -> None:
    lines = [line[8:] for line in SAMPLE.split("\n") if line[:2].isdigit()] + [" ".join(WORDS)]
    with Syntax().parse(lines) as docs:
        ours = [[(t.text, t.idx, t.pos_, t.dep_, t.head.i) for t in doc] for doc in docs]
    theirs = [[(t.text, t.idx, t.pos_, t.dep_, t.head.i) for t in d] for d in full.pipe(lines, batch_size=64)]
    assert sum(map(len, theirs)) > 10_000
    assert ours == theirs


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(WORDS)
    | st.lists(
        st.sampled_from([*"-‑'’aéÉœzZ0 .", "anti", "vice", "lès", "en", "l", "Saint", "entr"]), max_size=8
    ).map("".join)
)
def test_whole_tokens_are_those_of_the_stored_pattern(full: spacy.language.Language, word: str) -> None:
    assert bool(load().tokenizer.token_match(word)) == bool(full.tokenizer.token_match(word))


def test_the_pattern_is_written_once() -> None:
    stored = srsly.msgpack_loads((load().path / "tokenizer").read_bytes())["token_match"]
    assert len(grouped(stored)) < len(stored) / 20


def test_a_pattern_of_another_form_stays() -> None:
    assert grouped("^[a-z]+$") == "^[a-z]+$"
    assert re.match(grouped("(?iu)(?:^ab$)|(?:^a[cd]+$)"), "acd")


def test_only_what_is_read_is_loaded() -> None:
    """In a process of its own: the French defaults take seconds to import."""
    code = (
        "import sys; from pipeline.french.syntax import load; nlp = load();"
        "assert 'spacy.lang.fr' not in sys.modules; print(*nlp.pipe_names)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["tok2vec", "morphologizer", "parser", "attribute_ruler"]


class Counting:
    """The model, with the sentences that it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sentences: list[str] = []
        nlp, pipe = load(), load().pipe

        def counted(texts, **options):
            self.sentences += texts
            return pipe(texts, **options)

        monkeypatch.setattr(nlp, "pipe", counted)


def figures(text: str) -> int:
    found = re.finditer(r"[^.]+\.", text)
    sentences = [Sentence(m.start(), m.end(), 0) for m in found]
    return len(find_figures(correct_text((Cue(0, 0, 9000, text),)), sentences, None, Syntax()))


def test_only_sentences_with_figures_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(monkeypatch)
    plain = "Nous avons parlé des écoles et des mairies. "
    assert figures(plain * 20 + "Il y a 300 ordinateurs et 40 écrans. " + plain * 20) == 2
    assert [s.strip() for s in counting.sentences] == ["Il y a 300 ordinateurs et 40 écrans."]


def test_without_figures_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "load", lambda: pytest.fail("the model is not needed"))
    assert figures("Nous avons parlé des écoles et des mairies. Merci à tous.") == 0


def test_few_documents_are_held_at_a_time() -> None:
    lines = [f"Il y a {n} écoles." for n in range(4 * syntax.BATCH)]
    with Syntax().parse(lines) as docs:
        for _ in range(3 * syntax.BATCH):
            next(docs)
        assert len(docs.gi_frame.f_locals["docs"]) == syntax.BATCH


def test_new_words_are_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a long batch, where spaCy would otherwise keep each word for ever."""
    with Syntax().parse(["Il y a 12 écoles."]) as docs:
        list(docs)
    monkeypatch.setattr(syntax, "REMEMBERED", 0)
    before = len(load().vocab.strings)
    for round in range(3):
        with Syntax().parse([f"Le mot zyx{round}w{n} est nouveau." for n in range(50)]) as docs:
            assert all(doc[2].text.startswith("zyx") for doc in docs)
    assert len(load().vocab.strings) == before
