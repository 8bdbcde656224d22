/** Reads bar codes with the camera, where the browser itself knows how to. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type Known = typeof globalThis & { BarcodeDetector?: new () => Detector };

/** Pictures a second, and how long the same code is not read again. */
const PAUSE = 200;
const REST = 1_500;

export function hasCamera(): boolean {
  return 'BarcodeDetector' in globalThis && 'mediaDevices' in navigator;
}

export function Camera({ onCode }: { onCode(code: string): void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    const make = (globalThis as Known).BarcodeDetector;
    if (!make) return;
    const detector = new make();
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    let last = { code: '', at: 0 };
    const look = async () => {
      if (stopped || !video.current) return;
      try {
        const [first] = await detector.detect(video.current);
        const now = Date.now();
        if (first && (first.rawValue !== last.code || now - last.at > REST)) {
          last = { code: first.rawValue, at: now };
          latest.current(first.rawValue);
        }
      } catch {
        // The picture was not there yet.
      }
      timer = setTimeout(() => void look(), PAUSE);
    };
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' } })
      .then(async (given) => {
        stream = given;
        if (stopped || !video.current) {
          given.getTracks().forEach((track) => {
            track.stop();
          });
          return;
        }
        video.current.srcObject = given;
        await video.current.play();
        void look();
      })
      .catch(() => {
        setRefused(true);
      });
    return () => {
      stopped = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => {
        track.stop();
      });
    };
  }, []);
  if (refused) return <p className="quiet">{t('scan.noCamera')}</p>;
  return <video ref={video} className="scan-camera" muted playsInline />;
}
