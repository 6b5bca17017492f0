// Without this script every link and every form works. With it a decision does not reload the page:
// the answer's <main> is put in place of what has changed, the focus goes where the address points,
// and what happened is said in the live region.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const main = () => document.getElementById("contenu");
  const region = document.getElementById("annonce");
  const fetched = { "X-Requested-With": "fetch" };
  let running = 0;

  const say = (words) => {
    region.textContent = "";
    setTimeout(() => { region.textContent = words; }, 50);
  };

  // ---------------------------------------------------------------- what has changed, in place

  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");

  function attributes(old, fresh) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  // Nodes that are equal stay, so that the focus, the scroll and what is being typed stay too.
  function morph(old, fresh, keep) {
    let at = old.firstChild;
    const skip = () => { while (at && at === keep) at = at.nextSibling; };
    for (const node of [...fresh.childNodes]) {
      if (keep && node.id === keep.id) continue;
      skip();
      if (at && at.isEqualNode(node)) { at = at.nextSibling; continue; }
      let found = at;
      for (let n = 0; found && n < 12; n++) {
        if (found !== keep && (found.isEqualNode(node) || (node.id && found.id === node.id))) break;
        found = found.nextSibling;
        if (n === 11) found = null;
      }
      if (found && found !== at) while (at !== found) { const next = at.nextSibling; if (at !== keep) at.remove(); at = next; }
      if (at && at.isEqualNode(node)) { at = at.nextSibling; continue; }
      if (at && alike(at, node)) {
        if (at.nodeType === 1) {
          attributes(at, node);
          if (at.contains(document.activeElement) || node.children.length) morph(at, node, keep);
          else at.replaceChildren(...node.childNodes);
        } else at.nodeValue = node.nodeValue;
        at = at.nextSibling;
        continue;
      }
      old.insertBefore(document.importNode(node, true), at);
    }
    while (at) { const next = at.nextSibling; if (at !== keep) at.remove(); at = next; }
  }

  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  };

  const shown = () => main().querySelector("#texte [aria-current=true], .items [aria-current=true]");

  function focus(id) {
    const target = id && document.getElementById(id);
    if (!target) return false;
    if (!target.matches("a[href],button,input,select,textarea,[tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    const mark = shown();
    if (mark && !visible(mark)) mark.scrollIntoView({ block: "center" });
    if (!mark || getComputedStyle(target).position !== "fixed") target.scrollIntoView({ block: "nearest" });
    return true;
  }

  const linked = (href) => [...main().querySelectorAll("a[href]")]
    .sort((a, b) => Boolean(b.closest("#texte,.items")) - Boolean(a.closest("#texte,.items")))
    .find((a) => a.getAttribute("href") === href);

  function put(text, address, { quiet = false, to = null } = {}) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("contenu");
    if (!fresh) return quiet ? undefined : location.assign(address);
    const typed = quiet && document.activeElement.closest?.("#panneau");
    const held = document.activeElement.id || document.activeElement.getAttribute?.("href");
    main().className = fresh.className;
    morph(main(), fresh, typed || undefined);
    morph(document.querySelector(".top"), page.querySelector(".top"));
    document.title = page.title;
    if (quiet) {
      if (!document.contains(document.activeElement) || document.activeElement === document.body) {
        const again = document.getElementById(held) || linked(held);
        (again || main()).focus({ preventScroll: true });
      }
      return undefined;
    }
    const said = document.getElementById("dit");
    if (said) say(said.textContent);
    const link = to && linked(to);
    if (link) { link.focus({ preventScroll: true }); link.scrollIntoView({ block: "nearest" }); }
    else if (!focus(new URL(address, location).hash.slice(1)) && !focus("dit")) focus("contenu");
    watch();
    return undefined;
  }

  async function go(address, { push = true, to = null } = {}) {
    const mine = ++running;
    try {
      const answer = await fetch(address);
      const text = await answer.text();
      if (mine !== running) return;
      const hash = new URL(address, location).hash;
      const reached = new URL(answer.url).pathname + new URL(answer.url).search + hash;
      history[push ? "pushState" : "replaceState"]({}, "", reached);
      put(text, reached, { to });
    } catch { location.assign(address); }
  }

  // Another page is loaded as links are, and says there what was done.
  function leave(address, said) {
    try { if (said) sessionStorage.setItem("dit", said); } catch { /* then it is not said */ }
    location.assign(address);
  }

  const here = (address) => new URL(address, location).pathname === location.pathname;

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.at !== undefined && seek(Number(link.dataset.at))) return event.preventDefault();
    const target = link.getAttribute("href");
    if (link.dataset.player !== undefined) { event.preventDefault(); return toggle(link); }
    if (here(target) && (target.startsWith("?") || link.closest("#conflit"))) {
      event.preventDefault();
      const from = link.dataset.close !== undefined && shown()?.getAttribute("href");
      go(target, { push: !link.closest("#panneau"), to: from });
    }
  });

  addEventListener("popstate", () => go(location.href, { push: false }));

  // --------------------------------------------------------------------------------- decisions

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (form.method !== "post" || form.dataset.plain !== undefined || !main().contains(form)) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const fields = new FormData(form, button);
    // sent again after a lost answer, the same form is stored once
    fields.set("envoi", form.dataset.sent ||= crypto.getRandomValues(new Uint32Array(3)).join("-"));
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST", headers: fetched, body: new URLSearchParams(fields),
      });
      delete form.dataset.sent;
      const kind = answer.headers.get("content-type") || "";
      if (kind.startsWith("application/json")) {
        const found = await answer.json();
        if (!here(found.to)) return leave(found.to, found.said);
        await go(found.to, { push: false });
        say([found.said, document.getElementById("reste")?.textContent].filter(Boolean).join(" "));
      } else if (kind.startsWith("text/html")) {
        const text = await answer.text();
        const page = new DOMParser().parseFromString(text, "text/html");
        if (page.getElementById("contenu")) {
          const said = page.getElementById("dit")?.textContent;
          if (!here(answer.url)) return leave(answer.url, said);
          history.replaceState({}, "", answer.url);
          return put(text, answer.url);
        }
        const part = page.body.firstElementChild;
        document.getElementById(part.id)?.remove();
        form.before(part);
        focus(part.id);
      } else problem(form, await answer.text());
    } catch {
      problem(form, "Le serveur ne répond pas : votre décision n’est peut-être pas enregistrée. Réessayez dans un instant.");
    } finally { delete form.dataset.busy; }
    return undefined;
  });

  function problem(form, words) {
    document.getElementById("souci")?.remove();
    const line = document.createElement("p");
    line.id = "souci"; line.className = "error"; line.tabIndex = -1; line.setAttribute("role", "alert");
    line.textContent = words;
    form.prepend(line);
    line.focus();
  }

  // ---------------------------------------------------------------------------------- keyboard

  const typing = (element) => element.closest?.("input:not([type=checkbox],[type=radio],[type=button]),textarea,select,[contenteditable],dialog");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      const panel = document.getElementById("panneau");
      if (panel && panel !== document.activeElement && typing(document.activeElement)) return panel.focus();
      const close = main().querySelector("[data-close]");
      if (close) { event.preventDefault(); close.click(); }
      return undefined;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (document.body.dataset.keys === "off" || event.key.length !== 1 || event.key === " ") return;
    if (event.key === "j" || event.key === "k") {
      const marks = [...main().querySelectorAll("[data-m],#texte a:is(.c,.s,.o,.e,.x)")];
      const now = marks.find((m) => m === document.activeElement) || marks.find((m) => m === shown());
      const at = marks.indexOf(now) + (event.key === "j" ? 1 : -1);
      const next = marks[now ? at : marks.findIndex((m) => m.getBoundingClientRect().top > 0)];
      if (next) { event.preventDefault(); next.focus(); next.scrollIntoView({ block: "nearest" }); }
      return;
    }
    const wanted = [...document.querySelectorAll(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`)].filter((e) => e.checkVisibility());
    const target = wanted.find((e) => e.closest("#panneau")) || wanted.find((e) => e.matches("input")) || wanted[0];
    if (!target) return;
    event.preventDefault();
    if (target.matches("input,select,textarea")) { target.closest("details")?.setAttribute("open", ""); target.focus(); target.select?.(); }
    else {
      target.click();
      if (target.matches("summary")) target.closest("details").querySelector("input:not([type=hidden]),select")?.focus();
    }
  });

  // ------------------------------------------------------------------------------------ player

  const holder = document.getElementById("lecteur");

  function seek(seconds) {
    if (!holder || holder.hidden || !holder.querySelector("iframe,video,audio")) return false;
    const media = holder.querySelector("video,audio"), frame = holder.querySelector("iframe");
    if (media) { media.currentTime = seconds; media.play().catch(() => {}); }
    else frame.src = frame.dataset.src.replace("TIME", Math.floor(seconds));
    return true;
  }

  async function toggle(link) {
    if (holder.hidden) {
      const text = await (await fetch("?lecteur=1", { headers: fetched })).text();
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("lecteur");
      holder.replaceChildren(...fresh.childNodes);
      holder.hidden = false;
      say("Lecteur ouvert. Les horaires le font avancer.");
    } else {
      holder.hidden = true;
      holder.replaceChildren();
      say("Lecteur fermé.");
    }
    link.firstChild.nodeValue = holder.hidden ? "Ouvrir le lecteur" : "Fermer le lecteur";
  }

  // ------------------------------------------------------------- what changes behind the editor

  let timer = 0;

  // While the outputs are made again the page asks often, else now and then and when the editor comes
  // back to it; it takes the new text in quietly.
  function watch() {
    clearTimeout(timer);
    const state = document.querySelector("[data-state]");
    if (state) timer = setTimeout(look, state.dataset.busy === "1" ? 1500 : 45000);
  }

  async function look() {
    const state = document.querySelector("[data-state]");
    if (!state || document.hidden) return watch();
    try {
      const found = await (await fetch(state.dataset.state, { headers: fetched })).json();
      if (found.version !== state.dataset.version || String(Number(found.busy)) !== state.dataset.busy) {
        const mine = running;
        const text = await (await fetch(location.href)).text();
        if (mine === running) {
          put(text, location.href, { quiet: true });
          if (!found.busy) say("Texte à jour.");
        }
      }
    } catch { /* the next one may answer */ }
    return watch();
  }

  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);

  // -------------------------------------------------------------------- words that are selected

  document.addEventListener("selectionchange", () => {
    const link = document.getElementById("ajouter");
    if (!link) return;
    const chosen = getSelection();
    const words = chosen.isCollapsed ? "" : chosen.toString().trim().slice(0, 1000);
    const node = words && chosen.getRangeAt(0).startContainer;
    const from = node && (node.nodeType === 1 ? node : node.parentElement);
    const block = from?.closest?.("#texte p[id]");
    link.dataset.base ??= link.getAttribute("href");
    if (words && !block) return;
    link.href = words ? `${link.dataset.base}?${new URLSearchParams({ p: block.id, mots: words, o: before(chosen, block) })}` : link.dataset.base;
    link.classList.toggle("main", Boolean(words));
  });

  function before(chosen, block) {
    const from = chosen.getRangeAt(0), range = document.createRange();
    range.setStart(block, 0);
    if (block.contains(from.startContainer)) range.setEnd(from.startContainer, from.startOffset);
    return Math.max(0, range.toString().length - (block.querySelector(".time")?.textContent.length || 0));
  }

  focus(location.hash.slice(1)) || focus("dit");
  try {
    const said = sessionStorage.getItem("dit");
    sessionStorage.removeItem("dit");
    if (said) say(said);
  } catch { /* nothing to say */ }
  watch();
})();
