// Public screens: the one that gives tickets and the one that shows numbers. Both say so when the network is gone.

const PATIENCE = 6000;
const pad = (number) => String(number).padStart(2, "0");
const clock = (moment) => `${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
const lost = document.querySelector("[data-lost]");
let since = null;

async function ask(address) {
  const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

function say(isLost) {
  since = isLost ? since ?? new Date() : null;
  if (!lost) return;
  lost.hidden = !isLost;
  const at = lost.querySelector("[data-lost-at]");
  if (at && since) at.textContent = clock(since);
}

let sound = null;
function beep() {
  if (!sound) return;
  for (const [place, pitch] of [880, 660].entries()) {
    const tone = sound.createOscillator();
    const loud = sound.createGain();
    const at = sound.currentTime + place * 0.22;
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.25, at);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
    tone.connect(loud).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  }
}

// A browser plays nothing before somebody touched the page: the button is that touch.
function startSound() {
  const button = document.querySelector("[data-sound]");
  button?.addEventListener("click", () => {
    sound = sound ? null : new AudioContext();
    button.setAttribute("aria-pressed", String(Boolean(sound)));
    beep();
  });
}

function startLive() {
  const live = document.querySelector("[data-live]");
  if (!live) return;
  const newest = () => live.querySelector("[data-newest]")?.dataset.newest ?? "";
  const look = async () => {
    try {
      const text = await ask(live.dataset.live);
      const before = newest();
      const fresh = new DOMParser().parseFromString(text, "text/html").body;
      if (fresh.innerHTML.trim() !== live.innerHTML.trim()) live.replaceChildren(...fresh.childNodes);
      if (newest() && newest() !== before) {
        live.classList.remove("cd-display-called");
        requestAnimationFrame(() => live.classList.add("cd-display-called"));
        beep();
      }
      say(false);
    } catch {
      say(true);
    }
    setTimeout(look, 1000 * Number(live.dataset.every));
  };
  setTimeout(look, 1000 * Number(live.dataset.every));
}

// The screen that gives tickets must never end on the browser's own error page: it looks before it leaves.
function startKiosk() {
  const form = document.querySelector("[data-kiosk]");
  const back = document.querySelector("[data-back]");
  form?.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });
  form?.addEventListener("submit", async (event) => {
    if (form.dataset.sure) return;
    event.preventDefault();
    if (form.dataset.asking) return;
    form.dataset.asking = "1";
    const button = event.submitter;
    try {
      await ask(location.href);
      form.dataset.sure = "1";
      form.requestSubmit(button);
    } catch {
      say(true);
    }
    delete form.dataset.asking;
  });
  addEventListener("pageshow", () => form && delete form.dataset.sure);
  if (form) later(location.href, Number(form.dataset.again));
  if (back) later(back.dataset.back, Number(back.dataset.after));
}

function later(address, after) {
  let waiting;
  const leave = async () => {
    try {
      await ask(address);
      say(false);
      location.replace(address);
    } catch {
      say(true);
      waiting = setTimeout(leave, 5000);
    }
  };
  const begin = () => {
    clearTimeout(waiting);
    waiting = setTimeout(leave, 1000 * after);
  };
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, begin);
  begin();
}

startSound();
startLive();
startKiosk();
