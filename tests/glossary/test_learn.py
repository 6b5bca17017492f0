"""What is learnt from editors' decisions, what is not, and that nothing is written without a yes."""

from __future__ import annotations

import json

import pytest

from pipeline.decisions.anchor import anchor
from pipeline.decisions.model import Choice, Event
from pipeline.decisions.store import Store
from pipeline.errors import SetupError
from pipeline.glossary import Entry, Glossary, load
from pipeline.glossary.learn import FARTHEST, learn, sound_gap
from pipeline.model import Cue
from tests.glossary.simulate import measure
from tests.glossary.test_commands import run

REEN = Entry("reen", "REEN", "law", article="la", say=("rène",), near=("obligation",))
DINUM = Entry("dinum", "DINUM", "organisation", article="la", say=("di nume",))
RAPIDD = Entry("rapidd", "RAPIDD", "tool", article="none", policy="ask")
GLOSSARY = Glossary((REEN, DINUM, RAPIDD))


def event(
    seq, text, before, verdict="add", after=None, machine=None, recording="essai", prefer=None, who="Ana"
):
    start = text.index(before)
    place = anchor([Cue(0, 0, 1000, text)], 0, start, 0, start + len(before), "0" * 64)
    value = {} if after is None else {"after": after}
    return Event(
        seq, recording, "2026-01-01T00:00:00.000Z", who, str(seq), f"correction:{recording}:{seq}",
        "correction", verdict, place, value, machine or {}, prefer,
    )  # fmt: skip


def fields(events, glossary=GLOSSARY, **more):
    return [p.fields for p in learn(events, glossary, **more)[0]]


def reasons(events):
    return [p.why for p in learn(events, GLOSSARY)[1]]


def test_a_mishearing_is_learnt_with_an_example():
    text = "le site de la dinomme est en ligne depuis mardi"
    (proposal,) = learn([event(1, text, "la dinomme", after="la DINUM")], GLOSSARY)[0]
    assert proposal.fields["heard"] == ["dinomme"]
    assert proposal.fields["examples"] == {
        "changes": {
            "le site de la dinomme est en ligne depuis mardi": "le site de la DINUM est en ligne depuis mardi"
        }
    }
    assert "« dinomme »" in proposal.title and "1 décision" in proposal.why and "Ana" in proposal.why


def test_the_article_in_what_was_heard_goes_with_it():
    text = "on a déployé un réseau l'horaire one à bas débit"
    entry = Entry("lorawan", "LoRaWAN", "tool", article="none")
    (found,) = fields([event(1, text, "l'horaire one", after="LoRaWAN")], Glossary((entry,)))
    assert list(found["examples"]["changes"].values()) == ["on a déployé un réseau LoRaWAN à bas débit"]


def test_french_words_need_a_neighbour():
    texts = ["on applique la loi Reine depuis un an", "que dit la loi Reine sur ce point"]
    events = [event(n, t, "Reine", after="REEN", recording=str(n)) for n, t in enumerate(texts)]
    (found,) = fields(events)
    assert (found["heard"], found["near"]) == (["Reine"], ["loi"])
    assert fields([event(1, "et donc la Reine dit non", "Reine", after="REEN")]) == []


def test_what_teaches_nothing():
    said = "et donc le site est en ligne et la dinomme le dit"
    for before, after, why in (
        ("en ligne", "la DINUM", "ne s'entend pas"),
        ("dinomme", "Dinomme", "casse"),
        ("le site est en ligne et la dinomme", "la page est en ligne et la DINUM", "plusieurs passages"),
        ("en ligne", "disponible", "aucun terme"),
        ("dinomme le", "DINUM nous", "d'autres mots"),
    ):
        assert fields([event(1, said, before, after=after)]) == []
        assert why in reasons([event(1, said, before, after=after)])[0]


def test_a_right_term_is_no_mishearing_of_another():
    text = "c'est la DINUM qui le dit"
    assert "autre entrée" in reasons([event(1, text, "DINUM", after="REEN")])[0]


def test_undone_decisions_and_disagreements_teach_nothing():
    text = "le site de la dinomme est en ligne"
    first = event(1, text, "dinomme", after="DINUM")
    undo = Event(2, *[getattr(first, n) for n in first.__slots__[1:-1]], undoes=1)
    assert fields([first, undo]) == []
    other = event(3, text, "dinomme", after="DINUM", recording="b")
    refused = [
        event(n, text, "dinomme", "reject", machine={"entry": "dinum", "after": "DINUM"}, recording=str(n))
        for n in (4, 5)
    ]
    assert not [f for f in fields([other, *refused]) if "heard" in f]
    assert fields([other], least=2) == []


def test_refusals_become_never_with_a_neighbour():
    machine = {"entry": "reen", "after": "REEN", "status": "applied"}
    text = "la ville de Rennes Métropole a voté"
    (found,) = fields([event(1, text, "Rennes", "reject", machine=machine)])
    assert found["never"] == ["Rennes Métropole"]
    assert found["examples"]["leaves"] == [text]


def test_policies_follow_many_decisions():
    machine = {"entry": "dinum", "after": "la DINUM", "status": "applied"}
    wrong = [
        event(n, f"on dîne à midi {n}", "dîne", "reject", machine=machine, recording=str(n)) for n in range(3)
    ]
    assert {"id": "dinum", "term": "DINUM", "policy": "ask"} in fields(wrong)
    machine = {"entry": "rapidd", "after": "RAPIDD", "status": "suggested"}
    right = [
        event(n, f"sur la plateforme rapide {n}", "rapide", "accept", machine=machine, recording=str(n))
        for n in range(5)
    ]
    assert {"id": "rapidd", "term": "RAPIDD", "policy": "auto"} in fields(right)
    wish = event(
        9,
        "le site de la di nume",
        "di nume",
        "accept",
        machine={"entry": "dinum", "after": "DINUM"},
        prefer="ask",
    )
    assert {"id": "dinum", "term": "DINUM", "policy": "ask"} in fields([wish])


def test_a_new_term_is_proposed_as_an_entry():
    text = "on utilise vouclape pour les sondages"
    (found,) = fields([event(1, text, "vouclape", after="Wooclap")])
    assert (found["id"], found["term"], found["heard"]) == ("wooclap", "Wooclap", ["vouclape"])


def test_the_gap_tells_mishearings_from_accidents():
    assert sound_gap("la haine cé té", Entry("anct", "ANCT", article="l'")) < FARTHEST
    assert sound_gap("bonjour", DINUM) > FARTHEST


def test_precision_on_accidental_edits_mixed_with_true_ones():
    result = measure(seed=2, most=2)
    assert result.proposals >= 20
    assert result.precision >= 0.95 > result.offering_all
    assert result.taught >= 0.75 * result.true


@pytest.fixture
def reviewed(tmp_path):
    """A folder of outputs with one decision, and a glossary with a comment."""
    out, file = tmp_path / "out", tmp_path / "g.yaml"
    (out / "r").mkdir(parents=True)
    file.write_text("# Nos termes\n- term: DINUM  # la nôtre\n  article: la\n  say: [di nume]\n", "utf-8")
    text = "le site de la dinomme est en ligne depuis mardi"
    place = anchor([Cue(0, 0, 1000, text)], 0, text.index("dinomme"), 0, text.index("dinomme") + 7, "0" * 64)
    with Store.open(out) as store:
        store.decide([("r", Choice("correction", "add", place, value={"after": "DINUM"}))], "Ana", None)
    return out, file


def learnt(reviewed, *more):
    out, file = reviewed
    return run("learn", out, "--no-default-glossary", "--glossary", file, *more)


def test_nothing_is_written_without_a_yes(reviewed):
    before = reviewed[1].read_text("utf-8")
    for more in ((), ("--dry-run",), ("--json",), ("--dry-run", "--yes")):
        result = learnt(reviewed, *more)
        assert result.exit_code == 0
        assert "dinomme" in result.output
        assert reviewed[1].read_text("utf-8") == before


def test_yes_writes_beside_the_comments_and_check_guards_it(reviewed):
    file = reviewed[1]
    assert "1 proposition, 1 écrite" in learnt(reviewed, "--yes").output
    text = file.read_text("utf-8")
    assert "# Nos termes" in text and "# la nôtre" in text
    (entry,) = load([file], default=False).entries
    assert entry.heard == ("dinomme",) and entry.examples.changes
    assert run("check", "--no-default-glossary", "--glossary", file).exit_code == 0
    assert "0 proposition," in learnt(reviewed).output  # nothing that is known is proposed again


def test_to_another_file(reviewed, tmp_path):
    before = reviewed[1].read_text("utf-8")
    data = json.loads(learnt(reviewed, "--to", tmp_path / "new.yaml", "--yes", "--json").output)
    assert [p["saved"] for p in data["proposals"]] == [True]
    assert reviewed[1].read_text("utf-8") == before
    assert load([tmp_path / "new.yaml"], default=False).entries[0].heard == ("dinomme",)


def test_a_folder_without_decisions(tmp_path):
    assert isinstance(run("learn", tmp_path).exception, SetupError)
