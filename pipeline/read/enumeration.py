"""People in sentences: an introducer, then people joined by commas, semicolons or "et", each with details.

::

    sentence := … introducer list … | list verb list | list verb …
    list     := person (joint person)*
    person   := [article] [title] [function] NAME [details]
    details  := "(" … ")" | dash … | ", " … | "de la" organisation

The French words are in `introducers` and `patterns`. Names are looked for in a mask of the sentence, of
the same length, where quotations and addresses are blank: a title between quotation marks names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.french.first_names import is_first_name
from pipeline.french.frequency import zipf
from pipeline.model import Kind
from pipeline.read import introducers as french
from pipeline.read.patterns import (
    INNER,
    NAME,
    ORGANISATION_TOKENS,
    ORGANISATION_WORDS,
    OWNERS,
    PLACES,
    PLACES_TOO,
    RANKS,
    ROLE_WORDS,
    TITLES,
)
from pipeline.read.people import Person, capital, is_name, published_name, role_and_organisation

_IN_TEXT = re.compile(rf"(?:(?<![\w’'@./-])|(?<=\b[dDlL]['’]))(?:{TITLES})?(?P<name>{NAME})(?![\w@])")
_FIRST = re.compile(
    rf"{french.FILLER}(?:d['’]|de\s|à\s)?(?:{french.APPOSED}|{french.PREFIX})(?P<name>(?-i:{NAME}))(?![\w@])",
    re.IGNORECASE,
)
_MARK = re.compile(
    rf"(?<!\w)(?:(?P<verb>{french.RECEIVES})|(?P<runs>{french.RUNS})|(?P<host>{french.HOST})|(?P<led>{french.LED})|"
    rf"(?P<speaker>{french.SPEAKERS})|"
    r"(?P<by>\bpar\b)|(?P<spoke>" + french.SPEAKS + "))",
    re.IGNORECASE,
)
_BY = re.compile(french.BY, re.IGNORECASE)
_TOLD = re.compile(french.TOLD, re.IGNORECASE)
_HOSTING = re.compile(rf"\s*{french.HOSTING}", re.IGNORECASE)
_JOINT = re.compile(rf"(?:{french.LINK}{french.APPOSED}|{french.JOINT}{french.PREFIX})$", re.IGNORECASE)
_START = re.compile(
    rf"^{french.FILLER}(?:d['’]|de\s|à\s)?(?:{french.APPOSED}|{french.PREFIX})$", re.IGNORECASE
)
_SUBJECT = re.compile(
    rf"(?:\A\W*|[,:!?…»·]|\bet|\boù|\bque)\s*(?:{french.APPOSED}|{french.PREFIX})$", re.IGNORECASE
)
_LEADING = re.compile(rf"(?:\A\W*|[:·] *)(?:{french.APPOSED}|{french.PREFIX})$", re.IGNORECASE)
_RANK = re.compile(rf"\b(?P<rank>{RANKS})[ \u00a0]$")
_MASKED = re.compile(
    r"«[^»]{0,300}»|“[^”]{0,300}”|\"[^\"\n]{0,300}\"|https?://\S{1,500}|www\.\S{1,500}|\S{1,64}@\S{1,200}|[#@]\w{1,80}"
)
_INSIDE = re.compile(r"(?<!\s)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ATTACHED = re.compile(
    r"(?<!\s)\s+(?:de\s+la\s|de\s+l['’]|du\s|des\s|de\s|d['’]|pour\s+l[ea]\s|pour\s+l['’]|chez\s|à\s+la\s|à\s+l['’]|au\s)"
)
_TITLE = re.compile(r"l[ae]|Mme|Mmes|Mlle|MM?\.|Monsieur|Madame|Dr\.?|Pr\.?|Me|Docteur|Professeure?|Maître")
_LAST = 120
"""Characters before a name in which the words that join it to the one before are looked for."""
_SUBJECTS = 600
"""Characters before a verb in which its subjects are looked for."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    person: Person


def mask(text: str) -> str:
    """Return the text with its quotations, addresses and tags blanked, character for character."""
    return _MASKED.sub(lambda m: "·" * len(m.group()), text)


def known_name(name: str) -> bool:
    """Whether a name shows by itself that it is a person's: a usual first name, or a surname in capitals."""
    words = name.split()
    if is_first_name(words[0]):
        return words[0].lower() not in PLACES_TOO
    return (
        not words[0].isupper() and len(words[-1]) > 2 and words[-1].isupper() and zipf(words[0].lower()) < 3.5
    )


def is_person(name: str) -> bool:
    """Whether a name can be a person's in a sentence, where programmes and firms have capitals too."""
    name = name.strip(" .")
    if not is_name(name):
        return False
    first, last = name.split()[0], name.split()[-1]
    if known_name(name):
        return True
    if first.isupper() and last.isupper() and len(first) > 2:
        return False
    return zipf(first.lower()) < 3.5 and not (sum(c.isupper() for c in last) >= 2 and last.isupper())


def list_of_people(text: str, kind: Kind, *, line: bool = False) -> list[Person]:
    """Return the people of an enumeration that begins with a person.

    ``line``: the text is one line of a list, where a second group of capitals is rather an organisation.
    """
    return [found.person for found in _enumerate(text, mask(text), 0, len(text), kind, line=line)]


def _depths(text: str) -> list[int]:
    depths, depth = [], 0
    for char in text:
        if char == ")":
            depth = max(0, depth - 1)
        depths.append(depth)
        if char == "(":
            depth += 1
    return depths


def _candidates(masked: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    depths = _depths(masked[start:stop])
    at = start
    while match := _IN_TEXT.search(masked, at, stop):
        at = match.end()
        if depths[match.start() - start]:
            continue
        begin, end = match.span("name")
        words = masked[begin:end].split(" ")
        while len(words) > 2 and (_TITLE.fullmatch(words[0]) or ROLE_WORDS.fullmatch(words[0])):
            begin += len(words.pop(0)) + 1
        if len(words) >= 3 and not is_first_name(words[0]) and is_first_name(words[1]):
            before = masked[max(start, begin - 12) : begin]
            if re.search(r"(?:\bde |\bd['’]|\bà |\bdu )$", before):
                begin += len(words.pop(0)) + 1
        for number, word in enumerate(words):
            rest = " ".join(words[number + 1 :])
            owner = word.islower() and (
                (rest.isupper() and len(rest) > 2 and not words[number - 1].isupper())
                or ORGANISATION_WORDS.match(rest)
                or not ORGANISATION_TOKENS.isdisjoint(rest.lower().split())
            )
            function = ROLE_WORDS.fullmatch(word) and words[number - 1] not in ("Le", "La")
            if number >= 2 and (owner or function):
                end = masked.index(f" {word}", begin)
                break
        yield begin, begin + len(masked[begin:end].rstrip("."))


def _opens_function(after: str) -> bool:
    """Whether the words after a name present it: a function after a comma or a dash, or a parenthesis."""
    match = re.match(r"\s*(?:(?P<paren>\()|,\s*(?P<next>\S.{0,60})|[-–—]\s+(?P<dash>\S.{0,60}))", after)
    if not match:
        return False
    if match["paren"]:
        return True
    following = match["next"] or match["dash"]
    appositive = following[:1].islower() and not french.STOP.match(following) and not _JOINED.match(following)
    return bool(ROLE_WORDS.match(following) or match["dash"] or appositive)


_JOINED = re.compile(r"(?:et|ainsi|puis|avec|de|du|des|à|au|aux|chez|pour|par|en|le|la|les)\b|[dl]['’]")


_ARTICLE = re.compile(rf"(?:\b(?:l[ae]s?|notre|son|sa|une?|du|au|des)\s|l['’]\s?|{TITLES})$", re.IGNORECASE)
_NAMED_AFTER = re.compile(
    rf"\b(?:{OWNERS}|{INNER})$|(?:\b(?:du|la|des|les|au|aux|à)\s|\bl['’])(?:{PLACES})$|"
    r"\b(?:de|du|des|à|avec|pour|sur)$",
    re.IGNORECASE,
)


def _named_after(opening: re.Match[str]) -> bool:
    """Whether a name belongs to what stands before: "la directrice du lycée X", "l'élève de X"."""
    return bool(opening["pre"] and _NAMED_AFTER.search(opening["pre"]))


def _before_name(before: str, function: str) -> bool:
    """Whether a function presents the name after it ("la sociologue X"), unlike "l'association X"."""
    return bool(_ARTICLE.search(before)) and not _NAMED_AFTER.search(function)


def _presented(after: str) -> bool:
    """Whether a function follows a name at once, which no organisation has."""
    match = re.match(r"\s*(?:\(|,|[-–—]\s)\s*(?P<next>\S.{0,60})", after)
    return bool(match and ROLE_WORDS.match(match["next"]))


def _enumerate(
    text: str, masked: str, start: int, stop: int, kind: Kind, *, line: bool = False, commas: bool = True
) -> list[_Found]:
    # where the joint begins, start and end of the name, a function before it
    kept: list[tuple[int, int, int, str | None]] = []
    for begin, end in _candidates(masked, start, stop):
        name = masked[begin:end]
        after = masked[end:stop]
        if not kept:
            opening = _START.match(masked[start:begin]) if begin - start <= _LAST else None
            if not opening:
                return []
            if _named_after(opening):
                continue
            if not is_person(name) and not (is_name(name) and _presented(after)):
                return []
            kept.append((start, begin, end, opening["pre"] or opening["fun"]))
            continue
        last = kept[-1][2]
        low = max(last, begin - _LAST)
        joint = _JOINT.search(masked, low, begin)
        if not joint or not (is_person(name) or (is_name(name) and _presented(after))):
            continue
        if joint["pre"] and not _before_name(masked[joint.start() : joint.start("pre")], joint["pre"]):
            continue
        said = masked[last : joint.start()]
        strong = bool(joint["pre"] or joint["fun"]) or known_name(name) or _opens_function(after)
        if _ended(said) and not _opens_function(after):
            continue
        joined = bool(joint["and"]) or joint.group()[:1] != ","
        if not commas and not joined:
            stop = joint.start()
            break  # "au micro de X, Y raconte": Y is the next subject
        if joint["of"] and not joined and not known_name(name):
            continue
        bare = not said.strip(" ,")
        told = bare or said.rstrip().endswith(")") or _ATTACHED.match(said)
        told = told or bool(ORGANISATION_WORDS.match(said.rsplit(",", 1)[-1].strip()))
        if not joined and not told and not strong:
            continue  # after a function, a group of capitals is an organisation
        if not joined and bare and line and not known_name(name):
            continue
        kept.append((joint.start(), begin, end, joint["pre"] or joint["fun"]))
    found = []
    for number, (_, begin, end, before) in enumerate(kept):
        upto = kept[number + 1][0] if number + 1 < len(kept) else stop
        role, organisation, length = _details(text[end:upto])
        rank = _RANK.search(masked, max(0, begin - _LAST), begin)
        if before and not role and not before.split()[0].endswith("s"):
            role = capital(before)
        elif rank and not role and masked.find(" ", rank.start()) < begin:
            role = capital(rank["rank"])
        if _HOSTING.match(text, end):
            person = Person(published_name(text[begin:end]), kind="host")
        elif french.WHO_HOSTS.search(masked, end, upto):
            person = Person(published_name(text[begin:end]), role, organisation, "host")
        else:
            person = Person(published_name(text[begin:end]), role, organisation, kind)
        found.append(_Found(begin, end + length, person))
    return found


def _ended(said: str) -> bool:
    """Whether the sentence has gone on to something else than the person."""
    outside = _INSIDE.sub("", said)
    if re.match(r"\s+[^\W\d_]", outside) and not (
        _ATTACHED.match(outside) or ROLE_WORDS.match(outside.lstrip())
    ):
        return True
    parts = [part.strip() for part in outside.split(",")]
    return any(
        (stopped := french.STOP.match(part)) and not re.match(r"(?:qui|dont|où)\b", stopped.group())
        for part in parts[1:]
    ) or any(
        (within := french.STOP_INSIDE.search(part)) and not re.match(r"\s(?:qui|dont)\s", within.group())
        for part in parts
    )


def _details(rest: str) -> tuple[str | None, str | None, int]:
    """Return function, organisation and how many characters tell them."""
    if inside := _INSIDE.match(rest):
        role, organisation = role_and_organisation(inside.group(1))
        more = rest[inside.end() :]
        if role is None and re.match(r"\s*,\s*", more):
            role = role_and_organisation(_said(more))[0]
        return role, organisation, inside.end()
    if re.match(r"\s*[,:|]|\s+[-–—]\s", rest):
        said = _said(rest)
        role, organisation = role_and_organisation(said)
        return role, organisation, len(said)
    if re.match(r"\s+\S", rest) and ROLE_WORDS.match(rest.lstrip()):
        said = _said(rest)
        return *role_and_organisation(said), len(said)
    if _ATTACHED.match(rest):
        said = _said(rest, attached=True)
        bare = _ATTACHED.sub("", said, count=1).strip(" .;")
        if ORGANISATION_WORDS.match(bare) or bare[:1].isupper():
            return *role_and_organisation(said), len(said)
    return None, None, 0


_DEEPER, _HIGHER = re.compile(r"[(«“]"), re.compile(r"[)»”]")


def _said(rest: str, *, attached: bool = False) -> str:
    """Cut what follows a name where it is no longer about the person."""
    parts = re.split(r",", rest)
    kept: list[str] = []
    depth = 0
    for number, part in enumerate(parts):
        if depth == 0 and (number or not attached) and french.STOP.match(part.strip()):
            break
        if depth == 0 and number and attached:
            break
        inside = french.STOP_INSIDE.search(part) if depth == 0 else None
        kept.append(part[: inside.start()] if inside else part)
        depth = max(0, depth + len(_DEEPER.findall(part)) - len(_HIGHER.findall(part)))
        if inside:
            break
    return _without_joint(",".join(kept))


_LAST_JOINT = re.compile(r"\b(?:et|puis|ainsi que|avec)$")


def _without_joint(text: str) -> str:
    """A text without the signs and conjunctions that end it."""
    end = len(text)
    while end:
        if text[end - 1].isspace() or text[end - 1] in ",;:/•|":
            end -= 1
        elif joint := _LAST_JOINT.search(text, max(0, end - 10), end):
            end = joint.start()
        else:
            break
    return text[:end]


_ABBREVIATION = re.compile(r"\b(?:[A-ZÀ-Ý]|MM|Dr|Pr|St|Ph)\.$")
_END = re.compile(r"(?<=[\w»)”’ \u00a0\u202f][.!?…])\s+(?=[A-ZÀ-Ý«#\"(])|\n\s*|(?<!\s)\s+(?=[•▪►‣]\s)")


def sentences(text: str) -> list[str]:
    """Cut at the end of sentences and lines, not after an initial or a title."""
    found, start = [], 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(
            text[max(start, match.start() - 12) : match.start()]
        ):
            continue
        found.append(text[start : match.start()])
        start = match.end()
    return [s for s in [*found, text[start:]] if s.strip()]


def people_of_prose(text: str) -> list[Person]:
    """Return the people of running text, where words around a name tell that they speak."""
    people: list[Person] = []
    going: Kind | None = None
    for sentence in sentences(text.replace("**", "").replace("__", "")):
        found, labelled = _people_of_sentence(sentence, going)
        going = labelled
        people += found
    hosted = any(person.kind == "host" for person in people)
    return [replace(p, kind="speaker" if hosted else "host") if p.kind == "unknown" else p for p in people]


def _people_of_sentence(text: str, going: Kind | None) -> tuple[list[Person], Kind | None]:
    """Return the people of one sentence, and the part of those whom the next may go on listing."""
    masked = mask(text)
    talk, told = _first_end(_BY, masked), _first_end(_TOLD, masked)
    marks = [m for m in _MARK.finditer(masked) if _announces(masked, m, min(talk, told))]
    last_with = max((n for n, m in enumerate(marks) if _WITH.match(m.group())), default=-1)
    people: list[Person] = []
    label: Kind | None = None
    covered = 0
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        group = mark.lastgroup
        if group in ("verb", "runs", "spoke") and covered <= mark.start():
            kind: Kind = "speaker" if group == "spoke" else "host"
            subjects = _subjects(text, masked, covered, mark.start(), kind)
            people += [f.person for f in subjects]
            covered = mark.start()
            if french.NOUN_TOO.match(mark.group()) and not subjects:
                continue
        elif number == 0 and _WITH.match(mark.group()):
            people += [f.person for f in _leads(text, masked, mark.start(), "host") if f.person.role]
        elif number == 0 and french.GUEST_OF.match(mark.group()):
            people += [f.person for f in _leads(text, masked, mark.start(), "speaker")]
        lists = _LISTS.match(masked, mark.end()) if group == "runs" else None
        if group == "spoke" or (group == "runs" and not lists):
            continue
        begin = lists.end() if lists else mark.end()
        kind = _kind(masked, mark, number < last_with, talk)
        next_speaks = number + 1 < len(marks) and marks[number + 1].lastgroup == "spoke"
        guests = (
            number == 0 and bool(french.GUEST_OF.match(mark.group())) and not masked[: mark.start()].strip()
        )
        commas = not (guests or (kind == "host" and next_speaks))
        colon = _colon(masked, mark, stop, kind)
        found = _enumerate(text, masked, begin, colon or stop, kind, commas=commas)
        if colon:
            if len(found) == 1 and kind == "speaker":
                found[0] = replace(found[0], person=replace(found[0].person, kind="host"))
            found += _enumerate(text, masked, colon + 1, stop, "speaker")
        if guests and found and not next_speaks:
            found += _enumerate(text, masked, found[-1].end, stop, "speaker")
        people += [f.person for f in found]
        if found:
            covered = max(covered, found[-1].end)
            if mark.group().endswith(":"):
                label = kind
    if not marks and (listed := _people_unannounced(text, masked, going)) is not None:
        return listed, going if listed else None
    known = {p.name for p in people}
    people += [p for p in _in_parentheses(text, masked) if p.name not in known]
    return sorted(people, key=lambda p: p.kind == "speaker"), label


def _people_unannounced(text: str, masked: str, going: Kind | None) -> list[Person] | None:
    """Return the people of a sentence that no word announces; ``None`` where it does not list them.

    It goes on with the list of the sentence before (``going``), it lists people who all have a function
    or an organisation, or it does so after an event and a colon ("Cellule de crise : X, préfet, …").
    """
    first = _IN_TEXT.match(masked)
    if going and first and _opens_function(masked[first.end() :]):
        return list_of_people(text, going)
    if not going and first:
        listed = list_of_people(text, "speaker")
        if _all_presented(listed) and any(known_name(p.name) for p in listed):
            return listed
    colon = _ASSEMBLED.search(masked)
    first = _FIRST.match(masked, colon.end()) if colon else None
    if not colon or not first or not known_name(first["name"]) or text.rstrip().endswith("?"):
        return None
    before = masked[max(0, colon.start() - _TITLE_BEFORE) : colon.start()]
    event = french.EVENT.search(before) or french.ASSEMBLY.search(before) or _BY.search(before)
    if not event or french.READ.search(before) or french.WORK.search(before):
        return None
    listed = [f.person for f in _enumerate(text, masked, colon.end(), len(text), "speaker")]
    return listed if _all_presented(listed) else None


def _all_presented(people: list[Person]) -> bool:
    return len(people) > 1 and all(person.role or person.organisation for person in people)


_WITH = re.compile(r"avec\b|entourée?s?\b", re.IGNORECASE)
_LISTS = re.compile(r"\s*[;:]")
_ASSEMBLED = re.compile(r" ?:(?=\s)")
_COLON = re.compile(r"(?<=[\w)»·]) ?:\s")
_TITLE_BEFORE = 300
"""Characters before "par" in which the event is looked for."""


def _first_end(pattern: re.Pattern[str], masked: str) -> int:
    """Where the first match ends; past the text when there is none."""
    match = pattern.search(masked)
    return match.end() if match else len(masked) + 1


def _kind(masked: str, mark: re.Match[str], with_others: bool, talk: int) -> Kind:
    """The part of those whom a mark announces; ``unknown``: the host, unless the page names another.

    ``with_others``: "avec" and people follow; ``talk``: where the first word of a talk ends.
    """
    if mark.lastgroup == "host" and french.PRESENTED.match(mark.group()):
        shown = french.SHOW.search(masked, max(0, mark.start() - _TITLE_BEFORE), mark.start())
        return "host" if shown else "unknown"
    if mark.lastgroup in ("host", "led"):
        return "speaker" if french.OPENED.match(mark.group()) else "host"
    if mark.lastgroup == "by":  # "une interview de X par Y", "un atelier, par X, avec Y"
        return "host" if talk <= mark.start() or (with_others and _given(masked, mark.start())) else "speaker"
    interviewer = re.search(r"(?:\bde|\bd['’]|\s)$", mark.group()) and _BY.match(mark.group())
    return "host" if interviewer and with_others else "speaker"


def _given(masked: str, start: int) -> bool:
    """Whether "par", at ``start``, follows the title of an event: "un atelier « … », par X"."""
    if masked[max(0, start - 8) : start].rstrip()[-1:] not in tuple(",·–—-"):
        return False
    events = list(french.EVENT.finditer(masked, max(0, start - _TITLE_BEFORE), start))
    return bool(events) and not french.WORK.search(masked, events[-1].end(), start)


def _colon(masked: str, mark: re.Match[str], stop: int, kind: Kind) -> int | None:
    """Where a colon opens the list of those who speak, after the host ("animé par X, maire : Y, Z")."""
    if kind == "speaker" and not french.GATHERED.match(mark.group()):
        return None
    colon = _COLON.search(masked, mark.end(), stop)
    first = _FIRST.match(masked, colon.end()) if colon else None
    if not first or not (known_name(first["name"]) or _presented(masked[first.end() : first.end() + _LAST])):
        return None
    return masked.index(":", colon.start())


def _announces(masked: str, mark: re.Match[str], talk: int) -> bool:
    """Whether people follow a mark; ``talk``: where the first word of a talk or an interview ends."""
    group = mark.lastgroup
    if group in ("runs", "spoke"):
        return not french.RELATIVE.search(masked, max(0, mark.start() - 20), mark.start())
    if group == "by" and not (talk <= mark.start() or _given(masked, mark.start())):
        return False
    first = _FIRST.match(masked, mark.end())
    if not first or _named_after(first):
        return False
    sure = known_name(first["name"])
    after = masked[first.end() : first.end() + _LAST]
    if group in ("host", "speaker") and (alone := french.ALONE.fullmatch(mark.group())):
        return sure or bool(alone["comma"] and _opens_function(after))
    if group == "led":
        if french.NOT_EVENTS.search(masked, max(0, mark.start() - _LAST), mark.start()) and (
            french.CHAIRED.match(mark.group()) or not _given(masked, mark.start())
        ):
            return False
        event = french.EVENT.search(masked, max(0, mark.start() - _LAST), mark.start())
        if french.HELD.match(mark.group()) and not event:
            return False
        presented = first["pre"] or first["fun"] or (sure and _opens_function(after))
        return bool(presented) or not french.PROPOSED.match(mark.group())
    before = masked[max(0, mark.start() - 60) : first.start("name")]
    return group == "verb" or not french.NOT_WITH.search(re.sub(r"(?<!\s)\s+$", " ", before))


def _leads(text: str, masked: str, stop: int, kind: Kind) -> list[_Found]:
    """Return those who open a sentence before "avec" or "au micro de": "X, maire, avec Y"."""
    found = _subjects(text, masked, 0, stop, kind)
    if not found or not known_name(found[0].person.name):
        return []
    start = found[0].start
    return found if _LEADING.search(masked, max(0, start - _LAST), start) else []


def _subjects(text: str, masked: str, start: int, stop: int, kind: Kind) -> list[_Found]:
    """Return the people who are the subject of the verb at ``stop``."""
    start = max(start, stop - _SUBJECTS)
    for begin, end in _candidates(masked, start, stop):
        opening = _SUBJECT.search(masked[max(start, begin - _LAST) : begin])
        if not opening or _named_after(opening) or not is_person(masked[begin:end]):
            continue
        found = _enumerate(text, masked, begin, stop, kind)
        tail = masked[found[-1].end : stop] if found else "x"
        if found and re.fullmatch(
            r"[\s,)]*(?:(?:est|sont|se|y|vous|nous|en|tous|toutes|deux|trois|les|ensuite|ensemble)\s+)*", tail
        ):
            first = found[0].person
            if (before := opening["pre"] or opening["fun"]) and not first.role:
                found[0] = replace(found[0], person=replace(first, role=capital(before)))
            return found
    return []


_PAREN = re.compile(r"\(([^()]{3,150})\)")


def _in_parentheses(text: str, masked: str) -> Iterator[Person]:
    """People whose function stands in parentheses, or who stand in parentheses with their function."""
    for match in _PAREN.finditer(masked):
        inside = text[match.start(1) : match.end(1)]
        inner = re.match(rf"(?:{TITLES})?(?P<name>{NAME})\s*(?:,|[-–—]\s)\s*(?P<rest>\S.*)$", match.group(1))
        if inner and is_person(inner["name"]) and not inner["rest"][:1].isdigit():
            if known_name(inner["name"]) or ROLE_WORDS.match(inner["rest"]) or inner["rest"][:1].islower():
                yield from list_of_people(inside, "speaker")
            continue
        before = list(_IN_TEXT.finditer(masked, max(0, match.start() - 80), match.start()))
        if not before or masked[before[-1].end() : match.start()].strip():
            continue
        name = before[-1]["name"].rstrip(".")
        function = ROLE_WORDS.match(inside) or ("," in inside and not inside[:1].isdigit())
        if is_person(name) and function and not re.search(r"\d{4}", inside):
            role, organisation = role_and_organisation(inside)
            if known_name(name) or ROLE_WORDS.match(inside):
                yield Person(published_name(name), role, organisation, "speaker")
