/**
 * What a key means is told once the key itself is on the screen: the page around the cell (amounts,
 * sums, stock) takes longer to draw than one digit. Nobody can do anything else in between: whatever
 * else happens in the window waits for it.
 */
import { flushSync } from 'react-dom';

/** Milliseconds: a window that nobody sees paints no frames. */
const LATEST = 100;
const OTHER = [
  ...['keydown', 'pointerdown', 'click', 'focusout', 'compositionstart'],
  ...['paste', 'cut', 'drop', 'pagehide'],
];

let waiting: (() => void) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tell it now, if there is anything to tell. */
export function tell(): void {
  const act = waiting;
  if (!act) return;
  waiting = null;
  clearTimeout(timer);
  flushSync(act);
}

function painted(): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    tell();
  };
  port2.postMessage(null);
}

/** Tell it after the next frame; of several keys before that, the last one says it all. */
export function afterPaint(act: () => void): void {
  if (!waiting) {
    timer = setTimeout(tell, LATEST);
    requestAnimationFrame(painted);
  }
  waiting = act;
}

for (const name of OTHER) window.addEventListener(name, tell, { capture: true });
