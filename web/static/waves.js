// The outline of each sound, drawn from points the station has measured; a click on it goes to that place.
"use strict";

(function () {
  const ours = document.querySelector("[data-recordings]");
  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();

  function draw(place) {
    if (place.dataset.drawn || !window.WaveSurfer) return;
    place.dataset.drawn = "1";
    const points = place.dataset.wave.split(" ").map((point) => Number(point) / 100);
    window.WaveSurfer.create({
      container: place,
      media: document.getElementById(place.dataset.player),
      peaks: [points],
      duration: Number(place.dataset.seconds),
      height: 56,
      normalize: true,
      waveColor: colour("--line-strong"),
      progressColor: colour("--main"),
      cursorColor: colour("--accent"),
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
      cspNonce: ours.dataset.nonce,
    });
  }

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
  }, { rootMargin: "200px" });

  function watch() {
    for (const place of document.querySelectorAll(".wave[data-wave]:not([data-drawn])")) near.observe(place);
  }
  document.addEventListener("htmx:after:swap", watch);
  watch();

  // One sound at a time.
  document.addEventListener("play", (event) => {
    for (const one of document.querySelectorAll("audio")) if (one !== event.target) one.pause();
  }, true);
})();
