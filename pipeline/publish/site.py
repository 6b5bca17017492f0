"""What is written into the site's sources, and what never is.

A manifest (``_data/greffier/manifest.json``) holds the SHA-256 of every file as we wrote it and of
the ``webinar.json`` that it was made from. A file that is no longer what the manifest says was
changed by a person: ours is then written beside it, with a suffix that Eleventy does not build.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pipeline import __version__, plain_yaml
from pipeline.errors import InputError, SetupError
from pipeline.publish import captions, feeds
from pipeline.publish.load import Output
from pipeline.publish.post import post
from pipeline.write.files import to_json, write_whole

BESIDE = ".greffier-nouveau"
TEMPLATES = frozenset({".md", ".njk", ".html", ".liquid"})
SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")

State = Literal["written", "unchanged", "kept"]


@dataclass(frozen=True, slots=True)
class Made:
    """A file to write: its path in the site, its bytes, and the recording that it is made from.

    ``recording`` and ``made_from`` are empty for a file made from all of them.
    """

    path: str
    data: bytes
    recording: str = ""
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. ``beside`` is where ours went when a person's was kept."""

    path: str
    state: State
    recording: str = ""
    beside: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run did. ``stale`` pairs a path with the reason why it is out of date."""

    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[InputError, ...] = ()
    stale: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of one run. ``final`` is ``None`` when each post is to stay what it is (at first a draft)."""

    series: str | None = None
    final: bool | None = None
    slugs: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    check: bool = False


@lru_cache(maxsize=1)
def settings() -> dict:
    """Where things go in the site: ``site.toml``."""
    return tomllib.loads(files("pipeline.publish").joinpath("site.toml").read_text("utf-8"))


def mark(output: Output) -> str:
    """What tells which output a file was made from; the same bytes of ``webinar.json``, the same mark."""
    return f"{__version__} {output.id} sha256:{output.sha256}"


def publish(outputs: Sequence[Output], site: Path, options: Options) -> Report:
    """Write posts, captions, feeds and data of all recordings into a site's sources.

    A recording that cannot be published is returned as a problem and the others are done. With
    ``options.check`` nothing is written. Raises: SetupError when the site cannot be written or its
    manifest cannot be read.
    """
    where = settings() | ({"address": options.address.rstrip("/") + "/"} if options.address else {})
    manifest = _read_manifest(site / where["data"] / "manifest.json")
    taken = _slugs(site, where["posts"])
    made: list[Made] = []
    entries: list[feeds.Entry] = []
    problems: list[InputError] = []
    notes: list[str] = []
    known: dict[str, dict] = {}
    for output in outputs:
        try:
            slug = _slug(output, options, manifest, taken)
            choice = _choice(output, options, manifest["recordings"].get(output.id, {}), slug)
            rows, elements = _files(output, slug, choice, where)
        except ValueError as err:
            problems.append(InputError(str(output.path), 1, str(err)))
            continue
        known[output.id] = choice
        path, draft = _present(site, rows[0], manifest, taken[slug.casefold()])
        if draft is False and not choice["final"]:  # a person has published our draft as it was
            choice["final"] = True
            rows, elements = _files(output, slug, choice, where)
        rows[0] = Made(path, rows[0].data, rows[0].recording, rows[0].made_from)
        made += rows
        has_captions = any(row.path.endswith(".vtt") for row in rows)
        entries.append(
            feeds.Entry(
                output.document,
                slug,
                f"{where['address'].rstrip('/')}{where['pages']}{slug}/",
                f"{where['address']}greffier/{slug}.vtt" if has_captions else None,
                not choice["final"] if draft is None else draft,
                mark(output),
            )
        )
        if elements > 250:
            notes.append(
                f"{path}: adds {elements} elements to the page, more than the 250 that keep EcoIndex B: "
                "speakers change too often"
            )
    drafts = sum(e.draft for e in entries)
    if drafts:
        notes.append(f"{drafts} of {len(entries)} posts are drafts: the feeds leave them out")
    made += [
        Made(f"{where['public']}/feed.json", feeds.json_feed(entries, where)),
        Made(f"{where['public']}/atom.xml", feeds.atom(entries, where)),
        Made(f"{where['data']}/index.json", feeds.index(entries)),
    ]
    outcomes = _settle(site, made, manifest, known, where, check=options.check)
    stale = _stale(made, outcomes, manifest, {o.id for o in outputs}, {e.document["id"] for e in entries})
    return Report(tuple(outcomes), tuple(problems), tuple(stale), tuple(notes))


# ------------------------------------------------------------------------------- one recording


def _choice(output: Output, options: Options, before: dict, slug: str) -> dict:
    final = bool(before.get("final")) if options.final is None else options.final
    return {"slug": slug, "final": final, "series": options.series or before.get("series")}


def _files(output: Output, slug: str, choice: dict, where: dict) -> tuple[list[Made], int]:
    """The post first, then its card and captions; and the elements that the post adds."""
    cues = captions.captions(output.document)
    image = f"{slug}{output.card.suffix if output.card else '.svg'}"
    written = post(
        output.document,
        slug,
        mark(output),
        image=image,
        subtitles=f"/greffier/{slug}.vtt" if cues else None,
        series=choice["series"],
        draft=not choice["final"],
    )
    folder = f"{where['videos']}/{slug}"
    card = output.card.read_bytes() if output.card else written.card.encode()
    rows = [(f"{folder}/{slug}.md", written.markdown.encode()), (f"{folder}/{image}", card)]
    if cues:
        rows += [
            (f"{where['public']}/{slug}.vtt", captions.to_webvtt(cues, mark(output)).encode()),
            (f"{where['public']}/{slug}.srt", captions.to_srt(cues).encode()),
        ]
    return [Made(path, data, output.id, output.sha256) for path, data in rows], written.elements


def _slugs(site: Path, posts: str) -> dict[str, set[str]]:
    """Case-folded slug of every post of the site → its paths in the site.

    As Eleventy does: the name without a leading date, or the folder's for ``index``.
    """
    found: dict[str, set[str]] = {}
    folder = site / posts
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEMPLATES and path.is_file():
            name = path.parent.name if path.stem == "index" else path.stem
            found.setdefault(_undated(name).casefold(), set()).add(path.relative_to(site).as_posix())
    return found


def _undated(name: str) -> str:
    return re.sub(r"^\d{4}-\d{2}-\d{2}-(?=.)", "", name)


def _slug(output: Output, options: Options, manifest: dict, taken: dict[str, set[str]]) -> str:
    """The recording's slug: as given, as before, or a free one made from its id. It is then taken."""
    before = manifest["recordings"].get(output.id, {}).get("slug")
    own = {path for path, row in manifest["files"].items() if row.get("recording") == output.id}

    def other(slug: str) -> str | None:
        """The post that has a slug already; one of ours that a person has moved is still ours."""
        there = taken.get(slug.casefold(), set())
        moved = slug == before and not there & own
        return min((path for path in there - own if not moved or path in manifest["files"]), default=None)

    given = options.slugs.get(output.id)
    if given is not None:
        if not SLUG.fullmatch(given) or _undated(given) != given or given == "index":
            raise ValueError(
                f"found the slug {given!r}, expected letters, digits and hyphens without a date in front"
            )
        slug = given
    elif before and SLUG.fullmatch(before):
        slug = before
    else:
        plain = _undated(output.id)
        plain = f"webinaire-{plain}" if plain == "index" else plain
        when = output.document["metadata"]["date"]
        tries = [plain, *([f"{plain}-{when}"] if when else []), *(f"{plain}-{n}" for n in range(2, 1000))]
        slug = next(s for s in tries if other(s) is None)
    clash = other(slug)
    if clash is not None:
        raise ValueError(f"the slug {slug!r} is that of {clash} too; choose another with --slug")
    taken.setdefault(slug.casefold(), set()).add(f"{settings()['videos']}/{slug}/{slug}.md")
    return slug


def _present(site: Path, row: Made, manifest: dict, others: set[str]) -> tuple[str, bool | None]:
    """Where the post is now (a person may have moved it), and whether what is there is a draft.

    The second value is ``None`` when the file is ours as we wrote it, or is not there.
    """
    path = row.path
    if not (site / path).exists() and row.recording in manifest["recordings"]:
        path = next((p for p in sorted(others) if p != path and (site / p).exists()), path)
    present = _bytes(site / path)
    before = manifest["files"].get(row.path, {})
    if present is None or _sha(present) in (before.get("sha256"), before.get("previous")):
        return path, None
    return path, _is_draft(present)


def _is_draft(data: bytes) -> bool:
    """Whether a post's front matter says ``draft: true``; a post without readable front matter is not one."""
    match = re.match(rb"---\r?\n(.*?)\n---", data, re.DOTALL)
    try:
        front = plain_yaml.load(match[1].decode()) if match else None
    except ValueError:
        return False
    return isinstance(front, dict) and bool(front.get("draft"))


# ------------------------------------------------------------------------------------ writing


def _settle(
    site: Path, made: Sequence[Made], manifest: dict, known: dict, where: dict, *, check: bool
) -> list[Outcome]:
    """Write what may be written. The manifest is saved before too, so that a run that is cut short
    leaves no file that looks as if a person had changed it."""
    outcomes: list[Outcome] = []
    rows: dict[str, dict] = {}
    todo: list[tuple[Path, bytes]] = []
    gone: list[Path] = []
    for file in made:
        ours, target = _sha(file.data), site / file.path
        before = manifest["files"].get(file.path, {})
        present = _bytes(target)
        row = {"sha256": ours, "recording": file.recording, "made_from": file.made_from}
        beside = target.with_name(target.name + BESIDE)
        theirs = _bytes(beside)
        if present is None or _ours(present, before) or _only_published(present, before):
            outcomes.append(Outcome(file.path, "written", file.recording))
            if present is None or _sha(present) != ours:
                todo.append((target, file.data))
                row |= {"previous": before["sha256"]} if present is not None else {}
            else:
                outcomes[-1] = Outcome(file.path, "unchanged", file.recording)
        elif _sha(present) == ours:
            outcomes.append(Outcome(file.path, "unchanged", file.recording))
        else:
            place = beside.relative_to(site).as_posix()
            message = f"was changed by a person and is kept; the new version is {place}"
            if theirs is None or _sha(theirs) == before.get("beside") or theirs == file.data:
                todo.append((beside, file.data))
            else:
                message = f"was changed by a person, and so was {place}: both are kept, nothing was written"
            outcomes.append(Outcome(file.path, "kept", file.recording, place, message))
            rows[file.path] = before | {"recording": file.recording, "beside": ours}
            continue
        if theirs is not None and _sha(theirs) == before.get("beside"):
            gone.append(beside)
        rows[file.path] = row
    if check:
        return outcomes
    path = site / where["data"] / "manifest.json"
    # what is not made any more stays in the manifest, so that it can be named until it is removed
    left = {p: r for p, r in manifest["files"].items() if p not in rows and (site / p).exists()}
    everyone = manifest["recordings"] | known
    if todo:
        write_whole(path, _manifest(rows | left, everyone))
    for target, data in todo:
        if _bytes(target) != data:
            write_whole(target, data)
    for beside in gone:
        beside.unlink(missing_ok=True)
    final = {p: {k: v for k, v in r.items() if k != "previous"} for p, r in (rows | left).items()}
    data = _manifest(final, everyone)
    if _bytes(path) != data:
        write_whole(path, data)
    return outcomes


def _manifest(rows: dict, recordings: dict) -> bytes:
    return to_json(
        {
            "about": "SHA-256 of each file as greffier wrote it, and of the webinar.json it was made from.",
            "version": __version__,
            "recordings": dict(sorted(recordings.items())),
            "files": dict(sorted(rows.items())),
        }
    )


def _read_manifest(path: Path) -> dict:
    data = _bytes(path)
    if data is None:
        return {"recordings": {}, "files": {}}
    try:
        manifest = json.loads(data)
        whole = all(
            isinstance(manifest[part], dict) and all(isinstance(v, dict) for v in manifest[part].values())
            for part in ("recordings", "files")
        )
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise SetupError(
            str(path), 1, "is not a manifest of greffier: bring back the version of before, or remove it "
            "(then every post that is there counts as a person's)"
        )  # fmt: skip
    return manifest


def _stale(
    made: Sequence[Made],
    outcomes: Iterable[Outcome],
    manifest: dict,
    there: set[str],
    published: set[str],
) -> list[tuple[str, str]]:
    """Files of ours that are out of date, each with the reason."""
    current = {file.path: file.made_from for file in made}
    kept = {o.path for o in outcomes if o.state == "kept"}
    stale = []
    for path, row in sorted(manifest["files"].items()):
        source = row.get("recording")
        if path in current:
            if path in kept and row.get("made_from") and row["made_from"] != current[path]:
                stale.append((path, f"was made from an older webinar.json of {source}"))
        elif source in published:
            stale.append((path, f"is no longer made from {source}; remove it"))
        elif source in there:
            stale.append((path, f"{source} can no longer be published"))
        else:
            stale.append((path, f"the recording {source} is gone; remove it or run again with it"))
    return stale


def _ours(present: bytes, before: dict) -> bool:
    return bool(before) and _sha(present) in (before.get("sha256"), before.get("previous"))


def _only_published(present: bytes, before: dict) -> bool:
    """Whether all that a person did to our post is to remove ``draft: true``."""
    head, mark, rest = present.partition(b"\n---\n")
    return bool(before and mark) and _sha(head + b"\ndraft: true" + mark + rest) == before.get("sha256")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as err:
        raise SetupError(str(path), None, f"cannot be read: {err.strerror or err}; check its rights") from err


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
