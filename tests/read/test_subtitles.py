"""Captions with defects: every one is an issue with its line, no words are lost or glued."""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import pytest

from pipeline.read import read

SRT = """\
1
00:00:01,000 --> 00:00:03,000
un deux

2
{timing}
trois quatre

3
00:00:08,000 --> 00:00:10,000
cinq six
"""


def srt(timing: str):
    return read(SRT.format(timing=timing).encode(), "essai.srt")


BROKEN = [
    "00:00:04,000 -> 00:00:06,000",
    "00:00:04,000 - -> 00:00:06,000",
    "00:00:04,000",
    "00:00:04,000 -->",
    "--> 00:00:06,000",
    "-->",
    "0O:00:04,000 --> 00:00:06,000",
    "00:00:04;000 --> 00:00:06;000",
    "00.00.04,000 --> 00.00.06,000",
    "00:75:99,000 --> 00:76:10,000",
    "00:00:75,000 --> 00:00:76,000",
    "-00:00:04,000 --> 00:00:06,000",
    "00:00:06,000 --> 00:00:04,000",
    "du texte à la place du temps",
]


@pytest.mark.parametrize("timing", BROKEN)
def test_a_broken_timing_line_is_an_issue_and_its_words_stay_apart(timing: str) -> None:
    recording = srt(timing)
    words = [cue.raw for cue in recording.cues]
    assert words[0] == "un deux"
    assert words[-1] == "cinq six"
    assert words[1].endswith("trois quatre")
    assert len(words) == 3
    assert any(issue.line in (5, 6) for issue in recording.issues), recording.issues
    assert [cue.start for cue in recording.cues][::2] == [1000, 8000]
    assert 1000 <= recording.cues[1].start <= 8000
    assert [cue.index for cue in recording.cues] == [0, 1, 2]


def test_a_short_fraction_is_a_decimal_part_and_an_issue() -> None:
    recording = srt("00:00:04,5 --> 00:00:06,25")
    assert (recording.cues[1].start, recording.cues[1].end) == (4500, 6250)
    assert [issue.line for issue in recording.issues] == [6, 6]


def test_overlapping_cues_are_issues() -> None:
    recording = srt("00:00:02,000 --> 00:00:06,000")
    assert [issue.line for issue in recording.issues] == [7]
    assert "chevauche" in recording.issues[0].message
    assert recording.cues[1].start == 2000


def test_cues_out_of_order_are_issues_and_stay_in_file_order() -> None:
    recording = srt("00:00:00,200 --> 00:00:00,900")
    assert [cue.raw for cue in recording.cues] == ["un deux", "trois quatre", "cinq six"]
    assert [issue.line for issue in recording.issues] == [7]
    assert "en arrière" in recording.issues[0].message


def test_words_of_digits_are_words() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nen\n2024\n\n2\n00:00:04,000 --> 00:00:06,000\n59 %\n"
    assert [cue.raw for cue in read(text.encode(), "a.srt").cues] == ["en 2024", "59 %"]


def test_no_blank_line_between_cues() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nun\n2\n00:00:04,000 --> 00:00:06,000\ndeux\n"
    recording = read(text.encode(), "a.srt")
    assert [cue.raw for cue in recording.cues] == ["un", "deux"]
    assert not recording.issues


def test_a_blank_line_inside_a_cue_loses_nothing() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nun\n\ndeux\n\n2\n00:00:04,000 --> 00:00:06,000\ntrois\n"
    recording = read(text.encode(), "a.srt")
    assert [cue.raw for cue in recording.cues] == ["un", "deux", "trois"]
    assert [issue.line for issue in recording.issues] == [5]


def test_missing_numbers_and_a_stray_number() -> None:
    text = "00:00:01,000 --> 00:00:03,000\nun\n\n7\n\n00:00:04,000 --> 00:00:06,000\ndeux\n"
    recording = read(text.encode(), "a.srt")
    assert [cue.raw for cue in recording.cues] == ["un", "deux"]
    assert [(issue.line, issue.excerpt) for issue in recording.issues] == [(4, "7")]


def test_tags_are_markup() -> None:
    text = '1\n00:00:01,000 --> 00:00:03,000\n{\\an8}<i>un</i> <font color="#fff">deux</font> & 3 < 4\n'
    assert read(text.encode(), "a.srt").cues[0].raw == "un deux & 3 < 4"


VTT = """\
WEBVTT - Réunion publique
Kind: captions
Language: fr

STYLE
::cue { color: white }

REGION
id:bas
width:40%

NOTE Relu par le service communication
le lendemain

premier
00:01.000 --> 00:03.000 align:start position:0% line:85%
<v Jean Le Goff>Bonjour &amp; bienvenue</v>

2
00:00:04.000 --> 00:00:06.000 region:bas
<v.fort Anne Rivière>R&eacute;emploi &lt;local&gt; <c.jaune>et</c> <00:00:05.000><b>durable</b>&nbsp;!

00:00:07.000 --> 00:00:09.000
- Sans voix
"""


def test_webvtt() -> None:
    recording = read(VTT.encode(), "reunion.vtt")
    assert [(c.start, c.end, c.raw, c.speaker) for c in recording.cues] == [
        (1000, 3000, "Bonjour & bienvenue", "Jean Le Goff"),
        (4000, 6000, "Réemploi <local> et durable !", "Anne Rivière"),
        (7000, 9000, "- Sans voix", None),
    ]
    assert [(d.line, d.why) for d in recording.dropped] == [(12, "note du fichier de sous-titres")]
    assert [p.name for p in recording.participants] == ["Jean Le Goff", "Anne Rivière"]
    assert not recording.issues


def test_two_voices_in_a_cue_are_two_cues() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Jean Le Goff>Bonjour Anne</v>\n<v Anne Rivière>Bonjour Jean</v>\n"
    assert [(c.start, c.end, c.raw, c.speaker) for c in read(text.encode(), "a.vtt").cues] == [
        (1000, 2040, "Bonjour Anne", "Jean Le Goff"),
        (2040, 3000, "Bonjour Jean", "Anne Rivière"),
    ]


def test_invisible_entities_are_markup() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\n&lrm;Bonjour&nbsp;Anne &unknown; &AMP\n"
    assert read(text.encode(), "a.vtt").cues[0].raw == "Bonjour Anne &unknown; &AMP"


def test_lines_of_cues_are_those_of_their_words() -> None:
    assert [cue.line for cue in read(VTT.encode(), "reunion.vtt").cues] == [17, 21, 24]


def test_teams_webvtt() -> None:
    text = (
        "WEBVTT\n\n8a7c2b1e-0f3d-4e5a-9b6c-1d2e3f4a5b6c/12-0\n00:00:03.120 --> 00:00:06.480\n"
        "<v Le Goff, Jean>Bonjour à tous,</v>\n\n8a7c2b1e-0f3d-4e5a-9b6c-1d2e3f4a5b6c/12-1\n"
        "00:00:06.480 --> 00:00:08.000\n<v Le Goff, Jean>on commence.</v>\n"
    )
    recording = read(text.encode(), "a.vtt")
    assert [(c.raw, c.speaker) for c in recording.cues] == [
        ("Bonjour à tous,", "Le Goff, Jean"),
        ("on commence.", "Le Goff, Jean"),
    ]
    assert [p.name for p in recording.participants] == ["Jean Le Goff"]


ROLLING = """\
WEBVTT
Kind: captions
Language: fr

00:00:00.160 --> 00:00:02.310 align:start position:0%
 
bonjour<00:00:00.480><c> à</c><00:00:00.640><c> tous</c>

00:00:02.310 --> 00:00:02.320 align:start position:0%
bonjour à tous
 

00:00:02.320 --> 00:00:04.950 align:start position:0%
bonjour à tous
et<00:00:02.560><c> bienvenue</c><00:00:02.800><c> dans</c>

00:00:04.950 --> 00:00:04.960 align:start position:0%
et bienvenue dans
 

00:00:04.960 --> 00:00:07.000 align:start position:0%
et bienvenue dans
ce<00:00:05.200><c> webinaire</c>
"""


def test_rolling_captions_are_taken_once() -> None:
    recording = read(ROLLING.encode(), "auto.vtt")
    assert [(c.start, c.raw) for c in recording.cues] == [
        (160, "bonjour à tous"),
        (2320, "et bienvenue dans"),
        (4960, "ce webinaire"),
    ]
    assert {d.why for d in recording.dropped} == {"sous-titre déroulant répété"}
    assert [d.line for d in recording.dropped] == [10, 14, 18, 22]


def test_captions_that_grow_are_taken_once() -> None:
    steps = ["bonjour", "bonjour à", "bonjour à tous", "bonjour à tous et", "bonjour à tous et merci"]
    text = "".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i + 1},000\n{t}\n\n" for i, t in enumerate(steps, 1))
    assert " ".join(c.raw for c in read(text.encode(), "a.srt").cues) == "bonjour à tous et merci"


def test_a_speaker_who_repeats_is_not_a_rolling_caption() -> None:
    said = [
        "oui oui",
        "oui merci",
        "merci à tous",
        "on y va",
        "on y va donc",
        "voilà",
        "le plan",
        "et la suite",
    ]
    text = "".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i + 1},000\n{t}\n\n" for i, t in enumerate(said, 1))
    assert [c.raw for c in read(text.encode(), "a.srt").cues] == said


def test_sbv() -> None:
    text = "0:00:01.000,0:00:03.500\nbonjour\nà tous\n\n0:75:00.000,0:75:02.000\nmerci\n"
    recording = read(text.encode(), "a.sbv")
    assert [(c.start, c.raw) for c in recording.cues] == [(1000, "bonjour à tous"), (3500, "merci")]
    assert [i.line for i in recording.issues] == [5, 5]


TTML = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25"
    ttp:tickRate="10000000" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="fr">
  <head><metadata><ttm:title>Le réemploi</ttm:title></metadata></head>
  <body><div>
    <p begin="00:00:01.000" end="00:00:03.000">Bonjour<br/>à <span tts:c="x">tous</span> &amp; merci</p>
    <p begin="00:00:04:12" dur="1.5s">
      image par
      image
    </p>
    <p begin="70000000t" end="8s">en tops</p>
    <p begin="00:75:99" end="00:76:00">hors du temps</p>
    hors bloc
  </div></body>
</tt>
"""


def test_ttml() -> None:
    recording = read(TTML.replace("tts:c", "c").encode(), "a.ttml")
    assert [(c.start, c.end, c.raw) for c in recording.cues][:3] == [
        (1000, 3000, "Bonjour à tous & merci"),
        (4480, 5980, "image par image"),
        (7000, 8000, "en tops"),
    ]
    assert recording.cues[3].raw == "hors du temps"
    assert {i.line for i in recording.issues} == {12}
    assert [(d.line, d.text) for d in recording.dropped] == [(13, "hors bloc")]
    assert recording.metadata.title == "Le réemploi"


def test_timed_text_of_youtube() -> None:
    text = '<?xml version="1.0"?><transcript><text start="1.5" dur="2">l&#39;été</text><text start="4" dur="1">fini</text></transcript>'
    recording = read(text.encode(), "a.xml")
    assert [(c.start, c.end, c.raw) for c in recording.cues] == [(1500, 3500, "l'été"), (4000, 5000, "fini")]


def test_ass() -> None:
    text = (
        "[Script Info]\nTitle: Le réemploi\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 0,0:00:01.00,0:00:03.00,Default,Jean,0,0,0,,{\\i1}Bonjour{\\i0}, oui\\Nà tous\n"
        "Comment: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,à revoir\n"
        "Dialogue: 0,0:99:01.00,0:00:05.00,Default,,0,0,0,,merci\n"
        "Dialogue: 0,0:00:06.00\n"
        "Dialog 0:00:07\n"
    )
    recording = read(text.encode(), "a.ass")
    assert [(c.start, c.raw, c.speaker) for c in recording.cues] == [
        (1000, "Bonjour, oui à tous", "Jean"),
        (3000, "merci", None),
    ]
    assert [d.line for d in recording.dropped] == [7]
    assert [i.line for i in recording.issues] == [8, 9, 10]
    assert recording.metadata.title == "Le réemploi"


def test_lrc() -> None:
    text = "[ti:Le réemploi]\n[length:00:20]\n[00:01.50]Bonjour\n[00:04.00]<00:04.10>à <00:04.60>tous\n[00:75.00]trop\n[00:30.00]loin\n"
    recording = read(text.encode(), "a.lrc")
    assert [(c.start, c.raw) for c in recording.cues] == [
        (1500, "Bonjour"),
        (4000, "à tous"),
        (6500, "trop"),
        (30000, "loin"),
    ]
    assert [i.line for i in recording.issues] == [5, 6]
    assert "dépasse la fin" in recording.issues[1].message
