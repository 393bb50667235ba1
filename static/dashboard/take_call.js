// Taking a call: a word of warning while the officer types, and none of it lost by a wrong key. Works without, too.
"use strict";

const PAUSE = 1000; // milliseconds without a key, after which the words are looked at

const call = document.getElementById("call");
const warned = document.getElementById("warned");
let waiting = 0;
let isUnsaved = false;

async function warn() {
  const body = new FormData(call);
  body.set("do", "warn");
  try {
    const answer = await fetch(call.action, { method: "POST", body });
    const told = answer.status === 200 ? await answer.text() : "";
    if (warned.textContent !== told) warned.textContent = told;
    warned.hidden = !told;
  } catch {
    // the warning before storing comes all the same
  }
}

call.addEventListener("input", () => {
  isUnsaved = true;
  clearTimeout(waiting);
  waiting = setTimeout(warn, PAUSE);
});
call.addEventListener("submit", () => {
  isUnsaved = false;
  clearTimeout(waiting);
});
addEventListener("beforeunload", (event) => {
  if (isUnsaved && !document.body.hidden) event.preventDefault();
});
