const button = document.getElementById("code-switch");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = button.getAttribute("aria-pressed") !== "true";
    document.body.classList.toggle("with-code", show);
    document.querySelectorAll("details.code").forEach((code) => { code.open = show; });
    button.setAttribute("aria-pressed", String(show));
    button.textContent = show ? "Hide all code" : "Show all code";
    weigh();
  });
}
// What does not scroll is no stop for the keyboard; a figure that goes on fades at its edge.
const regions = document.querySelectorAll(".scroll, .plate, pre");
const fade = (plate) => plate.classList.toggle("more", plate.scrollWidth - plate.clientWidth - plate.scrollLeft > 1);
const weigh = () => regions.forEach((region) => {
  const scrolls = region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight;
  if (scrolls) region.tabIndex = 0; else region.removeAttribute("tabindex");
  if (region.className.includes("plate")) fade(region);
});
weigh();
addEventListener("resize", weigh);
document.addEventListener("toggle", weigh, true);
document.querySelectorAll(".plate").forEach((plate) => plate.addEventListener("scroll", () => fade(plate)));
