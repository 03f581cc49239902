// Forms that wait for a line: without a connection what was written, photographs too, is kept on the telephone and sent
// as soon as there is one. Nothing is lost: an entry goes only when the office has answered that it is kept; one that it
// refused stays, with the reason, until the person sends it again or drops it. Nothing comes twice: a finding carries a
// key, evidence is known by its content. What one account wrote is never sent by another.
(() => {
  const form = document.querySelector("form[data-queue]");
  if (!form || !window.indexedDB) return;
  const told = form.dataset;
  const state = form.querySelector("[data-state]");
  const list = form.querySelector("[data-waiting]");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const store = () => new Promise((resolve, reject) => {
    const opening = indexedDB.open("songbang-queue", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const on = async (mode, act) => {
    const kept = await store();
    return new Promise((resolve, reject) => {
      const work = kept.transaction("waiting", mode);
      const asked = act(work.objectStore("waiting"));
      work.oncomplete = () => { kept.close(); resolve(asked && asked.result); };
      work.onerror = work.onabort = () => { kept.close(); reject(work.error); };
    });
  };
  const mine = async () => {
    const keys = await on("readonly", (waiting) => waiting.getAllKeys());
    const all = await on("readonly", (waiting) => waiting.getAll());
    return keys.map((key, at) => ({ key, ...all[at] })).filter((one) => one.who === told.who);
  };
  const say = (text) => { state.hidden = !text; state.textContent = text; };
  const fresh = () => {
    const key = form.querySelector("[name=key]");
    if (key) key.value = crypto.randomUUID ? crypto.randomUUID() : `k-${Date.now()}-${Math.random().toString(36).slice(2, 10)}`;
  };
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };

  const show = async () => {
    const entries = await mine();
    const waiting = entries.filter((one) => !one.refused).length;
    say(waiting ? told.waits.replace("{count}", waiting) : "");
    list.replaceChildren(...entries.map((one) => {
      const line = document.createElement("li");
      line.className = "mb-1";
      line.append(`${one.label}${one.refused ? `：${one.refused} ` : ""}`);
      if (one.refused) {
        line.append(
          button(told.again, async () => { await change(one, { refused: "" }); await sendWaiting(); }),
          button(told.drop, async () => { await on("readwrite", (kept) => kept.delete(one.key)); await show(); }),
        );
      }
      return line;
    }));
    return entries;
  };
  const change = ({ key, ...one }, more) => on("readwrite", (waiting) => waiting.put({ ...one, ...more }, key));
  const send = (one) => {
    const body = new FormData();
    for (const [name, value] of one.entries) body.append(name, value);
    body.set("csrfmiddlewaretoken", token());
    return fetch(one.address, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } });
  };
  const answered = async (answer) => (answer.headers.get("Content-Type") || "").includes("json") ? answer.json() : null;

  const sendAll = async () => {
    let sent = 0;
    for (const one of (await mine()).filter((entry) => !entry.refused)) {
      let answer;
      let said;
      try { answer = await send(one); said = await answered(answer); } catch { break; }
      if (!said) break; // A log-in page, a proxy, an error of the machine: not an answer about this entry.
      if (answer.ok) { await on("readwrite", (waiting) => waiting.delete(one.key)); sent += 1; }
      else await change(one, { refused: [said.what, said.do].filter(Boolean).join("；") || String(answer.status) });
    }
    const left = await show();
    if (sent && !left.length) window.location.reload();
  };
  const sendWaiting = () => navigator.locks ? navigator.locks.request("songbang-queue", sendAll) : sendAll();

  const entriesOf = (written) => {
    const all = [...new FormData(written).entries()].filter(([, value]) => !(value instanceof File) || value.name);
    const files = told.each ? all.filter(([name]) => name === told.each) : [];
    const rest = all.filter(([name]) => name !== told.each);
    return files.length ? files.map((file) => [...rest, file]) : [rest];
  };
  const labelOf = (entries) => {
    const file = entries.find(([, value]) => value instanceof File);
    const words = entries.find(([name, value]) => ["text", "title", "address"].includes(name) && value);
    return String(words && !told.each ? words[1] : file ? file[1].name : words ? words[1] : "").slice(0, 200);
  };
  const keep = async (event) => {
    event.preventDefault();
    const written = event.target;
    const wanted = entriesOf(written);
    const large = wanted.flat().find(([, value]) => value instanceof File && told.most && value.size > Number(told.most));
    if (large) { say(told.large.replace("{name}", large[1].name)); return; }
    try {
      for (const entries of wanted) {
        await on("readwrite", (waiting) => waiting.add({ who: told.who, address: written.action, entries, label: labelOf(entries), refused: "" }));
      }
    } catch { say(told.full); return; }
    if (written === form) { form.reset(); fresh(); }
    await show();
    await sendWaiting();
  };
  // Forms that change what was written before (data-queued) wait in the same line.
  for (const one of [form, ...document.querySelectorAll("form[data-queued]")]) one.addEventListener("submit", keep);
  window.addEventListener("online", sendWaiting);
  show().then((entries) => { if (entries.length) sendWaiting(); });

  if (told.worker && navigator.serviceWorker) {
    navigator.serviceWorker.register(told.worker);
    navigator.serviceWorker.ready.then((ready) => ready.active.postMessage({ keep: window.location.pathname }));
  }
})();
