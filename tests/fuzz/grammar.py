"""Inputs made by rule with hypothesis: well formed for the most part, with strange words inside."""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import json
from functools import lru_cache

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

KEYS = (
    "text segments start end words word speaker result transcription offsets from to events segs utf8 tStartMs stime etime term "
    "kind article long heard near never say policy examples changes leaves title date draft name role kept after low high unit"
).split()  # fmt: skip

words = st.one_of(
    st.sampled_from(
        "bonjour la loi Rennes impose 30 % des achats vingt-cinq mille euros en 2025 le maire de Kerlann "
        "nous avons formé deux cents agents l'ADN du numérique c'est d'ici au 1er janvier un quart".split()
    ),
    st.text(max_size=8),
)
line = st.lists(words, min_size=1, max_size=8).map(" ".join)
clock = st.tuples(*[st.integers(0, 99)] * 3, st.integers(0, 999))
name = st.sampled_from(["Jeanne Le Goff", "SPEAKER_00", "Animatrice", "M. le maire", "J.-P. D'Été", "x", ""])


def _stamped(form: str) -> st.SearchStrategy[str]:
    def build(row: tuple) -> str:
        (h, m, s, ms), who, text = row
        return form.format(h=h, m=m, s=s, ms=ms, who=who, text=text)

    return st.lists(st.tuples(clock, name, line).map(build), min_size=1, max_size=8).map("\n".join)


transcript = st.one_of(
    *(
        _stamped(form)
        for form in (
            "{h:02}:{m:02}:{s:02}{text}", "{m:02}:{s:02} {text}", "{m}:{s:02}\n{text}", "[{h:02}:{m:02}:{s:02}] {who} : {text}",
            "{who} ({h:02}:{m:02}:{s:02})\n{text}\n", "{h:02}:{m:02}:{s:02},{ms:03} --> {h:02}:{m:02}:{s:02},{ms:03}\n{text}\n",
            "{m:02}:{s:02}.{ms:03} --> {m:02}:{s:02}.{ms:03} align:start\n<v {who}>{text}</v>\n",
            "{h}:{m:02}:{s:02} à {h}:{m:02}:{s:02} {who} :\n{text}\n", "Dialogue: 0,{h}:{m:02}:{s:02}.00,{h}:{m:02}:{s:02}.50,x,{who},0,0,0,,{text}",
            "[{m:02}:{s:02}.{ms:02}]{text}", "{who} : {text}\n", "**{who}** : {text}", '<p begin="{s}.{ms}s" end="{m}s">{text}</p>',
            "{h}:{m:02}:{s:02}.{ms:03},{h}:{m:02}:{s:02}.{ms:03}\n{text}\n",
        )
    )
)  # fmt: skip
value = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), line),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS) | words, inner, max_size=5)
    ),
    max_leaves=12,
)
mapping = st.dictionaries(st.sampled_from(KEYS), value, max_size=8)


def _yaml(data: object) -> str:
    import yaml

    return yaml.safe_dump(data, allow_unicode=True)


STRATEGIES: dict[str, st.SearchStrategy[str]] = {
    "transcript": transcript,
    "json": st.one_of(mapping, st.lists(mapping, max_size=4)).map(json.dumps),
    "yaml": st.one_of(mapping, st.lists(mapping, max_size=4)).map(_yaml),
    "csv": st.lists(st.lists(line, min_size=1, max_size=6).map(",".join), max_size=5).map(
        lambda rows: "\n".join(["term,kind,article,long,heard,near", *rows])
    ),
    "post": st.tuples(mapping.map(_yaml), transcript).map(lambda p: f"---\n{p[0]}---\n\n{p[1]}\n"),
    "prose": st.lists(line, min_size=1, max_size=6).map(". ".join),
}


@lru_cache
def pool(kind: str, count: int, number: int) -> tuple[bytes, ...]:
    """That many inputs of a kind, the same for the same seed."""
    found: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(STRATEGIES[kind])
    def collect(text: str) -> None:
        found.append(text.encode("utf-8", "surrogatepass"))

    collect()
    return tuple(found)
