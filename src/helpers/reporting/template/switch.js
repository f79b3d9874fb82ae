const button = document.getElementById("code-switch");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = button.getAttribute("aria-pressed") !== "true";
    document.querySelectorAll("details.code").forEach((code) => { code.open = show; });
    button.setAttribute("aria-pressed", String(show));
    button.textContent = show ? "Hide all code" : "Show all code";
  });
}
