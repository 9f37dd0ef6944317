// The work region with a script: it counts while one writes, keeps what is not sent yet, and counts
// down the seconds in which an answer can be taken back. Without it, every form works the same.
"use strict";

(() => {
  const root = document.querySelector("[data-keep-under]");
  if (!root) return;

  const OLD = 3 * 24 * 60 * 60 * 1000; // Milliseconds; after that a text is not offered again.
  const PREFIX = "aduan/";
  const failed = document.querySelector("[data-failed]");

  // --- Keeping what is written ------------------------------------------------------------------

  // A browser may refuse storage altogether; then nothing is kept and nothing breaks.
  function store(action) {
    try {
      return action(window.localStorage);
    } catch {
      return null;
    }
  }

  const keyOf = (form, field) => `${PREFIX}${root.dataset.keepUnder}/${form}/${field}`;

  function forget(form) {
    store((kept) => {
      const start = keyOf(form, "");
      for (const key of Object.keys(kept)) if (key.startsWith(start)) kept.removeItem(key);
    });
  }

  function forgetOld() {
    store((kept) => {
      for (const key of Object.keys(kept)) {
        if (!key.startsWith(PREFIX)) continue;
        let at = 0;
        try {
          at = JSON.parse(kept.getItem(key)).at;
        } catch {
          // Not ours, or broken: it goes.
        }
        if (!(Date.now() - at < OLD)) kept.removeItem(key);
      }
    });
  }

  function restore(box) {
    const form = box.form.dataset.form;
    const found = store((kept) => JSON.parse(kept.getItem(keyOf(form, box.name))));
    const before = box.value;
    // What the server shows again after a refusal is newer than anything kept here.
    if (!found || !found.text || found.text === before || (failed && failed.dataset.failed === form)) return;
    box.value = found.text;
    const note = document.createElement("p");
    note.className = "restored";
    note.append(Object.assign(document.createElement("span"), { textContent: "Tulisan Anda yang belum tersimpan dipulihkan." }));
    const away = Object.assign(document.createElement("button"), { type: "button", textContent: "Buang" });
    away.addEventListener("click", () => {
      box.value = before;
      store((kept) => kept.removeItem(keyOf(form, box.name)));
      note.remove();
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    });
    note.append(away);
    box.after(note);
    const part = box.closest("details.part");
    if (part) part.open = true;
  }

  function keep(box) {
    const key = keyOf(box.form.dataset.form, box.name);
    store((kept) => {
      if (box.value === box.defaultValue) kept.removeItem(key);
      else kept.setItem(key, JSON.stringify({ text: box.value, at: Date.now() }));
    });
  }

  forgetOld();
  if (root.dataset.done) forget(root.dataset.done);
  for (const box of root.querySelectorAll("textarea[data-keep]")) {
    if (!box.form || !box.form.dataset.form) continue;
    restore(box);
    let timer = 0;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 400, box);
    });
    box.addEventListener("change", () => keep(box));
  }
  for (const link of root.querySelectorAll("[data-forget]")) {
    link.addEventListener("click", () => forget(link.dataset.forget));
  }
  // Whoever signs out on purpose leaves nothing behind for the next one at this computer.
  const leaving = document.querySelector('form[action$="/keluar"]');
  if (leaving) {
    leaving.addEventListener("submit", () =>
      store((kept) => {
        for (const key of Object.keys(kept)) if (key.startsWith(PREFIX)) kept.removeItem(key);
      }),
    );
  }
  // The address says once what was done. Loaded again, it must not throw away what was written since.
  if (root.dataset.done) {
    const address = location.href;
    const said = () => {
      if (location.href === address) history.replaceState(history.state, "", location.pathname + location.hash);
    };
    for (const event of ["keydown", "pointerdown", "input"]) addEventListener(event, said, { once: true, capture: true });
    setTimeout(said, 5000);
  }

  // --- Counting ---------------------------------------------------------------------------------

  // As domain/sms.py and domain/fit.py do; the page hands over alphabet and limits.
  function toGsm7(text, rules) {
    let out = "";
    for (const char of text) {
      const plain = char in rules.plain ? rules.plain[char] : char;
      for (const one of plain) {
        if (rules.alphabet.has(one)) out += one;
        else for (const part of one.normalize("NFKD")) if (rules.alphabet.has(part)) out += part;
      }
    }
    return out;
  }

  function split(text, limit) {
    const pieces = [];
    let rest = Array.from(text.trim());
    while (rest.length > limit) {
      const seen = rest.slice(0, limit + 1);
      const last = (char) => seen.lastIndexOf(char);
      let paragraph = 0;
      for (let i = seen.length - 2; i > 0 && !paragraph; i--) if (seen[i] === "\n" && seen[i + 1] === "\n") paragraph = i;
      let cut = paragraph || Math.max(last("\n"), 0) || last(" ");
      if (cut <= Math.floor(limit / 3)) cut = Math.max(last(" "), last("\n"));
      if (cut <= 0) cut = limit;
      pieces.push(rest.slice(0, cut).join("").trimEnd());
      rest = Array.from(rest.slice(cut).join("").trimStart());
    }
    pieces.push(rest.join(""));
    return pieces.filter(Boolean);
  }

  function units(text, rules) {
    return Array.from(text).reduce((sum, char) => sum + (rules.doubled.has(char) ? 2 : 1), 0);
  }

  const number = (n) => n.toLocaleString("id-ID");

  function said(text, rules) {
    if (!text.trim()) return "";
    const framed = rules.before + text.trim() + rules.after;
    if (!rules.sms) {
      const pieces = split(framed, rules.limit);
      const length = pieces.reduce((sum, piece) => sum + Array.from(piece).length, 0);
      const left = rules.limit - Array.from(pieces[pieces.length - 1]).length;
      return `${number(length)} karakter · ${pieces.length} pesan · sisa ${number(left)}`;
    }
    const pieces = split(toGsm7(framed, rules), rules.limit);
    let count = 0;
    let left = 0;
    for (const piece of pieces) {
      const used = units(piece, rules);
      const parts = used <= 160 ? 1 : Math.ceil(used / 153);
      count += parts;
      left = (parts === 1 ? 160 : parts * 153) - used;
    }
    const length = pieces.reduce((sum, piece) => sum + Array.from(piece).length, 0);
    return `${number(length)} karakter · ${count} SMS · sisa ${number(left)} di SMS ini`;
  }

  for (const place of root.querySelectorAll("[data-count-for]")) {
    const box = document.getElementById(place.dataset.countFor);
    if (!box) continue;
    const rules = JSON.parse(place.dataset.count);
    rules.alphabet = new Set(rules.alphabet);
    rules.doubled = new Set(rules.doubled);
    const count = () => { place.textContent = said(box.value, rules); };
    box.addEventListener("input", count);
    count();
  }

  // --- Ready answers and the preview ------------------------------------------------------------

  const reply = root.querySelector("form.reply");
  if (reply) {
    const box = reply.elements.teks;
    reply.addEventListener("submit", (event) => {
      const pressed = event.submitter ? event.submitter.value : "";
      if (pressed === "sisip") {
        event.preventDefault();
        insert(reply.elements.siap.selectedOptions[0]);
      } else if (pressed === "sebut") {
        event.preventDefault();
        insert(event.submitter);
      } else if (pressed === "pratinjau") {
        event.preventDefault();
        look(new FormData(reply, event.submitter));
      }
    });
    const insert = (chosen) => {
      if (!chosen || !chosen.dataset.text) return;
      const gap = box.selectionStart > 0 && !/\n$/.test(box.value.slice(0, box.selectionStart)) ? "\n\n" : "";
      box.setRangeText(gap + chosen.dataset.text, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    };
    box.addEventListener("input", () => reply.querySelector("[data-preview]").replaceChildren());
  }

  async function look(data) {
    const place = reply.querySelector("[data-preview]");
    try {
      const answer = await fetch(new URL(reply.action).pathname, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(data),
      });
      if (answer.status === 401) throw new Error("Sesi berakhir. Tulisan Anda disimpan di peramban ini; masuk lagi untuk melanjutkan.");
      if (!answer.ok) throw new Error("Pratinjau belum bisa dibuat. Coba lagi.");
      show(place, await answer.json());
    } catch (error) {
      const note = Object.assign(document.createElement("p"), { className: "note warn", textContent: error instanceof TypeError ? "Server tidak menjawab. Tulisan Anda tetap ada di sini." : error.message });
      note.setAttribute("role", "alert");
      place.replaceChildren(note);
    }
  }

  function element(tag, className, text) {
    return Object.assign(document.createElement(tag), { className, textContent: text });
  }

  function show(place, seen) {
    const label = element("p", "label", "Yang dibaca warga ");
    label.append(element("span", "muted small", seen.summary));
    const list = element("ol", "bubbles", "");
    for (const part of seen.parts) {
      const item = document.createElement("li");
      item.append(element("p", "bubble", part.text));
      if (part.encoding) item.append(element("p", "muted small", `${part.characters} karakter, ${part.segments} SMS, ${part.encoding}`));
      list.append(item);
    }
    if (seen.parts.length === 0) list.append(element("li", "muted", "Masih kosong."));
    place.replaceChildren(label, list);
    if (seen.lost) place.append(element("p", "note warn small", `Tidak ikut terkirim lewat SMS: ${seen.lost}`));
    if (window.kabari) window.kabari("Pratinjau siap.", 2);
  }

  // --- Ten seconds ------------------------------------------------------------------------------

  for (const bar of root.querySelectorAll("[data-undo]")) {
    const ends = performance.now() + Number(bar.dataset.undo) * 1000;
    const shown = bar.querySelector("[data-undo-left]");
    const tick = setInterval(() => {
      const left = Math.ceil((ends - performance.now()) / 1000);
      if (left > 0) {
        shown.textContent = String(left);
        return;
      }
      clearInterval(tick);
      const button = bar.querySelector("button");
      if (button) button.remove();
      bar.querySelector("p").textContent = "Jawaban sedang dikirim.";
    }, 250);
    // Read out once; a number that changes every second is only for the eye.
    shown.parentElement.setAttribute("aria-live", "off");
  }

  // --- Once is enough ---------------------------------------------------------------------------

  for (const form of root.querySelectorAll("form[data-form]")) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.busy) event.preventDefault();
      form.dataset.busy = "1";
    });
  }
  addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
  });

  // After the browser has gone to the address's place, which takes the focus away again.
  addEventListener("load", () => {
    const done = root.querySelector(".note.done");
    if (failed) failed.focus();
    else if (done && root.dataset.done === "koreksi") window.kabari(done.textContent);
    else if (done) done.focus({ preventScroll: true });
  });
})();
