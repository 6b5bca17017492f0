"""Who may reach the pages and what they send: hosts, origins, tokens, passwords, headers, hostile text."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path

import anyio
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.review import security
from tests.review.conftest import FIRST
from tests.review.editors import FETCH, ORIGIN, Editor, Page

DECISION = {"c": "0.0.0.1", "do": "accept"}


# ------------------------------------------------------------------------------------ the host


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "evil.example:8000", "[::1", "a@b"]
)
def test_other_host_names_are_refused(editor: Editor, host: str) -> None:
    for address in ("/", f"/r/{FIRST}", "/entrer", "/static/x/review.css"):
        answer = editor.get(address, host=host)
        assert answer.status_code == 421
        assert "Greffier" not in answer.text


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.20", "localhost"]
)
def test_own_names_and_addresses_are_served(editor: Editor, host: str) -> None:
    assert editor.get("/", host=host).status_code == 200


def test_a_name_that_was_allowed_is_served(folder: Path) -> None:
    editor = Editor(folder, allowed_hosts=("Relecture.ville.example",))
    assert editor.get("/", host="relecture.ville.example").status_code == 200
    assert editor.get("/", host="autre.ville.example").status_code == 421


# --------------------------------------------------------------------------------- the request


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9000"},
        {"origin": ""},
        {"origin": "", "referer": "https://evil.example/localhost:8000"},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
        {"origin": ORIGIN, "sec-fetch-site": "same-site"},
    ],
)
def test_forms_of_elsewhere_are_refused(editor: Editor, headers: dict[str, str]) -> None:
    answer = editor.post(f"/r/{FIRST}/corrections", DECISION, headers=headers)
    assert answer.status_code == 403
    assert not editor.store.events()


def test_a_referer_of_this_server_stands_for_a_missing_origin(editor: Editor) -> None:
    answer = editor.post("/nom", {"name": "Denis"}, headers={"origin": "", "referer": f"{ORIGIN}/nom"})
    assert answer.status_code == 303


@pytest.mark.parametrize("token", ["", "faux", "é", "a" * 5000])
def test_a_form_without_the_token_of_the_session_is_refused(editor: Editor, token: str) -> None:
    for headers in ({}, FETCH):
        answer = editor.post(f"/r/{FIRST}/corrections", {**DECISION, "csrf": token}, headers=headers)
        assert answer.status_code == 403
    other = Editor.beside(editor, "Denis")
    assert editor.post("/nom", {"csrf": other.token(), "name": "X"}).status_code == 403
    assert not editor.store.events()


def test_the_token_may_be_in_a_header(editor: Editor) -> None:
    answer = editor.post("/nom", {"csrf": "", "name": "Denis"}, headers={"x-csrf-token": editor.token()})
    assert answer.status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(editor: Editor, method: str) -> None:
    assert editor.client.request(method, f"/r/{FIRST}").status_code == 405


@pytest.mark.parametrize(
    "kind, body, status",
    [
        ("application/json", b"{}", 415),
        ("text/plain", b"csrf=1", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * security.MAX_BODY, 413),
        ("application/x-www-form-urlencoded", b"a=1&" * (security.MAX_FIELDS + 1), 403),
    ],
)
def test_only_forms_of_a_sane_size_are_read(editor: Editor, kind: str, body: bytes, status: int) -> None:
    headers = {"origin": ORIGIN, "content-type": kind}
    assert editor.client.post(f"/r/{FIRST}/corrections", content=body, headers=headers).status_code == status


def test_a_body_that_lies_about_its_length_is_cut(editor: Editor) -> None:
    def parts():
        for _ in range(40):
            yield b"x" * 65536

    headers = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    assert editor.client.post("/nom", content=parts(), headers=headers).status_code == 413


# --------------------------------------------------------------------------------- the answer


def test_every_answer_carries_the_headers(editor: Editor) -> None:
    for address in ("/", f"/r/{FIRST}", "/rien", f"/r/{FIRST}/etat", "/raccourcis"):
        headers = editor.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"].startswith("private")
    refused = editor.get("/", host="evil.example")
    assert "content-security-policy" in refused.headers


def test_pages_hold_no_script_or_style_of_their_own(editor: Editor) -> None:
    for address in ("/", f"/r/{FIRST}", f"/r/{FIRST}/voix", f"/r/{FIRST}/actions", "/archive", "/raccourcis"):
        for tag, attributes in editor.page(address).tags:
            assert tag != "style" and not (tag == "script" and "src" not in attributes)
            assert not [a for a in attributes if a == "style" or a.startswith("on")]


def test_the_stylesheet_is_kept_for_ever_under_an_address_of_its_content(editor: Editor) -> None:
    page = editor.page("/")
    address = next(a["href"] for t, a in page.tags if t == "link" and a.get("rel") == "stylesheet")
    answer = editor.get(address)
    assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")
    for wrong in ("/static/x/review.css", address.replace("review", "autre"), "/static/x/..%2f..%2fapp.py"):
        assert editor.get(wrong).status_code == 404


def cookie_name(folder: Path) -> str:
    return security.session_cookie(security.session_key(folder))


def test_two_folders_open_at_once_keep_their_sessions(folder: Path, tmp_path: Path) -> None:
    one, other = Editor(folder, "Claire"), Editor(tmp_path)
    other.client.cookies = one.client.cookies  # one browser
    other.get("/")
    one.client.cookies = other.client.cookies
    assert "Vous signez : Claire" in one.page("/").words.replace("\xa0", " ")


def test_the_session_cookie_is_strict_and_out_of_reach_of_scripts(folder: Path) -> None:
    cookie = Editor(folder).get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


def test_a_link_from_elsewhere_does_not_start_a_new_session(folder: Path) -> None:
    answer = Editor(folder).get("/", **{"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert answer.status_code == 200 and 'http-equiv="refresh"' in answer.text
    assert "set-cookie" not in answer.headers


def test_the_key_of_the_sessions_is_made_once_for_the_owner_alone(folder: Path) -> None:
    key = security.session_key(folder)
    assert len(key) == 64 and security.session_key(folder) == key
    assert stat.S_IMODE((folder / ".greffier" / "session.key").stat().st_mode) == 0o600


def test_a_forged_session_is_worth_nothing(folder: Path) -> None:
    import base64

    editor = Editor(folder, password="secret")
    forged = base64.b64encode(json.dumps({"entered": True, "csrf": "x"}).encode()).decode() + ".aaaa.bbbb"
    assert editor.get("/", cookie=f"{cookie_name(folder)}={forged}").headers["location"] == "/entrer"


# ------------------------------------------------------------------------------- the password


def test_nothing_is_shown_without_the_password(folder: Path) -> None:
    editor = Editor(folder, password="correct cheval")
    for address in ("/", f"/r/{FIRST}", f"/r/{FIRST}/media", "/archive", "/nom", f"/r/{FIRST}/etat", "/rien"):
        answer = editor.get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/entrer")
    page = Page(editor.get("/entrer").text)
    token = page.field("csrf")
    for answer in (
        editor.client.post("/nom", data={"csrf": token, "name": "x"}, headers={"origin": ORIGIN}),
        editor.get(f"/r/{FIRST}/etat", **FETCH),
    ):
        assert answer.status_code == 401


def test_the_password_lets_in_and_a_wrong_one_closes_the_door_for_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Editor(folder, password="correct cheval")
    door = editor.app.state.door
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("pipeline.review.security.anyio.sleep", sleep)

    def tried(password: str):
        token = Page(editor.get("/entrer").text).field("csrf")
        fields = {"csrf": token, "password": password}
        return editor.client.post("/entrer", data=fields, headers={"origin": ORIGIN})

    before = editor.client.cookies.get(cookie_name(folder))
    for wrong in ("", "correct", "correct cheval ", "é"):
        answer = tried(wrong)
        assert answer.status_code == 403 and "pas le mot de passe" in answer.text
    assert slept[0] == 0 and 0 < slept[1] < slept[2] < slept[3]
    assert door.wait() <= door.LONGEST
    assert tried("correct cheval").status_code == 303
    assert editor.get("/").status_code == 200
    assert editor.client.cookies[cookie_name(folder)] != before


def test_tries_wait_for_each_other_and_not_without_end() -> None:
    door = security.Door("correct cheval")
    door.LONGEST = 0.01

    async def tries() -> list[bool]:
        found: list[bool] = []

        async def one(password: str) -> None:
            found.append(await door.opens(password))

        async with anyio.create_task_group() as group:
            for _ in range(door.QUEUE + 10):
                group.start_soon(one, "faux")
        await one("correct cheval")
        return found

    *wrong, right = anyio.run(tries)
    assert right and not any(wrong)


def test_the_proxy_says_who_is_there(folder: Path) -> None:
    editor = Editor(folder, user_header="X-Remote-User")
    assert editor.get("/").status_code == 403
    page = Page(editor.get(f"/r/{FIRST}", **{"X-Remote-User": "Claire\t Martin"}).text)
    assert "Vous signez : Claire Martin" in page.words.replace("\xa0", " ")
    assert "Rester anonyme" not in page.words


def test_whoever_gives_no_name_is_anonymous(folder: Path) -> None:
    editor = Editor(folder)
    assert "Rester anonyme" in editor.page("/").words
    editor.post("/nom", {"anonymous": "1"})
    page = editor.page(f"/r/{FIRST}")
    assert "Rester anonyme" not in page.words
    editor.send(editor.page(f"/r/{FIRST}{page.hrefs('^.c=')[0]}"), "accept")
    name = editor.store.events()[0].who
    assert name.startswith("anonyme ")
    assert f"signez : {name}" in editor.page("/").words.replace("\xa0", " ")
    other = Editor.beside(editor, "")
    assert f"signez : {name}" not in other.page("/").words.replace("\xa0", " ")


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "/\r\nX: y"]
)
def test_forms_lead_back_to_this_server_only(editor: Editor, back: str) -> None:
    assert editor.post("/nom", {"name": "x", "back": back}).headers["location"] == "/"


# -------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "relecture.ville.example"])
def test_other_machines_are_let_in_only_with_a_password_or_a_proxy(folder: Path, host: str) -> None:
    result = CliRunner().invoke(cli, ["review", str(folder), "--host", host])
    assert result.exit_code == 2
    assert "--password-file" in result.output and "Traceback" not in result.output


def test_an_empty_password_is_refused(folder: Path) -> None:
    path = folder / "mot"
    path.write_text("\n")
    result = CliRunner().invoke(cli, ["review", str(folder), "--password-file", str(path)])
    assert result.exit_code == 2 and "no password" in result.output


# ----------------------------------------------------------------------------- hostile text

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; alert(1); '",
    "{{ 7*7 }}{% raw %}{# x #}",
    "\u202egnirts\u2066",
    "\x00\x08\x1b[31m",
    "a" * 3000,
    "]]>--><!--",
    "</textarea></select></title>",
    "javascript:alert(1)",
)


@pytest.fixture
def hostile(folder: Path) -> Editor:
    """A recording whose every text is an attack, with an id that is none beside it."""
    path = folder / FIRST / "webinar.json"
    document = json.loads(path.read_text("utf-8"))
    evil = "".join(EVIL)
    document["metadata"] |= {"title": evil, "organiser": evil}
    for person in document["participants"]:
        person |= {"name": evil, "role": evil, "organisation": evil}
    for row in document["corrections"]:
        row |= {"before": evil, "after": evil + " bis", "why": evil, "entry": evil}
    for row in document["turns"]:
        row |= {"evidence": [evil], "confidence": 0.1}
    for row in document["figures"]:
        row |= {"text": evil, "about": evil, "unit": evil, "sentence": evil, "value": None}
    for row in document["actions"]:
        row |= {"text": evil, "actor": evil, "verb": evil, "object": evil, "sentence": evil, "deadline": evil}
    document["chapters"] = [{"start": 0, "title": evil, "cue": 0, "raw_start": 0, "raw_end": 0}]
    document["summary"] |= {"standfirst": evil}
    document["cues"][0]["raw"] = evil
    document["source"] |= {"platform": "dailymotion", "video_id": '"><script>'}
    path.write_text(json.dumps(document), "utf-8")
    shutil.copytree(folder / FIRST, folder / "<b>x")
    return Editor(folder, evil)


def test_hostile_text_is_shown_as_text(hostile: Editor) -> None:
    seen = ["/", "/archive", "/historique", f"/r/{FIRST}/rechercher?q=%3Cscript%3E", f"/r/{FIRST}/historique"]
    seen += [
        f"/r/{FIRST}{end}"
        for end in ("", "/voix", "/chiffres", "/actions", "/resume", "/ajouter?mots=%3Cb%3E")
    ]
    for end in ("", "/chiffres", "/actions", "/resume"):
        links = hostile.page(f"/r/{FIRST}{end}").hrefs(r"^\?\w+=[\d.]+#panneau")
        assert links, end
        seen += [f"/r/{FIRST}{end}{href}" for href in links[:4]]
    plain = Editor(hostile.app.state.settings.folder).page("/raccourcis")
    for address in seen:
        page = hostile.page(address)
        scripts = [a for t, a in page.tags if t == "script"]
        assert len(scripts) == len([a for t, a in plain.tags if t == "script"]), address
        assert not [t for t, _ in page.tags if t in ("img", "iframe", "object")], address
        assert not [a for _, a in page.tags for name in a if name.startswith("on")], address
        assert not [h for h, _ in page.links if not h.startswith(("/", "?", "#", "https://"))], address
        assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page.html), address
        assert "49{%" not in page.html, address


def test_a_name_cannot_inject_either(hostile: Editor) -> None:
    page = hostile.page(f"/r/{FIRST}")
    href = page.hrefs(r"^\?c=")[0]
    hostile.send(hostile.page(f"/r/{FIRST}{href}"), "edit", after="<script>alert(2)</script>{{ 1 }}")
    for address in (f"/r/{FIRST}{href}", f"/r/{FIRST}/historique", "/historique"):
        assert "<script>alert" not in hostile.page(address).html
    answer = hostile.get(f"/r/{FIRST}/rechercher?q=%3Cscript%3Ealert(2)")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "9" * 5000, "²", "1e9", "\x00"])
def test_any_number_of_events_seen_is_borne(editor: Editor, seen: str) -> None:
    href = editor.page(f"/r/{FIRST}").hrefs(r"^\?c=")[0]
    answer = editor.send(editor.page(f"/r/{FIRST}{href}"), "accept", seen=seen)
    assert answer.status_code == 303


def test_signs_that_no_one_sees_are_not_stored(editor: Editor) -> None:
    href = editor.page(f"/r/{FIRST}").hrefs(r"^\?c=")[0]
    words = "loi\x00 REEN\u202e\u2066\x1b du\xa015\n novembre"
    editor.send(editor.page(f"/r/{FIRST}{href}"), "edit", after=words)
    (event,) = editor.store.events(FIRST)
    assert event.value == {"after": "loi REEN du 15 novembre"}


def test_folders_that_are_no_recording_are_left_alone(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.copytree(folder / FIRST, outside)
    (folder / "lien").symlink_to(outside)
    editor = Editor(folder)
    assert editor.get("/r/lien").status_code == 404
    assert "lien" not in [h.rsplit("/", 1)[-1] for h, _ in editor.page("/").links]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000/static/?", "localhost/entrer#", "localhost?/static/", "a@localhost", ""]
)
def test_a_path_in_the_host_opens_no_door(folder: Path, host: str) -> None:
    editor = Editor(folder, password="secret")
    assert editor.get("/", host=host).status_code == 421
    assert editor.get(f"/r/{FIRST}", host=host).status_code == 421


@pytest.mark.parametrize("origin", ["http://[", "null", "//", "http://localhost:8000.ailleurs.example"])
def test_an_origin_that_is_none_is_refused(editor: Editor, origin: str) -> None:
    assert editor.post("/nom", {"name": "X"}, headers={"origin": origin}).status_code == 403


def test_a_name_announced_twice_is_nobodys(folder: Path) -> None:
    editor = Editor(folder, user_header="X-Remote-User")
    twice = [("X-Remote-User", "admin"), ("X-Remote-User", "Denis")]
    assert editor.client.get("/", headers=twice).status_code == 403


def test_a_name_with_accents_is_read_as_the_proxy_sends_it(folder: Path) -> None:
    editor = Editor(folder, user_header="X-Remote-User")
    for sent in ("Hélène".encode(), "Hélène".encode("latin-1")):
        assert "Hélène" in editor.client.get("/", headers=[(b"X-Remote-User", sent)]).text


def test_an_allowed_host_may_be_given_with_its_port(folder: Path) -> None:
    editor = Editor(folder, allowed_hosts=("Greffier.example:8443",))
    assert editor.get("/", host="greffier.example:8443").status_code == 200


def test_another_password_ends_all_sessions(folder: Path) -> None:
    editor = Editor(folder, password="ancien")
    fields = {"csrf": editor.page("/entrer").field("csrf"), "password": "ancien"}
    editor.client.post("/entrer", data=fields, headers={"origin": ORIGIN})
    assert editor.get("/").status_code == 200
    later = Editor(folder, password="nouveau")
    later.client.cookies = editor.client.cookies
    assert later.get("/").headers["location"] == "/entrer"
