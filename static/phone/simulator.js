// The demo's phone, made smoother: no page is loaded anew, silence passes by itself, the keyboard is a keypad, and the
// microphone is the phone's. Without this script every button works all the same.
"use strict";

let silence = 0;
let recorder = null;
let ahead = ""; // keys that were pressed while the line was asked about the one before

const phone = () => document.getElementById("phone");
const button = (value) => phone().querySelector(`button[name="do"][value="${CSS.escape(value)}"]`);

async function send(event) {
  event.preventDefault();
  clearTimeout(silence);
  const pressed = event.submitter;
  if (recorder) await stopped();
  const body = new FormData(phone(), pressed);
  document.getElementById("sound")?.pause();
  for (const each of phone().querySelectorAll("button")) each.disabled = true;
  try {
    const answer = await fetch(phone().action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("main").replaceWith(document.adoptNode(page.getElementById("main")));
    begin(pressed.value);
  } catch {
    for (const each of phone().querySelectorAll("button")) each.disabled = false;
  }
}

function begin(pressed) {
  phone().addEventListener("submit", send);
  const wait = phone().querySelector('button[value="wait"]');
  const sound = document.getElementById("sound");
  if (wait && !document.querySelector(".state")?.textContent.includes("Another phone")) {
    const pass = () => {
      if (!recorder) silence = setTimeout(() => wait.click(), 1000 * Number(wait.dataset.seconds));
    };
    if (sound) sound.addEventListener("ended", pass, { once: true });
    else pass(); // the line says nothing, and waits for more
  }
  sound?.play().catch(() => {}); // a browser that wants to be asked first shows its button
  const microphone = document.getElementById("microphone");
  if (microphone && navigator.mediaDevices && window.MediaRecorder) {
    microphone.hidden = false;
    microphone.addEventListener("click", () => record(microphone));
  }
  const back = pressed?.startsWith("press:") ? button(pressed) : null;
  (back ?? document.getElementById("step"))?.scrollIntoView({ block: "nearest" });
  back?.focus({ preventScroll: true });
  const next = ahead && button(`press:${ahead[0]}`);
  ahead = next ? ahead.slice(1) : "";
  if (next) next.click();
}

function stopped() {
  const over = new Promise((done) => recorder.addEventListener("stop", () => done(), { once: true }));
  recorder.stop();
  return over;
}

async function record(microphone) {
  if (recorder) {
    recorder.stop();
    return;
  }
  clearTimeout(silence);
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    microphone.textContent = "The microphone cannot be used";
    return;
  }
  const parts = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) track.stop();
    const chosen = new DataTransfer();
    chosen.items.add(new File(parts, "voice", { type: recorder.mimeType }));
    document.getElementById("id_voice").files = chosen.files;
    recorder = null;
    microphone.textContent = "Record again";
  });
  recorder.start();
  microphone.textContent = "Stop recording";
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9*#]$/.test(event.key)) return;
  const key = button(`press:${event.key}`);
  if (key?.disabled) ahead += event.key;
  else key?.click();
});

begin("");
