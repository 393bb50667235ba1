// The desk works without this. It adds keys for what stands on the page, says when the page has grown old, and covers it
// when nobody is there.
"use strict";

const EVERY = 15000; // milliseconds between two looks at whether the page is still true

const SIGNS = ["keydown", "pointerdown", "scroll", "timeupdate"]; // that somebody is there; the last: a recording plays
const TOLD_EVERY = 60000; // milliseconds within which the server is not told of them anew
const WARNED_BEFORE = 60000; // milliseconds before the page is covered

const KEEPS_AFTER = 5000; // milliseconds after the first key, after which what is typed is kept
const PATIENCE = 4000; // milliseconds that sending waits for it
const MOST_BEHIND = 60000; // bytes that a browser sends for a page which is gone already; it refuses 64 KiB

// What a key does stands on the page itself: the element that carries it in `aria-keyshortcuts` is pressed or entered.
// What opens more is opened, and what carries `data-reached` is only reached: Enter presses what nobody should by chance.
const keyed = () => [...document.querySelectorAll("[aria-keyshortcuts]")];

function use(element) {
  const isOpener = element.matches("summary");
  if (!isOpener && !element.matches("textarea, select, input, [data-reached]")) {
    element.click();
    return;
  }
  const around = element.closest("details");
  if (around) around.open = true;
  const reached = (isOpener && around.querySelector("textarea, select, input:not([type=hidden])")) || element;
  reached.scrollIntoView({ block: "center" });
  reached.focus();
}

function step(forwards) {
  const rows = [...document.querySelectorAll("[data-rows] a.preview")];
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (forwards ? 0 : rows.length - 1) : at + (forwards ? 1 : -1);
  rows[next]?.focus();
  return rows.length > 0;
}

function toldIn(element) {
  const label = element.getAttribute("data-says") || element.labels?.[0]?.textContent || element.textContent;
  return label.trim();
}

function openSheet(sheet) {
  const list = sheet.querySelector("dl");
  for (const old of list.querySelectorAll("[data-made]")) old.remove();
  for (const element of keyed()) {
    const row = document.createElement("div");
    row.dataset.made = "";
    const key = document.createElement("dt");
    key.append(Object.assign(document.createElement("kbd"), { textContent: element.getAttribute("aria-keyshortcuts") }));
    row.append(key, Object.assign(document.createElement("dd"), { textContent: toldIn(element) }));
    list.append(row);
  }
  sheet.showModal();
}

// The officer's own keys, two characters each: the key as shipped, and the one that is pressed. They are written on the
// page itself, so that whoever has it read aloud hears the right ones.
function ownKeys(sheet) {
  const told = [...(sheet.dataset.keys ?? "")];
  const own = new Map(told.flatMap((key, at) => (at % 2 ? [] : [[key, told[at + 1]]])));
  const asOwn = (key) => own.get(key) ?? key;
  for (const one of keyed()) one.setAttribute("aria-keyshortcuts", asOwn(one.getAttribute("aria-keyshortcuts")));
  for (const one of sheet.querySelectorAll("[data-key]")) one.textContent = asOwn(one.textContent);
  return asOwn;
}

function listen(sheet) {
  const asOwn = ownKeys(sheet);
  const [down, up] = [asOwn("j"), asOwn("k")];
  document.addEventListener("keydown", (event) => {
    const isWriting = event.target.closest("input, textarea, select, [contenteditable], dialog[open]");
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
    const element = keyed().find((one) => one.getAttribute("aria-keyshortcuts") === event.key);
    if (event.key === "?") openSheet(sheet);
    else if (element) use(element);
    else if (event.key !== down && event.key !== up) return;
    else if (!step(event.key === down)) return;
    event.preventDefault();
  });
}

const idle = document.querySelector("[data-idle]");

let written = null; // the form with half-written words that was typed into last

// What is typed goes with the page: it is kept first, sealed (below).
function cover() {
  if (document.body.hidden) return;
  document.body.hidden = true;
  location.replace(idle.dataset.away);
}

// The session is over. Who is suspended can open nothing that is kept: his words go to where they would be kept, and
// are shown to him once more, to be copied.
async function leave(answer) {
  const isSuspended = (await answer.text().catch(() => "")) === "suspended";
  if (!isSuspended || !written || document.body.hidden) {
    cover();
    return;
  }
  document.body.hidden = true;
  written.setAttribute("action", written.dataset.draft);
  HTMLFormElement.prototype.submit.call(written);
}

function watch() {
  const patience = Number(idle.dataset.idle) * 1000;
  let heard = Date.now(); // when the server last heard of somebody: the page came, or told it
  const tell = async () => {
    heard = Date.now();
    idle.hidden = true;
    const answer = await fetch(idle.dataset.here).catch(() => null);
    if (answer?.status === 401) leave(answer);
  };
  const pass = () => {
    const rest = heard + patience - Date.now();
    if (rest <= 0) cover();
    else idle.hidden = rest > WARNED_BEFORE;
    return rest > 0;
  };
  const onSign = () => Date.now() - heard > TOLD_EVERY && pass() && tell();
  for (const sign of SIGNS) addEventListener(sign, onSign, { capture: true, passive: true });
  setInterval(pass, 1000);
  addEventListener("pageshow", (event) => event.persisted && pass() && tell());
}

async function look(place) {
  if (document.hidden) return;
  const turn = (place.turn = (place.turn ?? 0) + 1);
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const method = place.dataset.liveMethod ?? "GET";
  const headers = method === "POST" ? { "X-CSRFToken": token } : {};
  const answer = await fetch(place.dataset.live, { method, headers, redirect: "error" }).catch(() => null);
  if (answer?.status === 401) leave(answer);
  if (!answer?.ok) return;
  const told = answer.status === 204 ? "" : await answer.text();
  if (turn !== place.turn) return; // a later look has been asked for: this answer is an older one
  const words = place.querySelector("[data-words]");
  if (words.textContent !== told) words.textContent = told;
  place.hidden = told === "";
}

// Half-written words are kept on the server, sealed for their writer: never in the browser.
function keepWords(form) {
  const told = form.querySelector("[data-kept]");
  let waiting = 0;
  let saving = null;
  let isChanged = false;
  // Another window of the same form hears that words were kept, never which. Each page of a call has its own ticket.
  const ticket = form.elements.namedItem("ticket")?.value ?? "";
  const windows = new BroadcastChannel(`${form.dataset.draft} ${form.getAttribute("action")} ${ticket}`);
  let isElsewhere = false;
  windows.onmessage = () => {
    isElsewhere = true;
    told.textContent = told.dataset.elsewhere;
    told.hidden = false;
  };
  const save = async (keepalive = false) => {
    clearTimeout(waiting);
    waiting = 0;
    isChanged = false;
    const sent = { method: "POST", body: new FormData(form), keepalive, signal: AbortSignal.timeout?.(PATIENCE) };
    const answer = await fetch(form.dataset.draft, sent).catch(() => null);
    if (answer?.ok) windows.postMessage("");
    const kept = isElsewhere ? told.dataset.elsewhere : await answer?.text();
    told.textContent = answer?.ok ? kept : told.dataset.failed;
    told.hidden = false;
  };
  const saveInTime = async () => {
    const mine = (saving = save());
    await mine;
    if (saving === mine) saving = null;
  };
  form.addEventListener("input", () => {
    written = form;
    isChanged = true;
    waiting ||= setTimeout(saveInTime, KEEPS_AFTER);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    isChanged = false;
    if (!saving) return;
    // What is under way must not arrive after the words were sent: it would be offered again.
    event.preventDefault();
    const pressed = event.submitter;
    await saving;
    setTimeout(() => form.requestSubmit(pressed)); // while the first press is under way it would do nothing
  });
  const isLong = () => {
    const sent = [...new FormData(form)].flat();
    return new Blob(sent).size + 100 * sent.length > MOST_BEHIND;
  };
  // So much cannot go out once the page is gone: it goes now, and the browser asks whether to leave meanwhile.
  addEventListener("beforeunload", (event) => {
    if (!isChanged || !isLong()) return;
    event.preventDefault();
    saveInTime();
  });
  addEventListener("pagehide", () => isChanged && save(!isLong()));
}

// What is selected in a tip's words is put into the field for words to mask; what is there for screen readers is not.
function takeSelected(field) {
  document.addEventListener("selectionchange", () => {
    const selected = document.getSelection();
    const inside = selected.anchorNode?.parentElement?.closest(".words, .pairs dd");
    if (selected.isCollapsed || !inside?.contains(selected.focusNode)) return;
    const own = inside.closest("form")?.querySelector("[data-selected]"); // words within a form are for that form alone
    if (own && own !== field) return;
    const words = selected.getRangeAt(0).cloneContents();
    for (const unseen of words.querySelectorAll(".unseen")) unseen.remove();
    field.value = words.textContent.trim();
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) keepWords(form);
for (const field of document.querySelectorAll("[data-selected]")) takeSelected(field);
for (const place of document.querySelectorAll("[data-live]")) {
  if (!("fresh" in place.dataset)) look(place); // what came with the page is true for now
  setInterval(look, EVERY, place);
}
if (idle) watch();
const sheet = document.querySelector("dialog.keys");
if (sheet) listen(sheet);

// All of it runs: what stands on the page for browsers in which it does not goes (first.js).
for (const one of document.querySelectorAll(".by-hand")) one.remove();
clearTimeout(window.coverByTime);
