// Theme (tema): the choice is kept in a cookie, so that the server draws the page right at once.

function choose(theme) {
  document.documentElement.dataset.bsTheme = theme;
  document.cookie = `cd-theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  for (const el of document.querySelectorAll("[data-theme]")) {
    el.setAttribute("aria-pressed", String(el.dataset.theme === theme));
  }
}

export function startTheme() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme]");
    if (button) choose(button.dataset.theme);
  });
}
