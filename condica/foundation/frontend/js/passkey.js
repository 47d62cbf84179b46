// A key of access that was not found, or was put aside: said on the page, since the browser's own window says little.

export function startPasskeys() {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const words of document.querySelectorAll("[data-key-problem]")) words.hidden = false;
  });
}
