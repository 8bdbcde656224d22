/** Codes in the picture of a camera: who reads them, which of several is meant, when it counts. */

/** A code, and where its middle is: both from 0 to 1, across and down the picture. */
export interface Seen {
  text: string;
  x: number;
  y: number;
}
export type Reader = (video: HTMLVideoElement) => Promise<Seen[]>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string; boundingBox: DOMRectReadOnly }[]>;
}
interface Detecting {
  new (): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** What our own labels bear; a browser that cannot read one of them is not asked. */
const NEEDED = ['code_128', 'ean_13', 'qr_code'];

async function ofBrowser(): Promise<Reader | null> {
  const made = (globalThis as { BarcodeDetector?: Detecting }).BarcodeDetector;
  if (!made) return null;
  try {
    const formats = await made.getSupportedFormats();
    if (!NEEDED.every((one) => formats.includes(one))) return null;
    const detector = new made();
    return async (video) =>
      (await detector.detect(video)).map(({ rawValue, boundingBox: box }) => ({
        text: rawValue,
        x: (box.x + box.width / 2) / video.videoWidth,
        y: (box.y + box.height / 2) / video.videoHeight,
      }));
  } catch {
    return null;
  }
}

/** What reads: the browser itself, or the library, which is fetched then. */
export async function openReader(): Promise<Reader> {
  return (await ofBrowser()) ?? (await (await import('./library')).openLibrary());
}

/** Of several codes on a carton the one is meant that the camera is pointed at. */
export function nearest(seen: readonly Seen[]): string | null {
  const far = ({ x, y }: Seen) => (x - 0.5) ** 2 + (y - 0.5) ** 2;
  const first = [...seen].filter((one) => one.text).sort((a, b) => far(a) - far(b))[0];
  return first?.text ?? null;
}

/** Pictures in which a code must be read: a blurred one is read wrongly now and then, not twice. */
const TIMES = 2;
/** For so long a code must be out of sight before it counts again. */
const REST = 1_200;

/** Says of what is seen, picture after picture, when it counts: once, however long it is held. */
export class Sightings {
  private readonly known = new Map<string, { at: number; times: number }>();

  /** `text` is seen `now`: does it count? */
  counts(text: string, now: number): boolean {
    for (const [code, { at }] of this.known) if (now - at > REST) this.known.delete(code);
    const times = (this.known.get(text)?.times ?? 0) + 1;
    this.known.set(text, { at: now, times });
    return times === TIMES;
  }
}
