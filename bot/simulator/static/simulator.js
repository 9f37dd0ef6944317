// The page without this file sends forms and is loaded anew. With it, the same forms go as JSON and
// the page looks for news by itself. Whatever a citizen wrote is put in as textContent only.
"use strict";

(() => {
  // Milliseconds between looks; right after something was sent; while nobody sees the page.
  const [OFTEN, SOON, SELDOM] = [700, 150, 5000];
  const AWAY = "Server tidak menjawab. Periksa apakah programnya masih berjalan";

  const byId = (id) => document.getElementById(id);
  const log = byId("log");
  const end = byId("akhir");
  const alertBox = byId("alert");
  const composer = byId("composer");
  const box = byId("tulis");
  const here = new URLSearchParams(new FormData(composer));
  here.delete("text");

  let version = "";
  let away = false;
  let soon = 0;
  let timer = 0;
  let newest = 0; // Number of the newest request, so that a late answer never undoes a later one.
  let line = Promise.resolve(); // Messages go one after the other, in the order of their writing.

  // --- Putting what the server says into its places ---------------------------------------------

  function setText(place, text) {
    if (place.textContent !== text) place.textContent = text;
    const holder = place.tagName === "DD" ? place.parentElement : place;
    holder.hidden = text === "";
  }

  function fill(node, values) {
    for (const place of node.querySelectorAll("[data-t]")) setText(place, values[place.dataset.t] || "");
    for (const place of node.querySelectorAll("[data-v]")) place.value = values[place.dataset.v] || "";
    for (const list of node.querySelectorAll("[data-list]")) {
      const items = values[list.dataset.list] || [];
      if (items.join("\n") === Array.from(list.children, (li) => li.textContent).join("\n")) continue;
      list.replaceChildren(...items.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      list.hidden = items.length === 0;
    }
  }

  function setButtons(form, options) {
    const old = Array.from(form.querySelectorAll("button"));
    form.hidden = options.length === 0;
    if (old.map((b) => b.value + b.textContent).join("\n") === options.map((o) => o.id + o.label).join("\n")) return;
    for (const button of old) button.remove();
    for (const option of options) {
      form.append(Object.assign(document.createElement("button"), { name: "button", value: option.id, textContent: option.label }));
    }
  }

  function copyOf(id) {
    return byId(id).content.firstElementChild.cloneNode(true);
  }

  function showLine(values) {
    let node = log.querySelector(`:scope > [data-id="${values.id}"]`);
    const isNew = !node;
    if (isNew) {
      node = copyOf("t-bubble");
      node.dataset.id = values.id;
    }
    node.classList.toggle("mine", values.mine);
    node.classList.toggle("bad", values.bad);
    fill(node, values);
    setButtons(node.querySelector("form"), values.options);
    if (isNew) {
      // What is still on its way stays below what has arrived.
      log.insertBefore(node, log.querySelector(":scope > .waiting") || end);
    }
    return isNew;
  }

  function showTickets(tickets) {
    const holder = byId("tickets");
    byId("none").hidden = tickets.length > 0;
    tickets.forEach((ticket, place) => {
      let node = holder.querySelector(`:scope > [data-id="${ticket.number}"]`);
      if (!node) {
        node = copyOf("t-ticket");
        node.dataset.id = ticket.number;
      }
      fill(node, ticket);
      node.querySelector("form").hidden = ticket.finished;
      if (holder.children[place] !== node) holder.insertBefore(node, holder.children[place] || null);
    });
  }

  function render(view) {
    if (view.version === version) return;
    version = view.version;
    const low = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const added = view.lines.map(showLine).some(Boolean);
    byId("welcome").hidden = view.lines.length > 0;
    byId("busy").hidden = !view.busy;
    byId("subtitle").hidden = view.busy;
    setButtons(byId("chips"), view.chips);
    setText(byId("awaiting"), view.awaiting);
    setText(byId("window"), view.window);
    byId("window").classList.toggle("open", view.window_open);
    byId("release").hidden = !view.handover;
    byId("draft").hidden = !view.draft;
    if (view.draft) fill(byId("draft"), view.draft);
    showTickets(view.tickets);
    if (added && low) toEnd();
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
  }

  function complain(text) {
    setText(alertBox, text);
  }

  // --- Asking and telling -----------------------------------------------------------------------

  async function ask(path, options) {
    const number = ++newest;
    const answer = await fetch(path, options);
    if (answer.status === 204) return;
    const isJson = (answer.headers.get("content-type") || "").includes("json");
    const told = isJson ? await answer.json() : { error: await answer.text() };
    if (!answer.ok) throw Object.assign(new Error(told.error || ""), { told: true });
    if (number === newest || (options && options.method)) render(told);
  }

  async function look() {
    clearTimeout(timer);
    try {
      await ask(`/simulator/conversation?${here}&seen=${version}`);
      if (away) complain("");
      away = false;
    } catch (error) {
      if (!away) complain(error.told ? error.message : `${AWAY}. Halaman ini terus mencoba.`);
      away = true;
    }
    soon = Math.max(0, soon - 1);
    lookIn(document.hidden ? SELDOM : soon ? SOON : OFTEN);
  }

  function lookIn(time) {
    clearTimeout(timer);
    timer = setTimeout(look, time);
  }

  async function tell(path, fields) {
    await ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    soon = 8;
    lookIn(SOON);
  }

  // --- Messages ---------------------------------------------------------------------------------

  function waitingBubble(text) {
    const node = copyOf("t-bubble");
    node.classList.add("mine", "waiting");
    fill(node, { author: "Warga:", text, status: "mengirim…" });
    node.querySelector("form").hidden = true;
    node.setAttribute("aria-hidden", "true"); // It is read out once it has arrived.
    log.insertBefore(node, end);
    byId("welcome").hidden = true;
    toEnd();
    return node;
  }

  function send(fields, shown) {
    // The same name on every attempt: a message that arrived after all is not taken twice.
    fields.id = fields.id || newId();
    const node = waitingBubble(shown);
    const work = async () => {
      try {
        await tell("/simulator/messages", fields);
        node.remove();
        complain("");
        toEnd();
      } catch (error) {
        node.classList.add("bad");
        node.removeAttribute("aria-hidden");
        setText(node.querySelector('[data-t="status"]'), "belum terkirim");
        complain(error.told ? error.message : `${AWAY}, lalu ketuk “Kirim ulang”.`);
        offerAgain(node, () => send(fields, shown));
      }
    };
    line = line.then(work);
  }

  function offerAgain(node, again) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "again", textContent: "Kirim ulang" });
    button.addEventListener("click", () => {
      node.remove();
      again();
    });
    node.querySelector(".bubble").append(button);
    toEnd();
  }

  function newId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  function sendMessage(form, fields, submitter) {
    if (!(fields.text || "").trim() && !fields.attach && !fields.button) {
      box.focus();
      return;
    }
    const label = submitter && submitter.name ? submitter.textContent.trim() : "";
    send(fields, [fields.attach ? label : "", fields.text || (fields.button ? label : "")].filter(Boolean).join("\n"));
    complain("");
    byId("attach").open = false;
    if (form === composer) {
      box.value = "";
      count();
    }
    if (matchMedia("(pointer: fine)").matches) box.focus();
  }

  async function actAsOfficer(form, fields, submitter) {
    if (submitter) submitter.disabled = true;
    try {
      await tell("/simulator/officer", fields);
      const written = form.querySelector("textarea");
      if (written) written.value = "";
      tellBeside(form, "");
    } catch (error) {
      tellBeside(form, error.told ? error.message : `${AWAY}.`);
    }
    if (submitter) submitter.disabled = false;
  }

  function tellBeside(form, text) {
    let place = form.querySelector("[role=alert]");
    if (!place) {
      place = Object.assign(document.createElement("p"), { className: "alert" });
      place.setAttribute("role", "alert");
      form.append(place);
    }
    setText(place, text);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.send) return;
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form, event.submitter));
    if (form.dataset.send === "message") sendMessage(form, fields, event.submitter);
    else actAsOfficer(form, fields, event.submitter);
  });

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit(composer.querySelector(".send"));
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#attach")) byId("attach").open = false;
  });
  byId("attach").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    byId("attach").open = false;
    byId("attach").querySelector("summary").focus();
  });

  // --- What a text message costs, while it is being written -------------------------------------

  const counter = byId("count"); // On the page of SMS only.
  const alphabet = new Set(counter ? counter.dataset.alphabet : "");
  const doubled = new Set(counter ? counter.dataset.doubled : "");

  function count() {
    if (!counter) return;
    const characters = Array.from(box.value);
    const plain = characters.every((c) => alphabet.has(c));
    const units = plain
      ? characters.reduce((sum, c) => sum + (doubled.has(c) ? 2 : 1), 0)
      : box.value.length;
    const [single, part] = plain ? [160, 153] : [70, 67];
    const segments = units <= single ? 1 : Math.ceil(units / part);
    setText(counter, `${characters.length} karakter · ${segments} segmen · ${plain ? "GSM-7" : "UCS-2"}`);
  }

  box.addEventListener("input", count);
  document.addEventListener("visibilitychange", () => document.hidden || lookIn(0));

  count();
  toEnd();
  look();
  if (matchMedia("(pointer: fine)").matches) {
    byId("hint").hidden = false; // Only a keyboard has Shift and Enter.
    box.focus();
  }
})();
