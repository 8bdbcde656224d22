/** What an ear and a hand are told while the eyes are on the goods. */

function sound(pitch: number, seconds: number): void {
  try {
    const made = new AudioContext();
    const tone = made.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(made.destination);
    tone.start();
    tone.stop(made.currentTime + seconds);
    tone.onended = () => void made.close();
  } catch {
    // Without sound the screen says it.
  }
}

/** Something was not taken. */
export function complain(): void {
  if (typeof navigator.vibrate === 'function') navigator.vibrate(200);
  sound(220, 0.25);
}

/** What was scanned counts. */
export function agree(): void {
  sound(1_320, 0.06);
}
