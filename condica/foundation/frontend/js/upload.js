// Files on their way (încărcare): with script a bar says how much has gone; without it, and when the bar's way fails,
// the browser sends the form by itself.

function plainly(form, button) {
  form.dataset.plain = "1";
  form.requestSubmit(button);
}

function arrived(form, button, request) {
  if (request.getResponseHeader("Content-Type")?.startsWith("application/json")) {
    location.assign(JSON.parse(request.responseText).url); // the next page says what became of each file
    return;
  }
  if (request.status < 400) {
    location.assign(request.responseURL);
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  if (!answer.querySelector("main.pt-main")) {
    plainly(form, button);
    return;
  }
  document.title = answer.title;
  document.querySelector("main").replaceWith(answer.querySelector("main"));
  document.querySelector(".pt-errors")?.focus();
}

function send(form, button) {
  const shown = form.querySelector(".pt-sending");
  const bar = shown.querySelector("progress");
  const request = new XMLHttpRequest();
  shown.hidden = false;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) Object.assign(bar, { max: event.total, value: event.loaded });
  });
  request.addEventListener("load", () => arrived(form, button, request));
  request.addEventListener("error", () => plainly(form, button));
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json, text/html");
  request.send(new FormData(form, button));
}

export function startUploads() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const chosen = [...form.querySelectorAll("input[type=file]")].some((el) => el.files.length);
    if (!chosen || form.dataset.plain || !form.querySelector(".pt-sending")) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}
