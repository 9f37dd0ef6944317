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
