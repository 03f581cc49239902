// Answers are saved while one types; without a network they wait on this device. The page works without this file.
(() => {
  const form = document.querySelector("[data-answers]");
  if (!form) return;
  const shelf = `songbang-answers-${form.dataset.answers}`;
  const told = form.querySelector("[data-told]");
  const waiting = () => { try { return JSON.parse(localStorage.getItem(shelf) || "{}"); } catch { return {}; } };
  const keep = (found) => Object.keys(found).length ? localStorage.setItem(shelf, JSON.stringify(found)) : localStorage.removeItem(shelf);
  let sending = false;
  async function send() {
    const found = waiting();
    if (sending || !Object.keys(found).length) return;
    sending = true;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const [name, text] of Object.entries(found)) body.set(name, text);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      document.getElementById("checks").innerHTML = await answer.text();
      const left = document.querySelector("[data-saved]");
      if (left) document.getElementById("left").textContent = left.dataset.saved;
      const now = waiting();
      for (const [name, text] of Object.entries(found)) if (now[name] === text) delete now[name];
      keep(now);
    } catch { told.textContent = form.dataset.kept; }
    sending = false;
  }
  for (const [name, text] of Object.entries(waiting())) {
    const field = form.elements.namedItem(name);
    if (field) field.value = text;
  }
  form.addEventListener("change", (event) => {
    if (!event.target.name || !event.target.name.startsWith("cell:") || "personal" in event.target.dataset) return;
    keep({ ...waiting(), [event.target.name]: event.target.value });
    send();
  });
  form.addEventListener("submit", () => localStorage.removeItem(shelf));
  window.addEventListener("online", send);
  send();
})();
