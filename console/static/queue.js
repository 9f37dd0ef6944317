// The queue: what is new is said, never pushed under somebody's hands; and keys for who likes them.
"use strict";

(() => {
  const queue = document.getElementById("antrean");
  if (!queue) return;
  const EVERY = 15000; // Milliseconds between two questions.
  const fresh = () => document.getElementById("segar");
  const numbers = () => Array.from(queue.querySelectorAll("[data-number]"), (row) => row.dataset.number);
  const say = (count) => new Intl.NumberFormat("id-ID").format(count);
  let asking = false;

  // ---- What is new

  async function ask() {
    if (document.hidden || asking) return;
    asking = true;
    try {
      const answer = await fetch(queue.dataset.news, { headers: { Accept: "application/json" } });
      if (answer.status === 401) return signedOut();
      if (!answer.ok) throw new Error(String(answer.status));
      tell(await answer.json());
    } catch {
      away();
    } finally {
      asking = false;
    }
  }

  function tell(news) {
    for (const [view, count] of Object.entries(news.counts)) {
      const place = queue.querySelector(`[data-view="${view}"] .count`);
      if (!place) continue;
      place.textContent = say(count);
      if (view === "terlewat") place.classList.toggle("late", count > 0);
    }
    const unread = queue.querySelector("[data-unread]");
    if (unread) unread.textContent = say(news.unread);
    const place = fresh();
    place.classList.remove("away");
    if (news.digest === queue.dataset.digest) {
      place.replaceChildren();
      return;
    }
    const shown = new Set(numbers());
    const added = news.numbers.filter((number) => !shown.has(number)).length;
    const text = added ? `${added} aduan baru di daftar ini — tampilkan` : "Daftar ini berubah — tampilkan";
    if (place.textContent === text) return; // A screen reader hears it once.
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => load(location.href));
    place.replaceChildren(button);
  }

  function away() {
    const place = fresh();
    place.classList.add("away");
    const text = "Tidak tersambung ke server; dicoba lagi sendiri.";
    if (place.textContent !== text) place.textContent = text;
  }

  function signedOut() {
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Sesi Anda berakhir. Masuk lagi";
    fresh().replaceChildren(link);
    clearInterval(clock);
  }

  /** Puts the list of an address in the place of this one; the same row keeps the focus. */
  async function load(url) {
    const list = document.getElementById("daftar");
    const kept = document.activeElement?.dataset?.number;
    list.setAttribute("aria-busy", "true");
    fresh().textContent = "Memuat…";
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return location.assign(url);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const made = page.getElementById("antrean");
      if (!made) return location.assign(url);
      list.replaceWith(document.importNode(page.getElementById("daftar"), true));
      queue.querySelector(".views").replaceChildren(...made.querySelector(".views").childNodes);
      queue.dataset.digest = made.dataset.digest;
      queue.dataset.news = made.dataset.news;
      document.title = page.title;
      help();
      const row = kept && queue.querySelector(`[data-number="${CSS.escape(kept)}"]`);
      (row || document.getElementById("daftar")).focus();
    } catch {
      list.removeAttribute("aria-busy");
      away();
    }
  }

  const clock = setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  // Whoever follows a link or searches sees that something is on its way.
  const busy = () => document.getElementById("daftar").setAttribute("aria-busy", "true");
  const form = queue.querySelector("form");
  const fields = () => Array.from(form.querySelectorAll("select, input[name]"));
  form.addEventListener("submit", () => {
    busy();
    // What is not used does not have to stand in the address.
    for (const field of fields()) field.disabled = !field.value;
  });
  window.addEventListener("pageshow", () => {
    document.getElementById("daftar").removeAttribute("aria-busy");
    for (const field of fields()) field.disabled = false;
  });

  // ---- Keys

  const dialog = document.getElementById("tombol");
  const box = document.getElementById("pintasan");
  const { on, set } = window.pintasan;
  box.checked = on();
  box.addEventListener("change", () => set(box.checked));

  function help() {
    const button = document.getElementById("bantuan");
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  help();

  /** Focus to the next row or the one before; from elsewhere to the first. */
  function step(by) {
    const rows = Array.from(queue.querySelectorAll(".row"));
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
    rows[next].focus();
    rows[next].scrollIntoView({ block: "nearest" });
  }

  const follow = (link) => { if (link) { busy(); link.click(); } };
  let after = 0; // When g was pressed.
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => follow(queue.querySelector('[rel="next"]')),
    r: () => load(location.href),
    "/": () => { const q = document.getElementById("q"); q.focus(); q.select(); },
    "?": () => dialog.showModal(),
    g: () => { after = performance.now(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const inField = event.target.closest("input, textarea, select");
    if (inField) {
      if (event.key === "Escape" && inField.id === "q") inField.blur();
      return;
    }
    if (!on() && event.key !== "?") return;
    if (after && performance.now() - after < 1500) {
      after = 0;
      const view = queue.querySelector(`.views [data-key="${CSS.escape(event.key)}"]`);
      if (view) { event.preventDefault(); follow(view); }
      return;
    }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
