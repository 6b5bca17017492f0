"""Who is there: the shared password, and the name that decisions are signed with."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.review.security import clean_name, form_of, who
from pipeline.review.web import back, render

WRONG = "Ce n’est pas le mot de passe. Réessayez dans quelques secondes."


def ask(request: Request) -> Response:
    """The page that asks for the password."""
    if request.app.state.door is None or request.session.get("entered"):
        return RedirectResponse("/", 303)
    return render(request, "enter.html", error=None, asks=False)


async def enter(request: Request) -> Response:
    """Let in who knows the password; whoever does not waits, longer each time."""
    door = request.app.state.door
    if door is None:
        return RedirectResponse("/", 303)
    if not await door.opens(str(form_of(request).get("password") or "")):
        return render(request, "enter.html", 403, error=WRONG, asks=False)
    name = request.session.get("name")
    request.session.clear()  # a session from before the password is worth nothing after it
    request.session["entered"] = True
    if name:
        request.session["name"] = name
    return RedirectResponse("/", 303)


def name(request: Request) -> Response:
    """The page that asks for a name."""
    header = request.app.state.settings.user_header
    return render(request, "name.html", asks=False, back="/", fixed=header is not None)


def rename(request: Request) -> Response:
    """Keep the name in the session; without one editors are told apart by a number."""
    form = form_of(request)
    said = "" if form.get("anonymous") else clean_name(str(form.get("name") or ""))
    request.session["name"] = said
    request.session["said"] = f"Vos décisions sont signées « {who(request)} »."
    return RedirectResponse(back(request), 303)


SHORTCUTS = {
    "Partout": (
        ("?", "cette liste"),
        ("/", "rechercher"),
        ("v", "voix"),
        ("h", "historique"),
        ("u", "annuler ma dernière décision"),
        ("Échap", "fermer le panneau"),
    ),
    "Aller d’un passage à l’autre": (
        ("n", "suivant à décider"),
        ("p", "précédent à décider"),
        ("j", "marque suivante, décidée ou non (Entrée l’ouvre)"),
        ("k", "marque précédente"),
    ),
    "Décider": (
        ("a", "accepter, garder ou confirmer"),
        ("r", "refuser ou écarter"),
        ("e", "écrire un autre texte"),
        ("t", "toujours corriger ainsi"),
        ("i", "jamais ici"),
        ("d", "accepter ici, redemander à chaque fois"),
        ("s", "décider de tous les passages semblables"),
        ("c", "couper ou fusionner un tour de parole"),
    ),
    "Compléter et écouter": (
        ("x", "ajouter depuis le texte (les mots sélectionnés, s’il y en a)"),
        ("l", "ouvrir ou fermer le lecteur"),
    ),
}


def shortcuts(request: Request) -> Response:
    """The list of keys."""
    return render(request, "shortcuts.html", shortcuts=SHORTCUTS)


def switch(request: Request) -> Response:
    """Turn the single keys off or on, for this editor."""
    off = form_of(request).get("keys") == "off"
    request.session["keys_off"] = off
    request.session["said"] = "Touches seules désactivées." if off else "Touches seules activées."
    return RedirectResponse("/raccourcis", 303)


routes = [
    Route("/entrer", ask),
    Route("/entrer", enter, methods=["POST"]),
    Route("/nom", name),
    Route("/nom", rename, methods=["POST"]),
    Route("/raccourcis", shortcuts),
    Route("/raccourcis", switch, methods=["POST"]),
]
