// One sentence out of a sound: play from its beginning to its end, and show which sentence is being heard.
"use strict";

(function () {
  const lists = () => document.querySelectorAll("[data-player]");
  let end = null;
  let looking = false;

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".sentence[data-from]");
    if (!button) return;
    const audio = document.getElementById(button.closest("[data-player]").dataset.player);
    end = Number(button.dataset.to);
    audio.currentTime = Number(button.dataset.from);
    audio.play();
  });

  function follow(audio) {
    for (const list of lists()) {
      if (list.dataset.player !== audio.id) continue;
      for (const button of list.querySelectorAll(".sentence[data-from]")) {
        const inside = audio.currentTime >= Number(button.dataset.from) && audio.currentTime < Number(button.dataset.to);
        if (inside && !audio.paused) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
    }
  }

  // The browser tells the time only four times a second: near the end of a sentence it is looked at more often.
  function watch(audio) {
    if (end !== null && audio.currentTime >= end) {
      end = null;
      audio.pause();
    }
    follow(audio);
    if (end === null || audio.paused || looking) return;
    looking = true;
    window.requestAnimationFrame(() => { looking = false; watch(audio); });
  }
  for (const name of ["timeupdate", "play", "pause", "ended"]) {
    document.addEventListener(name, (event) => {
      if (event.target instanceof HTMLMediaElement) watch(event.target);
    }, true);
  }
  // Whoever moves the player's own handle wants to hear on from there.
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof HTMLMediaElement) end = null;
  }, true);
})();
