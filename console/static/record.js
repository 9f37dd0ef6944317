// Helps with the entry form; it works without.
"use strict";

document.documentElement.classList.add("js");
const form = document.querySelector("form.record-form");

if (form) {
  // A day of receipt means that it was received.
  const day = form.elements.diterima_tanggal;
  day.addEventListener("input", () => {
    if (day.value) form.querySelector('[name="diterima"][value="sudah"]').checked = true;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  // The server takes a form once however often it is sent; this only says so.
  form.addEventListener("submit", () => {
    const button = form.querySelector(".save button");
    button.textContent = form.dataset.once;
    setTimeout(() => { button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    const button = form.querySelector(".save button");
    button.disabled = false;
    button.textContent = "Simpan dan beri nomor";
  });
  const problems = document.getElementById("masalah");
  if (problems) problems.focus();
}
