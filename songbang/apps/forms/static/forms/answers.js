// Answers are saved while one types; without a network they wait on this device, and are sent as soon as there is one.
// An answer goes only when the office said that it is kept (a log-in page or a proxy says nothing of the kind). What one
// account wrote is never sent by another. Personal data never wait here. The page works without this file.
(() => {
  const form = document.querySelector("[data-answers]");
  if (!form) return;
  const shelf = `songbang-answers-${form.dataset.who}-${form.dataset.answers}`;
  const told = form.querySelector("[data-told]");
  const waiting = () => { try { return JSON.parse(localStorage.getItem(shelf) || "{}"); } catch { return {}; } };
  const keep = (found) => Object.keys(found).length ? localStorage.setItem(shelf, JSON.stringify(found)) : localStorage.removeItem(shelf);
  const keeps = (field) => field.name && field.name.startsWith("cell:") && !("personal" in field.dataset);
  // What does not add up is said beside its answers too: on a phone the foot of the form is far away.
  const beside = () => {
    for (const old of form.querySelectorAll(".question [data-cells]")) old.remove();
    for (const trouble of document.querySelectorAll("#checks [data-cells]")) {
      for (const cell of trouble.dataset.cells.split(" ")) {
        const field = [...form.elements].find((one) => one.name && one.name.endsWith(`!${cell}`));
        if (!field) continue;
        const copy = trouble.cloneNode(true);
        copy.removeAttribute("role");
        copy.classList.add("mt-2", "mb-0");
        field.closest(".question-answer").append(copy);
      }
    }
  };
  let sending = false;
  let leaving = false;
  let flight = null;
  async function send() {
    const found = waiting();
    if (leaving || sending || !Object.keys(found).length) return;
    sending = true;
    flight = new AbortController();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const [name, text] of Object.entries(found)) body.set(name, text);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, signal: flight.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const saved = page.querySelector("[data-saved]");
      if (!answer.ok || !saved) throw new Error(String(answer.status));
      document.getElementById("checks").replaceChildren(...page.body.childNodes);
      beside();
      document.getElementById("left").textContent = saved.dataset.saved;
      told.textContent = form.dataset.saved;
      const now = waiting();
      for (const [name, text] of Object.entries(found)) if (now[name] === text) delete now[name];
      keep(now);
    } catch { told.textContent = form.dataset.kept; }
    sending = false;
    const now = waiting();
    if (Object.keys(now).some((name) => now[name] !== found[name])) send();
  }
  for (const [name, text] of Object.entries(waiting())) {
    const field = form.elements.namedItem(name);
    if (field) field.value = text;
  }
  form.addEventListener("change", (event) => {
    if (!keeps(event.target)) return;
    keep({ ...waiting(), [event.target.name]: event.target.value });
    send();
  });
  for (const offer of form.querySelectorAll("[data-take]")) { // a near figure is taken by one tap, never by itself
    const field = document.getElementById(offer.dataset.into);
    offer.hidden = field.disabled;
    offer.addEventListener("click", () => {
      field.value = offer.dataset.take;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
  }
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) { // all of it goes now: what is still on its way would come to a form that is handed in
      leaving = true;
      flight?.abort();
      localStorage.removeItem(shelf);
      return;
    }
    event.preventDefault();
    const typed = [...form.elements].filter((field) => keeps(field) && field.value);
    keep({ ...waiting(), ...Object.fromEntries(typed.map((field) => [field.name, field.value])) });
    told.textContent = form.dataset.kept;
  });
  window.addEventListener("online", send);
  window.addEventListener("pageshow", () => { leaving = false; }); // back again, by the browser's own button
  beside();
  send();
  if (form.dataset.worker && navigator.serviceWorker) {
    navigator.serviceWorker.register(form.dataset.worker);
    navigator.serviceWorker.ready.then((ready) => ready.active.postMessage({ keep: window.location.pathname }));
  }
})();
