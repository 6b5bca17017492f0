"""Figures, actions, summary points and chapters: kept, set aside or rewritten, each with its place."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.fields import DATE, FIELDS
from pipeline.page.wording import SHAPES, said_date
from pipeline.review.live import Item, Live, choice, place_of
from pipeline.review.player import listening
from pipeline.review.security import form_of, typed
from pipeline.review.web import decide, frame, last_batch, live_of, refuse, render
from pipeline.wording import OBJECTIVES, STATUSES

PAGES = {"chiffres": ("Chiffres", ("figure",)), "actions": ("Actions", ("action",)),
         "resume": ("Résumé et chapitres", ("point", "chapter"))}  # fmt: skip
"""The pages of items: end of the address, label, and the kinds that each shows."""

PAGE_OF = {kind: page for page, (_, kinds) in PAGES.items() for kind in kinds}

NOUNS = {
    "figure": ("Chiffre", "gardé", "mis de côté"),
    "action": ("Action", "gardée", "mise de côté"),
    "point": ("Point", "gardé", "mis de côté"),
    "chapter": ("Chapitre", "gardé", "mis de côté"),
}

STATES = {"": "à relire", "kept": "gardé", "dropped": "mis de côté", "edited": "récrit", "added": "ajouté"}

KINDS = {
    "percent": "pourcentage",
    "money": "montant",
    "count": "nombre",
    "quantity": "mesure",
    "factor": "facteur",
    "score": "note",
    "duration": "durée",
    "date": "date",
    "ordinal": "rang",
}

SIGNS = {"percent": "%", "EUR": "€"}
"""Units that are written as a sign; the others are shown as the word that the data has."""

COMPARATORS = {"=": "exactement", "~": "environ", ">": "plus de", "<": "moins de"}

LONGEST = 1000
"""Characters of a field."""


def show(request: Request) -> Response:
    """A page of items; ``?figure=``, ``?action=``, ``?point=`` or ``?chapter=`` opens the panel of one."""
    live = live_of(request)
    page = request.url.path.rsplit("/", 1)[-1]
    label, kinds = PAGES[page]
    chosen = next((i for k in kinds if (i := live.item(k, request.query_params.get(k, "")))), None)
    groups = {title: [i for i in own if i.state != "dropped"] for title, own in grouped(live, kinds).items()}
    aside = [i for k in kinds for i in live.items[k] if i.state == "dropped"]
    ordered = [i for own in groups.values() for i in own]
    waiting = [i for i in ordered if not i.state]
    address = f"/r/{live.document['id']}"
    return render(
        request,
        "items.html",
        recording=frame(live.document, label, {"Transcription": len(live.left)}),
        live=live,
        batch=last_batch(request, live),
        address=address,
        action=f"{address}/{page}",
        groups=groups | ({"Mis de côté": aside} if aside else {}),
        chosen=chosen,
        states=STATES,
        waiting=len(waiting),
        decided=sum(bool(i.state) for i in ordered) + len(aside),
        next=near(ordered, chosen, 1),
        previous=near(ordered, chosen, -1),
        title_of=title_of,
        facts=facts,
        place=lambda item: place(live, item),
        video=listening(request, live.document)(chosen.start) if chosen else None,
        choices={
            "kind": KINDS, "comparator": COMPARATORS, "status": STATUSES, "objectives": OBJECTIVES,
        },
        standfirst=live.document["summary"]["standfirst"] if page == "resume" else "",
        shown=shown_amount,
    )  # fmt: skip


def grouped(live: Live, kinds: tuple[str, ...]) -> dict[str, list[Item]]:
    """The items of a page under their headings, in the order in which they are read."""
    if kinds == ("figure",):
        rows = live.items["figure"]
        return {
            "Chiffres clés": [i for i in rows if i.row["key"]],
            "Autres nombres, dates et durées": [i for i in rows if not i.row["key"]],
        }
    names = {"action": "Actions, dans l’ordre où elles sont dites", "point": "Points", "chapter": "Chapitres"}
    return {names[k]: list(live.items[k]) for k in kinds}


def near(items: list[Item], chosen: Item | None, way: int) -> str | None:
    """The address of the next (or previous) item that waits for a decision, round the end."""
    keys = [(i.kind, i.key) for i in items]
    at = keys.index((chosen.kind, chosen.key)) if chosen and (chosen.kind, chosen.key) in keys else -1
    if way > 0:
        order = items[at + 1 :] + items[: at + 1]
    else:
        order = (items[:at][::-1] if at >= 0 else []) + items[max(at, 0) :][::-1]
    found = next((i for i in order if not i.state and i is not chosen), None)
    return address_of(found) if found else None


def address_of(item: Item) -> str:
    """The end of the address that opens the panel of an item."""
    return f"?{item.kind}={item.key}#panneau"


def title_of(item: Item) -> str:
    """The words by which a list shows an item."""
    return (item.row.get("title") if item.kind == "chapter" else item.row.get("text")) or "(sans texte)"


def facts(item: Item) -> str:
    """What is known of an item, in one line."""
    row = item.row
    if item.kind == "figure":
        return " · ".join(filter(None, (amount(row), KINDS[row["kind"]], row["about"])))
    if item.kind == "action":
        said = [
            f"{SHAPES[row['status']]} {STATUSES[row['status']]}",
            row["actor"],
            row["deadline"] and f"échéance : {said_date(row['deadline'])}",
            ", ".join(OBJECTIVES[o].lower() for o in row["objectives"]),
        ]
        return " · ".join(filter(None, said))
    return ""


def amount(row: dict) -> str:
    """The value of a figure with its unit, as data."""
    sign = {"=": "", "~": "≈ ", ">": "> ", "<": "< "}[row["comparator"]]
    if row["low"] is not None or row["high"] is not None:
        value = f"{shown_amount(row['low'])} à {shown_amount(row['high'])}"
    else:
        value = said_date(row["value"]) if row["kind"] == "date" else shown_amount(row["value"])
    unit = row["unit"] and (SIGNS.get(row["unit"]) or f"({row['unit']})")
    return f"{sign}{value} {unit or ''}".strip() if value else ""


def shown_amount(value: Any) -> str:
    """A number as it is written in French; a date or a text as it is.

    >>> shown_amount(12500.5), shown_amount("2025-01"), shown_amount(None)
    ('12 500,5', '2025-01', '')
    """
    if isinstance(value, (int, float)):
        return f"{value:,}".replace(",", " ").replace(".", ",")
    return value or ""


def place(live: Live, item: Item) -> str:
    """The address of the passage that says an item; browsers that can also show its words."""
    words = item.row.get("text") if item.kind in ("figure", "action") else item.row.get("quote")
    shown = f":~:text={quote(' '.join(words.split()[:8]))}" if words else ""
    return f"/r/{live.document['id']}#{live.anchor_of(item.begin)}{shown}"


# --------------------------------------------------------------------------------- decisions


def change(request: Request) -> Response:
    """Store what is decided of one item, or of all that are left."""
    live = live_of(request)
    id, form = live.document["id"], form_of(request)
    page = request.url.path.rsplit("/", 1)[-1]
    address = f"/r/{id}/{page}"
    do = str(form.get("do") or "")
    ordered = [i for own in grouped(live, PAGES[page][1]).values() for i in own if i.state != "dropped"]
    if do == "rest":
        asked = [(id, decision(live, i, "keep")) for i in ordered if not i.state]
        if not asked:
            return refuse(request, "Il ne reste rien à garder : tout est décidé.", to=address)
        return decide(request, asked, to=f"{address}#reste", said=f"Le reste est gardé ({len(asked)}).")
    item = live.item(str(form.get("kind_of") or ""), str(form.get("i") or "")) if known(form, page) else None
    if item is None:
        return refuse(request, "Cet élément n’existe plus : le texte a changé.", to=address)
    here = address_of(item)
    noun, kept, dropped = NOUNS[item.kind]
    if do in ("keep", "drop"):
        asked = decision(live, item, do)
        to = (near(ordered, item, 1) or "#reste") if not item.state else here
        told = f"{noun} {kept if do == 'keep' else dropped}."
        return decide(request, [(id, asked)], to=f"{address}{to}", said=told)
    if do != "edit":
        return refuse(request, "Choisissez ce qu’il faut en faire.", to=address + here)
    value, wrong = read(item, request)
    if wrong:
        return refuse(request, wrong, to=address + here)
    verdict = "add" if item.state == "added" else "edit"
    told = f"{noun} {'récrite' if item.kind == 'action' else 'récrit'}."
    return decide(request, [(id, decision(live, item, verdict, value))], to=address + here, said=told)


def known(form: FormData, page: str) -> bool:
    """Whether a form is about a kind of its page."""
    return str(form.get("kind_of") or "") in PAGES[page][1]


def decision(live: Live, item: Item, verdict: str, value: dict | None = None):
    """A decision about an item; with what the machine says of it, so that it can be made again."""
    machine = {k: item.machine[k] for k in (*FIELDS[item.kind], "text") if k in item.machine}
    machine = {} if item.state == "added" else machine
    return choice(live, item.kind, verdict, place_of(item.key), value=value or {}, machine=machine)


def read(item: Item, request: Request) -> tuple[dict[str, Any], str | None]:
    """The fields that the form changes, and what is wrong with them in French."""
    form = form_of(request)
    value: dict[str, Any] = {}
    for name in FIELDS[item.kind]:
        said = typed(request, name, LONGEST)
        match name:
            case "value" | "low" | "high":
                if name not in form:
                    continue
                found = number(said)
                if said and found is None:
                    return {}, f"« {said[:40]} » n’est ni un nombre ni une date comme 2025-01."
                value[name] = found
            case "key":
                value[name] = bool(form.get("key"))
            case "objectives":
                value[name] = [o for o in OBJECTIVES if o in form.getlist("objectives")] or ["autre"]
            case "deadline":
                if said and not DATE.fullmatch(said):
                    return {}, f"L’échéance « {said[:40]} » doit s’écrire 2025, 2025-01 ou 2025-01-31."
                value[name] = said or None
            case "title" | "text":
                if not said:
                    return {}, "Écrivez un texte."
                value[name] = said
            case "about" | "verb":
                value[name] = said
            case _:
                value[name] = said or None
    for name, content in value.items():
        if not FIELDS[item.kind][name](content):
            return {}, "Choisissez une valeur de la liste."
    base = item.machine
    return {k: v for k, v in value.items() if base.get(k) != v or item.state == "added"}, None


def number(said: str) -> int | float | str | None:
    """A number or a date as an editor writes it; ``None`` when it is neither.

    >>> number("12 500,5"), number("2025-01"), number("42"), number("beaucoup")
    (12500.5, '2025-01', 42, None)
    """
    plain = re.sub(r"\s", "", said).replace(",", ".")
    if re.fullmatch(r"-?\d{1,15}", plain):
        return int(plain)
    if re.fullmatch(r"-?\d{1,15}\.\d{1,9}", plain):
        return float(plain)
    return said if DATE.fullmatch(said) else None


routes = [
    route
    for page in PAGES
    for route in (Route(f"/r/{{id}}/{page}", show), Route(f"/r/{{id}}/{page}", change, methods=["POST"]))
]
