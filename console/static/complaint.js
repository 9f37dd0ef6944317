// What a complaint's page does beyond its HTML: it looks whether something has changed, shows it on
// demand without touching what is being typed, and knows three keys. It works without any of this.
"use strict";

(() => {
  const regions = document.querySelector(".regions[data-news]");
  if (!regions) return;
  const here = document.getElementById("hadir");
  const changed = document.getElementById("perubahan");
  const EVERY = 10000;
  let timer = 0;

  // ---- What has changed since.

  async function look() {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(regions.dataset.news, { headers: { Accept: "application/json" } });
      if (answer.status === 401) {
        window.kabari("Sesi Anda berakhir. Yang Anda tulis tetap di sini; simpan setelah masuk lagi.", 20);
        return;
      }
      if (answer.ok) told(await answer.json());
    } catch {
      // The network is away for a moment; the next look tells.
    }
    timer = setTimeout(look, EVERY);
  }

  function told(news) {
    if (here.textContent !== news.say) here.textContent = news.say;
    changed.hidden = news.stamp === regions.dataset.stamp;
  }

  // ---- Showing it: everything but the work region, in which somebody may be writing.

  const KEPT = "#kerja";

  function writing() {
    const fields = document.querySelectorAll(`${KEPT} textarea, ${KEPT} input:not([type=hidden]), ${KEPT} select`);
    return [...fields].some((field) => {
      if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
      if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected && one.value !== "");
      return field.value !== field.defaultValue;
    });
  }

  async function refresh(event) {
    if (!writing()) return; // The link itself loads the page again.
    event.preventDefault();
    const answer = await fetch(event.currentTarget.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["percakapan", "aduan"]) {
      const now = document.getElementById(id), then = page.getElementById(id);
      if (now && then) now.replaceChildren(...then.childNodes);
    }
    for (const part of [".case .when", ".case .what"]) {
      const now = document.querySelector(part), then = page.querySelector(part);
      if (now && then) now.replaceWith(then);
    }
    const stamp = page.querySelector(".regions[data-stamp]");
    if (stamp) regions.dataset.stamp = stamp.dataset.stamp;
    changed.hidden = true;
    const note = document.getElementById("kerja-lama");
    if (note) note.hidden = false;
    window.kabari("Aduan dan percakapan sudah yang terbaru.");
  }

  changed.querySelector("a").addEventListener("click", refresh);
  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, EVERY);

  // ---- Tabs on a phone: which one is shown is said to screen readers too.

  const tabs = [...document.querySelectorAll(".tabs a")];
  function current() {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    const region = target && target.closest(".region");
    const id = region ? region.id : "aduan";
    for (const tab of tabs) {
      if (regions.querySelector(tab.hash).closest(".region").id === id) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  }
  window.addEventListener("hashchange", current);
  current();

  // ---- Keys: 1, 2, 3 go to the regions, u back to the queue. Never while somebody is typing,
  // and not where they were switched off in the queue's help.

  const PLACES = { 1: "percakapan", 2: "aduan", 3: "kerja" };
  document.addEventListener("keydown", (event) => {
    if (!window.pintasan.on()) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (PLACES[event.key]) {
      event.preventDefault();
      const region = document.getElementById(PLACES[event.key]);
      if (getComputedStyle(region).display === "none") location.hash = region.id;
      region.focus();
    } else if (event.key === "u") {
      const queue = document.querySelector('.bar nav a[href$="/antrean"]');
      if (queue) queue.click();
    }
  });

  // What is wrong with a reveal is heard and seen at once.
  document.getElementById("ungkap-salah")?.focus();
})();
