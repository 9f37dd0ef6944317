// Helps on the public pages; all of them work without.
"use strict";

document.documentElement.classList.add("js");

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

const problems = document.getElementById("masalah");
if (problems) problems.focus();

for (const form of document.querySelectorAll("form[data-once]")) {
  const button = form.querySelector("button");
  const said = button.textContent;
  // The server takes a form once however often it is sent; this only says so.
  form.addEventListener("submit", () => {
    button.textContent = form.dataset.once;
    setTimeout(() => { button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = said;
  });
  // Said before a large picture travels; the server says it as well.
  const files = form.elements.berkas;
  if (files) {
    files.addEventListener("change", () => {
      const chosen = [...files.files];
      const large = chosen.some((file) => file.size > Number(form.dataset.bytes));
      const many = chosen.length > Number(form.dataset.files);
      files.setCustomValidity(large || many ? files.dataset.said : "");
      files.reportValidity();
    });
  }
  const day = form.elements.diterima_tanggal;
  if (day) {
    day.addEventListener("input", () => {
      if (day.value) form.querySelector('[name="diterima"][value="sudah"]').checked = true;
    });
  }
}
