// What every page has: messages that come and go. Pages work without any of this.
"use strict";

/** Says something in the corner for a while; screen readers hear it too. */
window.kabari = function (text, seconds = 6) {
  const place = document.getElementById("kabar");
  if (!place) return;
  place.textContent = text;
  clearTimeout(window.kabari.timer);
  window.kabari.timer = setTimeout(() => { place.textContent = ""; }, seconds * 1000);
};

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

/** Single keys as commands can be switched off (WCAG 2.1.4); the browser remembers the choice. */
window.pintasan = {
  on() {
    try { return localStorage.getItem("bale-pintasan") !== "mati"; } catch { return true; }
  },
  set(on) {
    try { localStorage.setItem("bale-pintasan", on ? "hidup" : "mati"); } catch { /* not kept */ }
  },
};
