// What the pages cannot do without help: say when the station is out of reach, and mark a sound as listened to.
"use strict";

(function () {
  const lost = () => document.getElementById("lost");
  const show = (gone) => { if (lost()) lost().hidden = !gone; };

  document.addEventListener("htmx:error", () => show(true));
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail?.ctx?.response?.status;
    if (status === 401) window.location.reload();
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

  // A reason chip fills the field; the field can still be changed.
  document.addEventListener("click", (event) => {
    const chip = event.target.closest?.("[data-fill]");
    if (!chip) return;
    const field = document.getElementById(chip.dataset.fill);
    field.value = chip.textContent.trim();
    field.focus();
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
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
})();
