// Small helps; every page works without this file.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-toggles]");
  if (!button) return;
  const shown = document.getElementById(button.dataset.toggles).classList.toggle("show");
  button.setAttribute("aria-expanded", String(shown));
});
// Ticks the first choice of each line of a group; without this file one ticks them one by one.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-tick-all]")) button.hidden = false;
});
document.addEventListener("click", (event) => {
  const group = event.target.closest("[data-tick-all]")?.closest("fieldset");
  for (const box of group?.querySelectorAll("[data-first]") ?? []) box.checked = true;
});
document.addEventListener("submit", (event) => {
  const asked = event.target.dataset.confirm;
  if (asked && !window.confirm(asked)) event.preventDefault();
});
// A menu group closes when one looks elsewhere, or by Escape.
const closeMenus = (except) => document.querySelectorAll(".menu-group details[open]").forEach((group) => {
  if (group !== except) group.open = false;
});
document.addEventListener("click", (event) => closeMenus(event.target.closest(".menu-group details")));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".menu-group details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
// Escape ends the demo's guided tour, where the focus is in its panel.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest(".tour")) document.querySelector("[data-escapes]").click();
});
// The tour brings the part of the page that it speaks of into view.
document.addEventListener("DOMContentLoaded", () => {
  const meant = document.getElementById(document.querySelector("[data-points]")?.dataset.points);
  if (!meant) return;
  meant.classList.add("pointed");
  meant.scrollIntoView({ block: "start" });
});
