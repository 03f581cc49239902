// Drag an entry to another time, or one that has none yet to its first: the server says what that costs, and nothing is saved before it is confirmed.
// Without this file the same is done by the form on the entry's page.
(() => {
  const week = document.querySelector("[data-week]");
  const panel = document.getElementById("drop-panel");
  if (!week || !panel) return;
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-try]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.try);
  });
  const quiet = () => week.querySelectorAll(".over").forEach((body) => body.classList.remove("over"));
  week.addEventListener("dragover", (event) => {
    const body = event.target.closest("[data-day]");
    if (!body || !dragged) return;
    event.preventDefault();
    quiet();
    body.classList.add("over");
  });
  document.addEventListener("dragend", quiet);
  week.addEventListener("drop", async (event) => {
    const body = event.target.closest("[data-day]");
    if (!body || !dragged) return;
    event.preventDefault();
    quiet();
    const box = body.getBoundingClientRect();
    const quarter = Math.max(0, Math.min(39, Math.floor(((event.clientY - box.top) / box.height) * 40)));
    const minute = 8 * 60 + quarter * 15;
    const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    const address = `${dragged.dataset.try}?day=${body.dataset.day}&clock=${clock}`;
    dragged = null;
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const tried = page.getElementById("tried");
    if (!tried) { window.location.assign(address); return; }
    panel.replaceChildren(document.adoptNode(tried));
    panel.scrollIntoView({ block: "nearest" });
  });
})();
