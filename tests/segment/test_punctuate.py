"""Marks are restored where there are none, and nowhere else."""

from pipeline.model import Cue
from pipeline.positions import correct_text
from pipeline.segment import punctuate


def test_punctuated_speech_keeps_its_commas_and_capitals():
    said = (
        "On accueille aujourd'hui trois personnes qui travaillent depuis longtemps sur le réemploi "
        "des postes et qui ont accepté de nous en parler, donc Paul Le Guen qui est au département "
        "depuis dix ans et qui suit les achats, et enfin Sarah Benali, qui vient de la ville. Puis on "
        "débat."
    )
    assert punctuate(correct_text([Cue(0, 0, 30_000, said)])) == ()


def test_unpunctuated_speech_gets_its_sentence_ends():
    said = (
        "alors bonjour à tous je suis très content de vous voir aujourd'hui pour parler du réemploi "
        "des postes et puis on va commencer par la ville qui a signé une convention avec un atelier "
        "du quartier donc je vous montre le tableau des dons de cette année et ensuite on passe aux "
        "questions parce que vous êtes nombreux à en avoir posé"
    )
    text = correct_text([Cue(0, 0, 30_000, said)])
    marks = punctuate(text)
    assert [c.after for c in marks if c.rule == "punctuation"][:2] == [". Et", ". Donc"]
    published = correct_text(text.cues, marks).text
    assert published.lower().replace(".", "").split() == said.split()
