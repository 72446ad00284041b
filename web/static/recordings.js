// Recording with the microphone, and sending a sound piece by piece: a long one needs no second try from its beginning.
"use strict";

(function () {
  const form = document.querySelector("form[data-bring]");
  if (!form) return;
  const part = (name) => form.querySelector(`[data-${name}]`);
  const box = part("recorder"), state = part("state"), level = part("level"), preview = part("preview");
  const file = form.querySelector("#file"), told = part("told"), sent = part("sent");
  const longest = Number(form.dataset.longest);
  const words = {
    insecure: "Chỉ ghi âm được khi mở bàn làm việc ngay trên máy của đài. Hãy ghi bằng điện thoại rồi gửi tệp lên.",
    denied: "Trình duyệt chưa được phép dùng micro. Hãy bấm vào biểu tượng micro cạnh địa chỉ trang và chọn Cho phép.",
    missing: "Không tìm thấy micro. Hãy cắm micro rồi bấm lại.",
    begin: "Bấm nút rồi nói vào micro.",
    full: "Đã đủ 15 phút nên dừng ghi. Hãy nghe lại rồi gửi lên.",
    done: "Đã ghi xong. Hãy nghe lại rồi gửi lên.",
    nothing: "Hãy chọn một tệp âm thanh hoặc ghi âm trước.",
    large: "Tệp lớn quá 300 MB. Hãy cắt ngắn hoặc lưu thành mp3 rồi gửi lại.",
    lost: "Chưa gửi lên hết vì mất liên lạc với máy của đài. Hãy bấm Gửi lên lần nữa.",
  };
  let tape = null, recorded = null;

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const tell = (sentence) => { told.textContent = sentence; told.hidden = !sentence; };

  // ---- the microphone
  function show(recording) {
    part("record").hidden = recording || Boolean(recorded);
    part("stop").hidden = !recording;
    level.hidden = !recording;
    part("discard").hidden = !recorded;
    preview.hidden = !recorded;
    file.disabled = recording || Boolean(recorded);
  }

  async function record() {
    tell("");
    if (!window.isSecureContext || !navigator.mediaDevices) { state.textContent = words.insecure; return; }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: false },
      });
    } catch (error) {
      state.textContent = error.name === "NotFoundError" ? words.missing : words.denied;
      return;
    }
    const context = new AudioContext({ sampleRate: 48000 });
    await context.audioWorklet.addModule(box.dataset.worklet);
    const node = new AudioWorkletNode(context, "tape", { numberOfOutputs: 0 });
    tape = { stream, context, pieces: [], samples: 0, rate: context.sampleRate, top: 0, shown: 0 };
    const mine = tape;
    node.port.onmessage = (event) => take(mine, event.data);
    context.createMediaStreamSource(stream).connect(node);
    show(true);
    part("stop").focus();
  }

  function take(mine, mono) {
    if (mine !== tape) return;
    const piece = new Int16Array(mono.length);
    for (let at = 0; at < mono.length; at += 1) {
      const value = Math.max(-1, Math.min(1, mono[at]));
      piece[at] = Math.round(value * 32767);
      mine.top = Math.max(mine.top * 0.99995, Math.abs(value));
    }
    mine.pieces.push(piece);
    mine.samples += piece.length;
    const seconds = mine.samples / mine.rate;
    if (seconds - mine.shown >= 0.2) {
      mine.shown = seconds;
      level.value = mine.top;
      state.textContent = `Đang ghi ${clock(seconds)}${mine.top > 0.98 ? ". To quá, hãy đứng xa micro hơn." : ""}`;
    }
    if (seconds >= longest - 1) stop(words.full);
  }

  function stop(sentence) {
    if (!tape) return;
    const mine = tape;
    tape = null;
    for (const track of mine.stream.getTracks()) track.stop();
    mine.context.close();
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    const when = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}.${two(now.getMinutes())}`;
    recorded = new File([header(mine), ...mine.pieces], `Ghi âm ${when}.wav`, { type: "audio/wav" });
    preview.src = URL.createObjectURL(recorded);
    state.textContent = `${sentence} (${clock(mine.samples / mine.rate)})`;
    show(false);
    preview.focus();
  }

  function header(mine) {
    const head = new DataView(new ArrayBuffer(44)), bytes = mine.samples * 2;
    const text = (at, letters) => { for (let one = 0; one < letters.length; one += 1) head.setUint8(at + one, letters.charCodeAt(one)); };
    text(0, "RIFF"); head.setUint32(4, 36 + bytes, true); text(8, "WAVEfmt "); head.setUint32(16, 16, true);
    head.setUint16(20, 1, true); head.setUint16(22, 1, true); head.setUint32(24, mine.rate, true);
    head.setUint32(28, mine.rate * 2, true); head.setUint16(32, 2, true); head.setUint16(34, 16, true);
    text(36, "data"); head.setUint32(40, bytes, true);
    return head.buffer;
  }

  function discard() {
    URL.revokeObjectURL(preview.src);
    preview.removeAttribute("src");
    recorded = null;
    state.textContent = words.begin;
    show(false);
  }

  part("record").addEventListener("click", record);
  part("stop").addEventListener("click", () => stop(words.done));
  part("discard").addEventListener("click", discard);
  if (!window.isSecureContext || !navigator.mediaDevices) {
    state.textContent = words.insecure;
    part("record").disabled = true;
  }

  // ---- sending
  const token = () => form.querySelector("[name=csrf_token]").value;

  async function ask(address, body, more = {}) {
    const answer = await fetch(address, {
      method: "POST", body, headers: { "X-CSRFToken": token(), "HX-Request": "true", ...more },
    });
    if (answer.ok) return answer.json();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const refused = new Error(page.body.textContent.trim() || words.lost);
    refused.told = answer.status < 500 || answer.status === 507;
    throw refused;
  }

  async function patiently(deed) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await deed();
      } catch (error) {
        if (error.told || attempt === 4) throw error;
        await new Promise((go) => setTimeout(go, 1000 * (attempt + 1)));
      }
    }
  }

  async function send(sound) {
    const named = new FormData(form);
    named.delete("file");
    named.set("given", sound.name);
    named.set("size", String(sound.size));
    const where = await ask(form.dataset.begin, new URLSearchParams(named));
    sent.hidden = false;
    for (let at = 0; at < sound.size;) {
      const from = at, piece = sound.slice(from, from + where.most);
      const answer = await patiently(() => ask(`${where.piece}?tu=${from}`, piece, { "Content-Type": "application/octet-stream" }));
      at = answer.received;
      sent.value = at / sound.size;
    }
    return ask(where.finish, "");
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (tape) { tell(""); stop(words.done); return; } // it is heard before it is sent, whatever file was chosen before
    const button = form.querySelector("button.btn-main"), sound = recorded || file.files[0];
    if (!sound) { tell(words.nothing); return; }
    if (sound.size > Number(form.dataset.largest)) { tell(words.large); return; }
    tell("");
    button.disabled = true;
    try {
      const done = await send(sound);
      recorded = null;
      const here = new URL(done.show, window.location);
      if (here.pathname === window.location.pathname) { window.location.hash = here.hash; window.location.reload(); }
      else window.location.assign(here);
    } catch (error) {
      tell(error.told ? error.message : words.lost);
      sent.hidden = true;
      button.disabled = false;
    }
  });

  window.addEventListener("beforeunload", (event) => { if (tape || recorded) event.preventDefault(); });
})();
