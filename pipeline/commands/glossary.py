"""`greffier glossary`: check, try, add to, learn for and list what editors maintain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.glossary import Entry
    from pipeline.glossary.learn import Proposal
    from pipeline.glossary.trial import Effect
    from pipeline.model import Correction

KINDS = ("law", "organisation", "person", "place", "tool", "concept", "acronym")
ARTICLES = ("la", "le", "les", "l'", "none")
POLICIES = ("auto", "ask", "never")
AS_WRITTEN = "tel quel"
SHOWN = 8
"""Places shown of what a proposal would change."""


@click.group("glossary", short_help="Check, try, extend and list the glossary.")
def command() -> None:
    """Work on the glossary: the terms to publish and how they are misheard.

    Example: greffier glossary check
    """


def _glossary_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options that all commands of the group have, last in their help."""
    options = (
        click.option("--json", "as_json", is_flag=True, help="Print the results as JSON on stdout."),
        click.option("--no-default-glossary", is_flag=True, help="Leave out the project's own glossary."),
        click.option(
            "--glossary",
            "glossaries",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A YAML or CSV glossary, or a folder of them; may be repeated.",
        ),
    )
    for option in options:
        function = option(function)
    return function


@command.command("check", short_help="Validate the glossary and run its examples.")
@_glossary_options
def check(glossaries: tuple[Path, ...], no_default_glossary: bool, as_json: bool) -> None:
    """Validate every entry and run every entry's own examples with the real corrector.

    Mistakes and failing examples go to stderr with file and line; the status is then 3.

    Example: greffier glossary check --glossary my-terms.csv
    """
    from pipeline.correct import build_index
    from pipeline.errors import SetupError
    from pipeline.glossary import load
    from pipeline.glossary.raw import combined
    from pipeline.glossary.trial import failing_examples, shared_mishearings

    try:
        glossary = load(glossaries, default=not no_default_glossary)
        failures = failing_examples(glossary.entries, build_index(glossary))
        failures += shared_mishearings(glossary.entries)
        if failures:
            raise combined(failures)
    except SetupError as error:
        if as_json:
            _print_json({"ok": False, "mistakes": str(error).splitlines()})
        raise
    examples = sum(len(e.examples.changes) + len(e.examples.leaves) for e in glossary.entries)
    if as_json:
        _print_json({"ok": True, "entries": len(glossary.entries), "examples": examples, "mistakes": []})
    else:
        click.echo(f"{len(glossary.entries)} entries and {examples} examples, all right")


@command.command("try", short_help="Show what a sentence becomes, or what past outputs would.")
@click.argument("phrase", required=False)
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder of past outputs: show every place in them that would change.",
)
@click.option(
    "--entry",
    "entries",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file of entries to try on top of the glossary, before they are saved in it.",
)
@_glossary_options
@click.pass_context
def try_(
    ctx: click.Context,
    phrase: str | None,
    corpus: Path | None,
    entries: tuple[Path, ...],
    glossaries: tuple[Path, ...],
    no_default_glossary: bool,
    as_json: bool,
) -> None:
    """Show what PHRASE becomes and why, or every place in past outputs that would change.

    With --corpus and --entry, the places that those entries alter; with --corpus alone, the places
    where the glossary of today differs from what the outputs hold. Nothing is saved.

    Example: greffier glossary try "la loi Rennes approche"

    Example: greffier glossary try --corpus outputs --entry new.yaml
    """
    from pipeline.correct import build_index
    from pipeline.glossary import load
    from pipeline.glossary.trial import effects, try_phrase

    if (phrase is None) == (corpus is None):
        raise click.UsageError("give a PHRASE or --corpus DIR", ctx)
    default = not no_default_glossary
    then = build_index(load([*glossaries, *entries], default=default))
    if phrase is not None:
        after, corrections = try_phrase(phrase, then)
        if as_json:
            changes = [_correction_data(c) for c in corrections]
            _print_json({"before": phrase, "after": after, "corrections": changes})
        else:
            _show_phrase(phrase, after, corrections)
        return
    assert corpus is not None
    now = build_index(load(glossaries, default=default)) if entries else None
    _show_effects(effects(corpus, then, now), as_json)


@command.command("add", short_help="Add an entry to a YAML file, keeping its comments.")
@click.argument("term")
@click.option(
    "--to",
    "file",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The YAML file to add to; it is created if need be.",
)
@click.option("--kind", type=click.Choice(KINDS), help="What it is; default: concept.")
@click.option("--article", type=click.Choice(ARTICLES), help="The article that stands before it.")
@click.option("--long", help="The name in full.")
@click.option("--say", multiple=True, help="How it is said, in French spelling; may be repeated.")
@click.option("--heard", multiple=True, help="A mishearing; may be repeated.")
@click.option("--near", multiple=True, help="A word that an ambiguous mishearing needs; may be repeated.")
@click.option("--never", multiple=True, help="Words in which nothing is changed; may be repeated.")
@click.option("--policy", type=click.Choice(POLICIES), help="auto, ask (only suggest) or never.")
@click.option("--changes", nargs=2, multiple=True, help="An example: the sentence as heard, and after.")
@click.option("--leaves", multiple=True, help="An example: a sentence that must stay as it is.")
@click.option("--source", help="Where the entry comes from: an address or a publication.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder of past outputs: show first every place in them that the entry alters.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done and save nothing.")
@_glossary_options
def add(
    term: str,
    file: Path,
    corpus: Path | None,
    dry_run: bool,
    glossaries: tuple[Path, ...],
    no_default_glossary: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Add TERM to a YAML file, or add to the entry of that term if the file has one.

    The examples of the entry are run first: one that fails stops everything, with status 3, and
    nothing is saved. Comments and all other entries of the file stay as they are.

    Example: greffier glossary add SPASER --to glossary/80-achats.yaml --article le --heard Spazer
    """
    import tempfile
    from dataclasses import replace

    from pipeline.correct import build_index
    from pipeline.glossary import load
    from pipeline.glossary.edit import add_entry
    from pipeline.glossary.load import entries_of, read_text
    from pipeline.glossary.raw import combined
    from pipeline.glossary.trial import effects, failing_examples
    from pipeline.glossary.yaml_file import read_yaml
    from pipeline.write.files import write_whole

    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}
    fields["term"] = term
    fields["examples"] = {"changes": dict(fields.pop("changes")), "leaves": fields.pop("leaves")}
    if not any(fields["examples"].values()):
        del fields["examples"]
    there = [file] if file.exists() else []
    text = add_entry(read_text(file) if there else "", fields, str(file))
    alone = add_entry("", fields, str(file))
    (entry,) = entries_of(*read_yaml(alone, str(file)))
    default = not no_default_glossary
    with tempfile.TemporaryDirectory() as folder:  # tried as it will be read, before it is saved
        trial = Path(folder) / "entry.yaml"
        trial.write_text(alone, "utf-8")
        glossary = load([*glossaries, *there, trial], default=default)
    index = build_index(glossary)
    failures = failing_examples([replace(entry, line=0)], index)
    if failures:
        raise combined(failures)
    found = []
    if corpus is not None:
        now = build_index(load([*glossaries, *there], default=default))
        found = effects(corpus, index, now)
    if not dry_run:
        write_whole(file, text.encode("utf-8"))
    if as_json:
        done = {"saved": not dry_run, "file": str(file), "entry": entry.id}
        _print_json(done | {"effects": [_effect_data(e) for e in found]})
        return
    if corpus is not None:
        _show_effects(found, as_json=False)
    click.echo(f"« {term} » {'serait ajouté à' if dry_run else 'est ajouté à'} {file}")


@command.command("learn", short_help="Propose entries from what editors decided.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The YAML file to write to; default: the file of each entry. New entries need it.",
)
@click.option("--min", "least", default=1, show_default=True, help="Decisions that a mishearing needs.")
@click.option("--yes", is_flag=True, help="Say yes to every proposal.")
@click.option("--dry-run", is_flag=True, help="Show the proposals and write nothing.")
@click.option("--no-corpus", is_flag=True, help="Do not look for what would change in DIR.")
@_glossary_options
def learn(
    folder: Path,
    file: Path | None,
    least: int,
    yes: bool,
    dry_run: bool,
    no_corpus: bool,
    glossaries: tuple[Path, ...],
    no_default_glossary: bool,
    as_json: bool,
) -> None:
    """Propose mishearings, refusals and policies from the decisions made in DIR, one by one.

    Each proposal is shown with the decisions behind it and every place of DIR that it would change.
    Nothing is written without a yes; --json shows the proposals and writes only with --yes. The
    examples that come with a proposal are run by `greffier glossary check` from then on.

    Example: greffier glossary learn outputs

    Example: greffier glossary learn outputs --to glossary/95-appris.yaml --yes
    """
    from pipeline.correct import build_index
    from pipeline.decisions.store import Store
    from pipeline.glossary import load
    from pipeline.glossary.learn import index_with, phrases
    from pipeline.glossary.learn import learn as proposals_of
    from pipeline.glossary.raw import Mistake, combined
    from pipeline.glossary.trial import effects

    store = Store.open(folder, create=False)
    if store is None:
        found, expected = "no decisions there", "a folder of outputs that editors have reviewed"
        raise combined([Mistake(str(folder), 0, found, expected, "review them with greffier review")])
    with store:
        events = store.events()
    glossary = load(glossaries, default=not no_default_glossary)
    proposals, passed = proposals_of(events, glossary, least)
    now = build_index(glossary)
    asking = not (yes or dry_run or as_json)
    rows, written = [], 0
    for number, proposal in enumerate(proposals, 1):
        altered = []
        if not no_corpus and any(folder.glob("*/webinar.json")):
            altered = effects(folder, index_with(glossary, proposal.entry), now, phrases(proposal))
        target = file or _yaml_of(proposal.entry.file)
        if not as_json:
            _show_proposal(number, len(proposals), proposal, altered, target)
        saved = False
        if target is not None and not dry_run and (yes or asking):
            answer = "o" if yes else _answer()
            if answer == "t":
                yes, answer = True, "o"
            if answer == "q":
                break
            if answer == "o":
                _save(target, proposal.fields)
                saved, written = True, written + 1
        rows.append(_proposal_data(proposal, target, saved) | {"effects": [_effect_data(e) for e in altered]})
    if as_json:
        left = [{"before": p.before, "after": p.after, "why": p.why} for p in passed]
        _print_json({"proposals": rows, "passed": left})
        return
    if passed:
        click.echo(f"\nSans leçon à en tirer ({len(passed)}) :")
    for p in passed:
        click.echo(f"  « {p.before} » → « {p.after} » : {p.why}")
    click.echo(f"\n{_many(len(proposals), 'proposition')}, {_many(written, 'écrite')}")


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


def _yaml_of(file: str) -> Path | None:
    """The YAML file that an entry comes from; ``None`` if it has to be chosen."""
    path = Path(file) if file else None
    return path if path is not None and path.suffix in (".yaml", ".yml") and path.is_file() else None


def _save(file: Path, fields: dict[str, Any]) -> None:
    from pipeline.glossary.edit import add_entry
    from pipeline.glossary.load import read_text
    from pipeline.write.files import write_whole

    before = read_text(file) if file.exists() else ""
    write_whole(file, add_entry(before, fields, str(file)).encode("utf-8"))


def _answer() -> str:
    choices = click.Choice(["o", "n", "t", "q"])
    try:
        return click.prompt("  L'écrire ? o(ui), n(on), t(out), q(uitter)", default="n", type=choices)
    except click.Abort:  # no terminal, or the editor leaves: what was written stays
        click.echo()
        return "q"


def _show_proposal(
    number: int, count: int, proposal: Proposal, altered: Sequence[Effect], target: Path | None
) -> None:
    click.echo(f"\n{number}/{count} {proposal.title[0].upper()}{proposal.title[1:]}")
    click.echo(f"  {proposal.why}")
    for before, after in proposal.fields.get("examples", {}).get("changes", {}).items():
        click.echo(f"  exemple : « {before} » → « {after} »")
    for phrase in proposal.fields.get("examples", {}).get("leaves", ()):
        click.echo(f"  exemple : « {phrase} » reste tel quel")
    where = f"dans {target}" if target is not None else "choisissez un fichier avec --to"
    click.echo(f"  dans les enregistrements passés, changements : {len(altered)} ; {where}")
    for e in altered[:SHOWN]:
        offered = " (proposé)" if e.status == "suggested" else ""
        change = f"{e.now or AS_WRITTEN} → {e.then or AS_WRITTEN}{offered}"
        click.echo(f"    {e.recording} {_clock(e.start)} « {e.words} » : {change}")


def _proposal_data(proposal: Proposal, target: Path | None, saved: bool) -> dict[str, Any]:
    names = ("field", "title", "why", "count", "recordings", "people", "new", "fields")
    data = {name: getattr(proposal, name) for name in names}
    return data | {"file": None if target is None else str(target), "saved": saved}


@command.command("show", short_help="List the entries.")
@click.argument("text", required=False)
@click.option("--kind", type=click.Choice(KINDS), help="Only entries of this kind.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the entries as a CSV glossary.")
@_glossary_options
def show(
    text: str | None,
    kind: str | None,
    as_csv: bool,
    glossaries: tuple[Path, ...],
    no_default_glossary: bool,
    as_json: bool,
) -> None:
    """List the entries in force, or those whose term, long name or mishearings hold TEXT.

    Example: greffier glossary show --kind law

    Example: greffier glossary show --csv > glossary.csv
    """
    from dataclasses import asdict

    from pipeline.glossary import load
    from pipeline.glossary.csv_file import to_csv

    glossary = load(glossaries, default=not no_default_glossary)
    entries = [e for e in glossary.entries if kind in (None, e.kind) and (not text or _holds(e, text))]
    if as_csv:
        click.echo(to_csv(entries), nl=False)
    elif as_json:
        inner = ("file", "line", "participant")
        shown = [{k: v for k, v in asdict(e).items() if k not in inner} for e in entries]
        _print_json({"sha256": glossary.sha256, "entries": shown})
    else:
        for entry in entries:
            heard = f"  ← {', '.join(entry.heard)}" if entry.heard else ""
            long = f" ({entry.long})" if entry.long else ""
            click.echo(f"{entry.id:24} {entry.kind:12} {entry.term}{long}{heard}")
        click.echo(f"{len(entries)} entrées", err=True)


def _holds(entry: Entry, text: str) -> bool:
    wanted = text.casefold()
    return any(wanted in words.casefold() for words in (entry.term, entry.long or "", *entry.heard))


def _show_phrase(phrase: str, after: str, corrections: Sequence[Correction]) -> None:
    click.echo(after)
    if not corrections:
        click.echo("Rien ne change.")
    for c in corrections:
        verb = "est remplacé par" if c.in_force else "pourrait être"
        click.echo(f"  « {c.before} » {verb} « {c.after} » ({c.entry or c.rule}, {c.score:.2f}) : {c.why}")


def _show_effects(found: Sequence[Effect], as_json: bool) -> None:
    if as_json:
        _print_json({"effects": [_effect_data(e) for e in found]})
        return
    for e in found:
        change = f"{e.now or AS_WRITTEN} → {e.then or AS_WRITTEN}"
        offered = " (proposé)" if e.status == "suggested" else ""
        place = f"{e.recording} {_clock(e.start)} « {e.words} »"
        click.echo(f"{place} : {change}{offered}  [{e.entry}] …{e.context}…")
    click.echo(f"{len(found)} passages changeraient" if len(found) != 1 else "1 passage changerait")


def _clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return "--:--:--"
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _correction_data(c: Correction) -> dict[str, Any]:
    names = ("raw_start", "raw_end", "before", "after", "entry", "rule", "score", "status", "why")
    return {name: getattr(c, name) for name in names}


def _effect_data(e: Effect) -> dict[str, Any]:
    from dataclasses import asdict

    data = asdict(e)
    return data | {"start": None if e.start is None else e.start / 1000}


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
