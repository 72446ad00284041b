// While a text is written: keep it here and at the station, take it out of a file, show a place, copy the result.
"use strict";

(function () {
  const form = document.querySelector("form[data-autosave]");
  const area = document.getElementById("text");
  const KEPT = ["title", "text", "kind", "topic", "priority", "voice", "number", "issued", "issuer", "source", "document"];
  const QUIET = 1500; // ms after the last key before the station is told
  const LOUDEST = 8000; // ms after which it is told even while keys are still pressed

  const same = (a, b) => a.normalize("NFC").trim() === b.normalize("NFC").trim();
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(`unsaved/${key}`) || "null"); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`unsaved/${key}`, JSON.stringify(value)); return true; } catch { return false; } },
    drop(key) { try { localStorage.removeItem(`unsaved/${key}`); } catch { /* nothing was kept */ } },
  };

  // A page that shows the saved bulletin: what the browser kept of it is not needed any more.
  const saved = document.querySelector("script[data-saved]");
  if (saved) {
    const [person] = saved.dataset.saved.split("/");
    for (const key of [saved.dataset.saved, `${person}/new`]) {
      const kept = store.get(key);
      const mine = kept && (same(kept.fields.title, saved.dataset.title) || (!kept.fields.title && kept.fields.text.includes(saved.dataset.title)));
      if (kept?.sent && mine) store.drop(key);
    }
  }

  // The approved words for a Zalo group or the portal.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    const from = document.getElementById(button.dataset.copy);
    const told = document.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(from.value);
      told.textContent = "Đã sao chép. Mở Zalo hoặc Cổng thông tin rồi dán (Ctrl+V).";
    } catch {
      from.closest("details").open = true;
      from.focus();
      from.select();
      const done = document.execCommand?.("copy");
      told.textContent = done ? "Đã sao chép. Mở Zalo hoặc Cổng thông tin rồi dán (Ctrl+V)." : "Đã chọn sẵn lời; nhấn Ctrl+C để sao chép.";
    }
  });

  if (!form || !area) return;
  // Whoever comes back with the browser's button finds what was saved from this page, not an empty one.
  const page = form.elements.namedItem("ma");
  if (page && window.location.search) {
    const here = new URL(window.location.href);
    here.searchParams.set("ma", page.value);
    window.history.replaceState(window.history.state, "", here);
  }
  const place = form.dataset.place;
  const told = document.querySelector("[data-kept]");
  const field = (name) => form.elements.namedItem(name);
  const fields = () => Object.fromEntries(KEPT.map((name) => [name, field(name)?.value ?? ""]));
  const clock = (date) => date.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  let timer = 0;
  let first = 0;
  let sending = false;
  let again = false;
  let gone = false;

  function keepHere() {
    return store.set(place, { at: new Date().toISOString(), version: field("version").value, fields: fields() });
  }

  function signedOut() {
    told.textContent = "Phiên làm việc đã hết. Bài vẫn còn trên trình duyệt này: đăng nhập lại ở thẻ khác rồi quay lại đây viết tiếp.";
  }
  document.addEventListener("desk:signed-out", signedOut);

  function post() {
    const body = new URLSearchParams(fields());
    for (const name of ["csrf_token", "bulletin", "version"]) body.set(name, field(name).value);
    return fetch(form.dataset.autosave, { method: "POST", body, headers: { "HX-Request": "true" } });
  }

  // Whoever has signed in again beside this page has another token.
  async function renewed() {
    const answer = await fetch(window.location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-autosave] [name=csrf_token]")?.value;
    if (!token) return false;
    for (const one of document.getElementsByName("csrf_token")) one.value = token;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
    return true;
  }

  async function keepThere() {
    if (gone) return;
    if (sending) { again = true; return; }
    sending = true;
    first = 0;
    try {
      let answer = await post();
      if ((answer.status === 401 || answer.status === 400) && await renewed()) answer = await post();
      if (answer.status === 401) signedOut();
      else if (!answer.ok) throw new Error(String(answer.status));
      else {
        told.textContent = (await answer.json()).said;
        if (!again) document.dispatchEvent(new Event("desk:kept"));
      }
    } catch {
      told.textContent = `Chưa gửi được về máy của đài. Bài vẫn còn trên trình duyệt này, giữ lúc ${clock(new Date())}.`;
    }
    sending = false;
    if (again) { again = false; soon(); }
  }

  function soon() {
    keepHere();
    const now = Date.now();
    first = first || now;
    window.clearTimeout(timer);
    timer = window.setTimeout(keepThere, Math.max(0, Math.min(QUIET, first + LOUDEST - now)));
  }
  form.addEventListener("input", (event) => { if (KEPT.includes(event.target.name)) soon(); });
  form.addEventListener("submit", () => {
    gone = true;
    window.clearTimeout(timer);
    const kept = store.get(place);
    if (kept) store.set(place, { ...kept, fields: fields(), sent: true });
  });
  window.addEventListener("pageshow", () => { gone = false; });

  // What this browser kept when the line or the power went.
  const local = document.getElementById("local");
  const kept = store.get(place);
  const newer = kept && (!document.getElementById("left") || Date.parse(kept.at) > Date.parse(document.getElementById("left").dataset.left) + 3000);
  if (kept && same(kept.fields.text, area.value) && same(kept.fields.title, field("title").value)) store.drop(place);
  else if (newer && (kept.fields.text || kept.fields.title)) {
    const at = new Date(kept.at);
    local.querySelector("[data-local-at]").textContent = `${clock(at)} ${at.toLocaleDateString("vi-VN")}`;
    local.hidden = false;
  }
  const done = document.getElementById("local-done");
  let before = null; // what stood here when the kept text was taken
  let filling = false;
  function fill(values, version) {
    filling = true;
    for (const [name, value] of Object.entries(values)) if (field(name)) field(name).value = value;
    if (field("version").value !== "0") field("version").value = version; // an older version shows both texts when saved
    area.dispatchEvent(new Event("input", { bubbles: true }));
    filling = false;
  }
  // Who writes on has decided: going back from there would lose what was written since.
  form.addEventListener("input", () => { if (!filling) done.hidden = true; });
  function chosen(taken) {
    local.hidden = true;
    done.hidden = false;
    done.querySelector("[data-local-taken]").hidden = !taken;
    done.querySelector("[data-local-dropped]").hidden = taken;
    area.focus();
  }
  local.querySelector("[data-local-take]").addEventListener("click", () => {
    before = { fields: fields(), version: field("version").value };
    fill(kept.fields, kept.version);
    chosen(true);
  });
  local.querySelector("[data-local-drop]").addEventListener("click", () => {
    before = null;
    store.drop(place);
    chosen(false);
  });
  done.querySelector("[data-local-undo]").addEventListener("click", () => {
    if (before) fill(before.fields, before.version);
    store.set(place, kept);
    done.hidden = true;
    local.hidden = false;
    local.querySelector("[data-local-take]").focus();
  });

  // A document: chosen, or dropped onto the text.
  const brought = document.querySelector("[data-brought]");
  function put(text) {
    area.focus();
    const gap = area.value.trim() ? "\n\n" : "";
    const at = area.value.length;
    area.setSelectionRange(gap ? at : 0, at);
    if (text.length > 5000 || !document.execCommand?.("insertText", false, gap + text)) {
      area.setRangeText(gap + text, gap ? at : 0, at, "end");
    }
    area.setSelectionRange(0, 0);
    area.scrollTop = 0;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  async function bring(file) {
    if (!file) return;
    brought.textContent = `Đang đọc “${file.name}”…`;
    area.setAttribute("aria-busy", "true");
    const body = new FormData();
    body.set("csrf_token", field("csrf_token").value);
    body.set("file", file);
    try {
      const answer = await fetch(form.dataset.bring, { method: "POST", body, headers: { "X-Requested-With": "fetch", "HX-Request": "true" } });
      const found = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
      if (answer.ok && found) {
        for (const name of ["title", "number", "issued", "issuer", "source"]) {
          if (field(name) && !field(name).value) field(name).value = found[name];
        }
        field("document").value = found.document;
        put(found.text);
        brought.textContent = found.said;
      } else {
        brought.textContent = found?.told || (answer.status === 413 ? "Tệp lớn quá 20 MB. Hãy tách lấy phần cần đọc." : "Chưa lấy được nội dung tệp này. Hãy tải lại trang rồi thử lại.");
      }
    } catch {
      brought.textContent = "Mất liên lạc với máy của đài nên chưa lấy được tệp. Hãy thử lại.";
    }
    area.removeAttribute("aria-busy");
  }
  form.querySelector("[data-bring-file]")?.addEventListener("change", (event) => {
    bring(event.target.files[0]);
    event.target.value = "";
  });
  const files = (event) => event.dataTransfer?.types.includes("Files");
  area.addEventListener("dragover", (event) => { if (files(event)) { event.preventDefault(); area.classList.add("dropping"); } });
  for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => area.classList.remove("dropping"));
  area.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    bring(event.dataTransfer.files[0]);
  });

  // A remark leads to its words in the text.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-show]");
    if (!button) return;
    let at = -1;
    for (let nth = 0; nth <= Number(button.dataset.nth); nth += 1) {
      const next = area.value.normalize("NFC").indexOf(button.dataset.written, at + 1);
      if (next < 0) break;
      at = next;
    }
    area.focus();
    if (at >= 0) area.setSelectionRange(at, at + button.dataset.written.length);
  });
})();
