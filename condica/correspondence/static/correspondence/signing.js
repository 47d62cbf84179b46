// The folder of letters to sign: each chosen letter is sent by itself with the same certificate, so that every one has
// its own outcome, the count is seen, and closing the page in the middle leaves no letter half signed. The file and
// the passphrase stay in this form. Without this script the form signs all of them in one answer.

const form = document.querySelector("form[data-sign-many]");
const box = form?.querySelector("[data-sign-progress]");
let stopped = false;

function chosen() {
  return [...form.querySelectorAll("input[name=ales]:checked")];
}

function body(pk) {
  const data = new FormData(form);
  data.delete("ales");
  data.append("ales", pk);
  return data;
}

async function sign(input) {
  try {
    const answer = await fetch(form.action || location.href, { method: "POST", body: body(input.value), headers: { Accept: "application/json" } });
    if (!answer.ok && answer.status !== 422) return { stop: `Serverul a răspuns ${answer.status}. Încearcă din nou.` };
    const said = await answer.json();
    return said.stop ? said : (said.outcomes[0] ?? { signed: false, words: "Nu mai este în mapă." });
  } catch {
    return { stop: "Serverul nu răspunde. Ce s-a semnat rămâne semnat; reîncarcă pagina." };
  }
}

function tell(input, outcome) {
  const row = input.closest("tr");
  const place = row.querySelector("[data-outcome]");
  place.textContent = outcome.signed ? [form.dataset.signed, outcome.words].filter(Boolean).join(". ") : outcome.words;
  place.classList.toggle("bad", !outcome.signed);
  if (!outcome.signed) return;
  input.checked = false;
  input.disabled = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function signAll(inputs) {
  const [bar, words] = [box.querySelector("progress"), box.querySelector("[role=status]")];
  let signed = 0;
  bar.max = inputs.length;
  for (const [place, input] of inputs.entries()) {
    if (stopped) break;
    words.textContent = `${place + 1} din ${inputs.length}`;
    const outcome = await sign(input);
    if (outcome.stop) return `${signed} semnate. ${outcome.stop}`;
    signed += outcome.signed ? 1 : 0;
    tell(input, outcome);
    bar.value = place + 1;
  }
  return `${signed} din ${inputs.length} semnate.${stopped ? " Oprit la cerere." : ""}`;
}

form?.addEventListener("submit", async (event) => {
  const inputs = chosen();
  if (!inputs.length) return;
  event.preventDefault();
  stopped = false;
  box.hidden = false;
  box.querySelector("[data-sign-stop]").hidden = false;
  const buttons = form.querySelectorAll("button[type=submit]");
  buttons.forEach((button) => { button.disabled = true; });
  const words = await signAll(inputs);
  box.querySelector("[role=status]").textContent = words;
  box.querySelector("[data-sign-stop]").hidden = true;
  box.querySelector("[data-sign-again]").hidden = false;
  buttons.forEach((button) => { button.disabled = false; });
});

box?.querySelector("[data-sign-stop]").addEventListener("click", () => { stopped = true; });
