// What the pages cannot do without help: say when the station is out of reach, and mark a sound as listened to.
"use strict";

(function () {
  document.documentElement.classList.add("scripted");
  const lost = () => document.getElementById("lost");
  const show = (gone) => { if (lost()) lost().hidden = !gone; };

  document.addEventListener("htmx:error", () => show(true));
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail?.ctx?.response?.status;
    if (status === 401 && document.querySelector("form[data-autosave]")) document.dispatchEvent(new Event("desk:signed-out"));
    else if (status === 401) window.location.reload();
    else if (status >= 500) show(true);
  });
  document.addEventListener("htmx:after:swap", () => show(false));

  // A sound counts as heard when 95 % of it has really been played, wherever the listener jumped about.
  const ENOUGH = 0.95;

  function heard(audio) {
    let seconds = 0;
    for (let at = 0; at < audio.played.length; at += 1) seconds += audio.played.end(at) - audio.played.start(at);
    return audio.duration > 0 ? seconds / audio.duration : 0;
  }

  async function report(audio) {
    if (audio.dataset.reported) return;
    audio.dataset.reported = "1";
    const form = document.getElementById(audio.dataset.listened);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Requested-With": "fetch" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      unlock();
    } catch {
      delete audio.dataset.reported;
      show(true);
    }
  }

  function unlock() {
    for (const one of document.querySelectorAll("[data-after-listening]")) one.disabled = false;
    for (const one of document.querySelectorAll("[data-until-listened]")) one.hidden = true;
    for (const one of document.querySelectorAll("[data-once-listened]")) one.hidden = false;
  }

  function watch(event) {
    const audio = event.target;
    if (!(audio instanceof HTMLMediaElement) || !audio.dataset.listened) return;
    const share = heard(audio);
    const meter = document.getElementById(audio.dataset.meter);
    if (meter) meter.value = Math.min(1, share / ENOUGH);
    if (share >= ENOUGH) report(audio);
  }
  for (const name of ["timeupdate", "pause", "ended"]) document.addEventListener(name, watch, true);

  // A week on paper.
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-print]")) window.print(); });

  // A reason chip fills the field; the field can still be changed.
  document.addEventListener("click", (event) => {
    const chip = event.target.closest?.("[data-fill]");
    if (!chip) return;
    const field = document.getElementById(chip.dataset.fill);
    field.value = chip.textContent.trim();
    field.focus();
  });

  // On a phone the reading waits behind its heading; beside the text it stands open.
  if (window.matchMedia("(max-width: 979px)").matches) {
    for (const one of document.querySelectorAll("details[data-open-when-wide]")) one.open = false;
  }

  // What is typed in a hurry waits for its words; on a phone the keyboard would hide what can be chosen instead.
  if (window.matchMedia("(min-width: 900px)").matches) document.querySelector("[data-focus-when-wide]")?.focus();

  // A doubtful word is mended where it stands in the text: the nth time it is written, whatever the blanks in it.
  function placeOf(text, written, nth) {
    const parts = written.normalize("NFC").split(/\s+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const found = [...text.matchAll(new RegExp(parts.join("\\s+"), "gu"))];
    return found[nth] || found[0];
  }

  function mend(button) {
    const area = document.getElementById("text");
    const { written, fix, nth } = button.dataset;
    if (area.value !== area.value.normalize("NFC")) area.value = area.value.normalize("NFC");
    const found = placeOf(area.value, written, Number(nth));
    area.focus();
    if (!found) return;
    const from = fix || found.index === 0 || area.value[found.index - 1] !== " " ? found.index : found.index - 1;
    area.setSelectionRange(from, found.index + found[0].length);
    // The old command keeps the browser's undo; where it is gone, the text is set and told about.
    if (document.execCommand?.(fix ? "insertText" : "delete", false, fix)) return;
    area.setRangeText(fix, from, found.index + found[0].length, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-fix]");
    if (button) mend(button);
  });
  // Enter in the field of a word keeps that word; it does not send the whole bulletin.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("#doubts [data-said]")) return;
    event.preventDefault();
    event.target.closest(".doubt").querySelector("button[formaction]").click();
  });
  // The button that taught a word goes with its question: the reader is not thrown back to the top of the page.
  let teaching = false;
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#doubts button[formaction]")) teaching = true;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!teaching || document.activeElement !== document.body) return;
    teaching = false;
    document.getElementById("doubts-head")?.focus();
  });

  // The account menu closes like any menu: with Escape, or with a click elsewhere.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of document.querySelectorAll("details.account[open], details.item-menu[open]")) {
      one.open = false;
      one.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const one of document.querySelectorAll("details.account[open], details.item-menu[open]")) {
      if (!one.contains(event.target)) one.open = false;
    }
  });

  // What was written and not saved is not thrown away by a slip.
  let dirty = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-keep]")) dirty = true; });
  document.addEventListener("submit", () => { dirty = false; });
  document.addEventListener("desk:kept", () => { dirty = false; }); // the station has it
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
})();
