// Nghe câu này: ask the station to say one sentence, wait for it, play it; a second press stops it.
"use strict";

(function () {
  const told = document.querySelector("[data-hearing]");
  if (!told) return;
  const audio = new Audio();
  const form = document.querySelector("form[data-autosave]");
  const pause = (milliseconds) => new Promise((go) => { window.setTimeout(go, milliseconds); });
  let turn = 0;
  let current = null;

  function quiet() {
    turn += 1;
    audio.pause();
    current?.removeAttribute("aria-current");
    current = null;
    told.textContent = "";
  }

  async function ask(words) {
    const body = new URLSearchParams({
      csrf_token: form.elements.namedItem("csrf_token").value, text: words, voice: form.elements.namedItem("voice")?.value ?? "",
    });
    const answer = await fetch(told.dataset.hearing, { method: "POST", body, headers: { "HX-Request": "true" } });
    return answer.json();
  }

  async function hear(button) {
    quiet();
    const mine = turn;
    current = button;
    button.setAttribute("aria-current", "true");
    told.textContent = "Đang đọc câu này…";
    try {
      let found = await ask(button.querySelector("[data-words]").textContent);
      const { look } = found;
      for (let tries = 0; !found.sound && !found.told && tries < 150; tries += 1) {
        await pause(tries < 20 ? 300 : 800);
        if (mine !== turn) return;
        found = await (await fetch(look, { headers: { "HX-Request": "true" } })).json();
      }
      if (mine !== turn) return;
      if (!found.sound) throw new Error(found.told || "Bộ phận tạo giọng đọc chưa trả lời. Hãy thử lại sau ít phút.");
      audio.src = found.sound;
      told.textContent = "";
      await audio.play();
    } catch (error) {
      if (mine !== turn) return;
      quiet();
      told.textContent = error instanceof TypeError || error instanceof SyntaxError
        ? "Mất liên lạc với máy của đài. Hãy bấm lại." : error.message;
    }
  }

  audio.addEventListener("ended", quiet);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-say]");
    if (!button) return;
    if (button === current) quiet();
    else hear(button);
  });
})();
