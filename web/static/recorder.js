// Runs beside the page, on the sound thread: hands over what the microphone brings, as it brings it.
class Tape extends AudioWorkletProcessor {
  process(inputs) {
    const channels = inputs[0];
    if (channels.length) {
      const mono = new Float32Array(channels[0].length);
      for (const channel of channels) for (let at = 0; at < mono.length; at += 1) mono[at] += channel[at] / channels.length;
      this.port.postMessage(mono, [mono.buffer]);
    }
    return true;
  }
}
registerProcessor("tape", Tape);
