/** Reads bar codes with the camera, and says why where it cannot. */
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { recall, remember } from '@/lib/remember';
import { nearest, openReader, Sightings } from './reading';

/** Between two pictures. */
const PAUSE = 100;
const USED = 'huolang.camera';
const PICTURE: MediaStreamConstraints = {
  video: { facingMode: 'environment', width: { ideal: 1_280 }, height: { ideal: 720 } },
};

const WHY = {
  refused: 'scan.cameraRefused',
  none: 'scan.cameraNone',
  busy: 'scan.cameraBusy',
  needsHttps: 'scan.cameraNeedsHttps',
  noReader: 'scan.cameraNoReader',
} as const;
type Why = keyof typeof WHY;
type Stage = 'opening' | 'looking' | Why;
type Lamp = MediaTrackConstraintSet & { torch?: boolean };

/** Who scans with this camera has what reads at hand, also without a network. */
export function warmUp(): void {
  if (recall(USED) !== null) void openReader().catch(() => undefined);
}

function whyNot(error: unknown): Why {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none';
}

function stop(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => {
    track.stop();
  });
}

/** The picture of the camera in `video`, and what it reads; until this page lets go of it. */
function useCamera(onCode: (code: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  const [stage, setStage] = useState<Stage>('opening');
  const [track, setTrack] = useState<MediaStreamTrack | null>(null);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    const sightings = new Sightings();
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = async (): Promise<void> => {
      // Browsers hide cameras from pages that come by plain http.
      const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
      if (!devices) {
        setStage(globalThis.isSecureContext ? 'none' : 'needsHttps');
        return;
      }
      const reading = openReader().catch(() => null);
      try {
        stream = await devices.getUserMedia(PICTURE);
      } catch (error) {
        if (!signal.aborted) setStage(whyNot(error));
        return;
      }
      const picture = video.current;
      if (signal.aborted || !picture) {
        stop(stream);
        return;
      }
      picture.srcObject = stream;
      setTrack(stream.getVideoTracks()[0] ?? null);
      await picture.play().catch(() => undefined); // interrupted: the page was left
      const reader = await reading;
      if (signal.aborted) return;
      if (!reader) {
        stop(stream);
        setStage('noReader');
        return;
      }
      remember(USED, '1');
      setStage('looking');
      const look = async () => {
        try {
          const text = nearest(await reader(picture));
          if (text && !signal.aborted && sightings.counts(text, Date.now())) latest.current(text);
        } catch {
          // The picture was not there yet.
        }
        if (!signal.aborted) timer = setTimeout(() => void look(), PAUSE);
      };
      await look();
    };
    void open();
    return () => {
      gone.abort();
      clearTimeout(timer);
      stop(stream);
    };
  }, []);
  return { video, stage, track };
}

export function Camera({ onCode }: { onCode(code: string): void }) {
  const { t } = useTranslation();
  const { video, stage, track } = useCamera(onCode);
  if (stage !== 'opening' && stage !== 'looking') {
    return <Alert type="error" showIcon title={t(WHY[stage])} />;
  }
  return (
    <div className="scan-camera">
      <video ref={video} muted playsInline aria-label={t('scan.picture')} />
      <div className="scan-aim">
        <span role="status">{t(stage === 'opening' ? 'scan.opening' : 'scan.aim')}</span>
        {track && <Torch key={track.id} track={track} />}
      </div>
    </div>
  );
}

function Torch({ track }: { track: MediaStreamTrack }) {
  const { t } = useTranslation();
  const [on, setOn] = useState(false);
  // Some browsers do not say what a camera can do.
  const able = (track as { getCapabilities?(): object }).getCapabilities?.() ?? {};
  if (!('torch' in able)) return null;
  const turn = () => {
    const lamp: Lamp = { torch: !on };
    track.applyConstraints({ advanced: [lamp] }).then(
      () => {
        setOn(!on);
      },
      () => undefined,
    );
  };
  return (
    <Button aria-pressed={on} type={on ? 'primary' : 'default'} onClick={turn}>
      {t('scan.torch')}
    </Button>
  );
}
