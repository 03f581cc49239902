// Forms that wait for a line: without a connection what was written, photographs too, is kept on the telephone and sent
// as soon as there is one. Each carries a key of its own, so that what is sent twice counts once.
(() => {
  const form = document.querySelector("form[data-queue]");
  if (!form || !window.indexedDB) return;
  const state = form.querySelector("[data-state]");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const store = () => new Promise((resolve, reject) => {
    const opening = indexedDB.open("songbang-queue", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const done = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const on = async (mode, act) => done(act((await store()).transaction("waiting", mode).objectStore("waiting")));
  const fresh = () => { form.querySelector("[name=key]").value = crypto.randomUUID ? crypto.randomUUID() : `k-${Date.now()}-${Math.random().toString(36).slice(2, 10)}`; };

  const tell = async () => {
    const count = await on("readonly", (waiting) => waiting.count());
    state.hidden = !count;
    state.textContent = form.dataset.waits.replace("{count}", count);
    return count;
  };
  const send = async (told) => {
    const body = new FormData();
    for (const [name, value] of told.entries) body.append(name, value);
    body.set("csrfmiddlewaretoken", token());
    const answer = await fetch(told.address, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } });
    return answer;
  };
  const sendWaiting = async () => {
    const keys = await on("readonly", (waiting) => waiting.getAllKeys());
    let sent = 0;
    for (const key of keys) {
      const told = await on("readonly", (waiting) => waiting.get(key));
      let answer;
      try { answer = await send(told); } catch { break; }
      if (answer.status >= 500 || answer.redirected) break;
      await on("readwrite", (waiting) => waiting.delete(key));
      sent += 1;
      if (!answer.ok) { state.hidden = false; state.textContent = (await answer.json().catch(() => ({}))).what || ""; return; }
    }
    if (sent && !(await tell())) window.location.reload();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await on("readwrite", (waiting) => waiting.add({ address: form.action, entries: [...new FormData(form).entries()] }));
    form.reset();
    fresh();
    await tell();
    await sendWaiting();
  });
  window.addEventListener("online", sendWaiting);
  tell().then((count) => { if (count) sendWaiting(); });
})();
