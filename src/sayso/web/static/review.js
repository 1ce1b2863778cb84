// The report page: keys, the two panes that follow each other, decisions sent without leaving the page.
// Everything here also works without it, by the page's own links and forms.
import { flash, typing } from "./desk.js";
import { placeSelection, selectedSpan } from "./review-selection.js";

const root = document.getElementById("review");
const part = (name) => document.getElementById(name);
const claims = part("claims");
const base = `/report/${root.dataset.report}`;
const POLL_MS = 10_000;

let current = "";
let busy = Promise.resolve();
let armed = false;

// One thing after the other: what is typed while an answer is on its way waits for it, and meets the page it made.
function later(task, { quiet = false } = {}) {
  busy = busy.then(task).catch((error) => { root.classList.remove("waiting"); if (!quiet) flash(error.message); });
  return busy;
}

const cards = () => [...claims.querySelectorAll("[data-claim]")];
const card = (id) => claims.querySelector(`[data-claim="${CSS.escape(id)}"]`);
const openForm = () => root.querySelector("form.correcting");

/** Make a claim the current one and show its words on the left. */
function choose(id, { focus = true, scroll = true } = {}) {
  const found = card(id) ?? cards()[0];
  claims.querySelectorAll(".current").forEach((each) => { each.classList.remove("current"); each.removeAttribute("aria-current"); });
  if (!found) return;
  current = found.dataset.claim;
  found.classList.add("current");
  found.setAttribute("aria-current", "true");
  if (focus) found.focus({ preventScroll: true });
  if (scroll) found.scrollIntoView({ block: "nearest" });
  light(current, scroll);
}

function light(id, scroll = true) {
  const text = part("text");
  text.querySelectorAll(".lit, .own").forEach((each) => each.classList.remove("lit", "own"));
  text.querySelectorAll(`[data-near~="${CSS.escape(id)}"]`).forEach((each) => each.classList.add("lit"));
  const own = [...text.querySelectorAll(`[data-own~="${CSS.escape(id)}"]`)];
  own.forEach((each) => each.classList.add("own"));
  if (scroll) show(own[0] ?? text.querySelector(".lit"));
}

/** Scroll the report's own pane, and nothing else, until these words are well in sight. */
function show(words) {
  if (!words) return;
  const pane = part("report");
  const [outer, inner] = [pane.getBoundingClientRect(), words.getBoundingClientRect()];
  const head = pane.querySelector(".legend").offsetHeight;
  if (inner.top < outer.top + head + 20 || inner.bottom > outer.bottom - 40) {
    pane.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

function hot(ids) {
  root.querySelectorAll(".hot").forEach((each) => each.classList.remove("hot"));
  for (const id of ids) {
    card(id)?.classList.add("hot");
    part("text").querySelectorAll(`[data-own~="${CSS.escape(id)}"]`).forEach((each) => each.classList.add("hot"));
  }
}

function step(by) {
  const all = cards();
  const at = all.findIndex((each) => each.dataset.claim === current);
  const to = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (to) choose(to.dataset.claim);
}

// ---- Sending and showing answers.

async function ask(address, options = {}) {
  root.classList.add("waiting");
  const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } })
    .catch(() => { throw new Error(root.dataset.silent); });
  if (answer.redirected) location.reload(); // to log in again
  const words = answer.status === 204 ? "" : await answer.text();
  root.classList.remove("waiting");
  const page = new DOMParser().parseFromString(words, "text/html");
  const said = answer.headers.get("x-sayso-said");
  return { status: answer.status, page, said: said ? decodeURIComponent(said) : "" };
}

/** Put the parts of an answer in the place of the page's; what is being written in an open form stays. */
function swap(page) {
  const form = openForm();
  const holder = form?.closest("[data-claim]")?.dataset.claim;
  const inside = form?.contains(document.activeElement) ? document.activeElement : null;
  form?.remove();
  for (const made of page.querySelectorAll("[data-part]")) {
    const place = part(made.dataset.part);
    const top = place.closest("section")?.scrollTop;
    place.replaceChildren(...made.childNodes);
    if (made.dataset.seen !== undefined) Object.assign(place.dataset, { seen: made.dataset.seen, next: made.dataset.next });
    if (top !== undefined) place.closest("section").scrollTop = top;
  }
  if (form) (holder === undefined ? part("adding") : card(holder)?.querySelector(".slot"))?.replaceChildren(form);
  inside?.focus();
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const { status, page, said } = await ask(form.action, { method: "POST", body });
  if (!page.querySelector("[data-part]")) {
    const why = page.querySelector(".alert")?.textContent ?? page.body.textContent;
    if (form.classList.contains("correcting")) complain(form, why);
    throw new Error(why.trim());
  }
  if (form.classList.contains("correcting")) form.remove();
  swap(page);
  disarm();
  if (said) flash(said);
  choose(claims.dataset.next || current);
  if (status === 409) claims.querySelector(".clash :is(a, button)")?.focus();
}

function complain(form, why) {
  form.querySelector(".alert")?.remove();
  const told = Object.assign(document.createElement("p"), { className: "alert", textContent: why.trim() });
  told.setAttribute("role", "alert");
  form.prepend(told);
}

async function open(address, place) {
  const { page } = await ask(address);
  const form = page.querySelector("form.correcting");
  if (!form) throw new Error(page.querySelector(".alert")?.textContent.trim() ?? "?");
  closeForm();
  place.replaceChildren(form);
  form.scrollIntoView({ block: "nearest" });
  (form.querySelector("select, .choices :checked") ?? form.querySelector(".choices input, input:not([type=hidden])"))?.focus();
}

function closeForm() {
  const form = openForm();
  if (!form) return false;
  form.remove();
  if (current) card(current)?.focus({ preventScroll: true });
  return true;
}

function disarm() {
  armed = false;
  root.classList.remove("armed");
}

/** Accepting all that is left takes two presses: the first shows what it would be. */
function acceptAll() {
  const form = root.querySelector("form.all");
  if (!form) return flash(part("next").textContent.trim());
  if (armed) return send(form);
  armed = true;
  root.classList.add("armed");
  return flash(form.querySelector("[data-armed]").dataset.armed);
}

/** The eye goes on at once, to where the answer will say; the answer then shows what was stored. */
function decide(how) {
  const at = card(current);
  const form = at?.querySelector("form.actions");
  if (!form) return null;
  const sent = send(form, form.querySelector(`[value="${how}"]`));
  at.classList.add(how === "accept" ? "is-accepted" : "is-rejected");
  const all = cards();
  const here = all.indexOf(at);
  const next = [...all.slice(here + 1), ...all.slice(0, here)].find((each) => each.dataset.state === "unreviewed");
  if (next) choose(next.dataset.claim);
  return sent.catch((error) => { at.classList.remove("is-accepted", "is-rejected"); choose(at.dataset.claim); throw error; });
}

// ---- Words that were selected.

let aimed = null; // the field that was last touched takes the words that are selected next
document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.("[data-selects]");
  if (!field) return;
  aimed?.classList.remove("aimed");
  aimed = field;
  aimed.classList.add("aimed");
});

function selectionChanged() {
  const bar = part("selection");
  if (!bar) return;
  const span = selectedSpan(part("text"));
  const form = openForm();
  const field = form?.contains(aimed) ? aimed : form?.querySelector("[data-selects]");
  if (span && field) return useFor(field, span);
  if (span) placeSelection(bar);
  else bar.hidden = true;
}

/** The selected words become a candidate of the open form, and the chosen one. */
function useFor(field, span) {
  const value = `@${span.begin}:${span.end}`;
  let input = [...field.querySelectorAll(".choices input")].find((each) => each.value === value);
  if (!input) {
    const label = document.createElement("label");
    input = Object.assign(document.createElement("input"), { type: field.dataset.kind, name: field.dataset.field, value });
    label.append(input, Object.assign(document.createElement("span"), { textContent: span.words }));
    field.querySelector(".choices").append(label);
  }
  input.checked = true;
  input.focus();
  getSelection().removeAllRanges();
  flash(`${field.dataset.selects}: “${span.words}”`);
}

function addFrom(noun) {
  const span = selectedSpan(part("text"));
  if (!span) return;
  part("selection").hidden = true;
  later(async () => {
    await open(`${base}/add?noun=${noun}&words=${span.begin}:${span.end}`, part("adding"));
    part("pane").scrollTop = 0;
    getSelection().removeAllRanges();
  });
}

// ---- Keys.

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  a: () => decide("accept"), r: () => decide("reject"), A: acceptAll,
  c: () => { const link = card(current)?.querySelector("a.correct"); return link && open(link.href, card(current).querySelector(".slot")); },
  e: () => card(current)?.querySelector(".reason")?.focus(),
  u: () => { const form = root.querySelector("form.last"); return form && send(form); },
  m: () => { const bar = part("selection"); if (bar && selectedSpan(part("text"))) { placeSelection(bar); bar.querySelector("button").focus(); } },
  n: () => location.assign(part("next").href),
  h: () => location.assign(part("history").href),
  "/": () => location.assign("/#q"),
  "?": () => part("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (part("keys").open || event.isComposing) return;
  const form = event.target.closest?.("form.correcting");
  if (event.key === "Escape") return escaped(event);
  if (event.key === "Enter" && event.target.matches?.(".reason")) return card(current)?.focus({ preventScroll: true });
  if (form && /^[0-9]$/.test(event.key) && !/^(text|textarea)$/.test(event.target.type ?? "")) {
    const link = form.querySelector(`[data-digit="${event.key}"]`);
    if (link) { event.preventDefault(); later(() => open(link.href, form.parentElement)); }
    return;
  }
  if (typing(event) || !Object.hasOwn(KEYS, event.key)) return;
  if (event.target.closest?.("#selection, select")) return;
  event.preventDefault();
  if (event.key !== "A") disarm();
  later(() => KEYS[event.key]());
});

function escaped(event) {
  const bar = part("selection");
  if (bar && !bar.hidden) { bar.hidden = true; getSelection().removeAllRanges(); }
  else if (!closeForm() && typing(event)) card(current)?.focus({ preventScroll: true });
  disarm();
}

// ---- Pointers, forms and what others do.

root.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  later(() => send(event.target, event.submitter));
});

root.addEventListener("click", (event) => {
  const link = event.target.closest("a.correct, .fields a, [data-cancel], [data-keep]");
  if (link) {
    event.preventDefault();
    if (link.matches("[data-cancel]")) closeForm();
    else if (link.matches("[data-keep]")) { link.closest(".clash").remove(); choose(current); }
    else {
      if (link.matches(".correct")) choose(link.closest("[data-claim]").dataset.claim);
      const place = link.matches(".correct") ? card(current).querySelector(".slot") : link.closest(".slot");
      later(() => open(link.href, place));
    }
    return;
  }
  const mark = event.target.closest(".mark");
  if (mark && getSelection().isCollapsed) return choose((mark.dataset.own || mark.dataset.near).split(" ").at(-1));
  const at = event.target.closest("[data-claim]");
  if (at && !event.target.closest("form, a, button") && at.dataset.claim !== current) choose(at.dataset.claim);
});

root.addEventListener("focusin", (event) => {
  const at = event.target.closest("[data-claim]");
  if (at && at.dataset.claim !== current) choose(at.dataset.claim, { focus: false });
});
root.addEventListener("pointerover", (event) => {
  const [mark, at] = [event.target.closest(".mark"), event.target.closest("[data-claim]")];
  hot(mark ? mark.dataset.own.split(" ").filter(Boolean) : at ? [at.dataset.claim] : []);
});

document.addEventListener("pointerup", (event) => { if (!event.target.closest?.("#selection")) setTimeout(selectionChanged); });
document.addEventListener("selectionchange", () => { if (getSelection().isCollapsed && part("selection")) part("selection").hidden = true; });
part("selection")?.addEventListener("pointerdown", (event) => event.preventDefault());
part("selection")?.addEventListener("click", (event) => { const noun = event.target.closest("[data-noun]")?.dataset.noun; if (noun) addFrom(noun); });
part("help").addEventListener("click", () => part("keys").showModal());

function news() {
  if (document.hidden) return;
  later(async () => {
    const { status, page, said } = await ask(`${root.dataset.news}?seen=${encodeURIComponent(claims.dataset.seen)}`);
    if (status !== 200) return;
    swap(page);
    if (said) flash(said);
    choose(current, { focus: false, scroll: false }); // whoever reads on elsewhere is not pulled back
  }, { quiet: true });
}
setInterval(news, POLL_MS);
document.addEventListener("visibilitychange", news);

document.documentElement.classList.add("with-script");
part("help").hidden = false;
if (cards().length) choose(location.hash.startsWith("#c-") ? location.hash.slice(3) : openForm()?.closest("[data-claim]")?.dataset.claim ?? claims.dataset.next, { focus: !openForm() });
