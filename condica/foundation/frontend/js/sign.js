// A signature drawn on a tablet: the strokes of a canvas, kept as a PNG in the form's own field. Optional: without it
// the printed sheet is signed.

const scaled = (canvas, event) => {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
};

const again = (pen, address) => {
  const before = new Image();
  before.addEventListener("load", () => pen.drawImage(before, 0, 0));
  before.src = address;
};

export function startSign() {
  const canvas = document.querySelector("canvas[data-sign]");
  const into = canvas?.closest("form")?.querySelector("[data-sign-into]");
  if (!into) return;
  const pen = canvas.getContext("2d");
  pen.lineWidth = 2.5;
  pen.lineCap = "round";
  pen.strokeStyle = "#1a2330"; // ink: the picture goes on white paper, whatever the theme
  if (into.value) again(pen, into.value); // a form that came back with an error brings the signature along
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...scaled(canvas, event));
    pen.lineTo(...scaled(canvas, event)); // a dot is ink too
    pen.stroke();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...scaled(canvas, event));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => { into.value = canvas.toDataURL("image/png"); });
  }
  document.querySelector("[data-sign-clear]")?.addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    into.value = "";
  });
}
