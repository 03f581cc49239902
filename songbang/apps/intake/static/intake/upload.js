// Sends files one at a time, each with its path in the folder that was given, and shows how far it is.
(() => {
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const drop = form.querySelector("[data-drop]");
  const files = form.querySelector("#files");
  const folder = form.querySelector("#folder");
  const sending = form.querySelector("[data-sending]");
  const list = form.querySelector("[data-list]");
  const bar = form.querySelector("progress");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  form.querySelector("[data-scripted]").hidden = false;

  const send = (file, path, moved) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("files", file);
    body.append("path", path);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => moved(event.loaded / Math.max(event.total, 1)));
    request.addEventListener("load", () => resolve(request.status === 200 ? JSON.parse(request.responseText) : null));
    request.addEventListener("error", () => resolve(null));
    request.send(body);
  });

  const outcome = (answer) => {
    if (!answer) return form.dataset.failed;
    if (answer.passed_over.length) return form.dataset.passed;
    return answer.received.some((found) => found.known) ? form.dataset.known : form.dataset.sent;
  };

  const sendAll = async (entries) => {
    if (!entries.length) return;
    sending.hidden = false;
    list.replaceChildren();
    let failed = 0;
    for (const [done, { file, path }] of entries.entries()) {
      const line = document.createElement("li");
      line.textContent = `${path} · ${form.dataset.waits}`;
      list.prepend(line);
      const answer = await send(file, path, (part) => { bar.value = (done + part) / entries.length; });
      line.textContent = `${path} · ${outcome(answer)}`;
      if (!answer) failed += 1;
    }
    bar.value = 1;
    if (!failed) window.location.reload();
  };

  const chosen = (input) => [...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  form.addEventListener("submit", (event) => { event.preventDefault(); sendAll(chosen(files)); });
  folder.addEventListener("change", () => sendAll(chosen(folder)));

  const under = async (entry, path) => {
    if (entry.isFile) return [{ file: await new Promise((ok, no) => entry.file(ok, no)), path }];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((ok, no) => reader.readEntries(ok, no));
      if (!some.length) return found;
      for (const inside of some) found.push(...await under(inside, `${path}/${inside.name}`));
    }
  };
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const found = [];
    for (const entry of entries) found.push(...await under(entry, entry.name));
    sendAll(found);
  });
})();
