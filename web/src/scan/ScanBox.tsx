/** Where codes come in: a hardware scanner, the camera, or fingers. */
import { CameraOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

import { Camera, warmUp } from './Camera';
import { halfWidth } from './codes';
import './scan.css';

export interface ScanHandle {
  focus(): void;
}

interface Props {
  /** what is to be scanned now */
  label: string;
  onCode(code: string): void;
  /** what is typed already, for who searches while typing */
  onTyped?(text: string): void;
  ref?: Ref<ScanHandle>;
}

/** Whoever scans after pressing a button need not touch the box first. */
function isElsewhere(target: EventTarget | null): boolean {
  return !(
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="dialog"]')
  );
}

export function ScanBox({ label, onCode, onTyped, ref }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [camera, setCamera] = useState(false);
  const input = useRef<InputRef>(null);
  useImperativeHandle(ref, () => ({
    focus() {
      input.current?.focus({ preventScroll: true });
    },
  }));
  useEffect(warmUp, []);
  useEffect(() => {
    const catchKey = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.key === ' ' || !isElsewhere(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      input.current?.focus({ preventScroll: true });
    };
    window.addEventListener('keydown', catchKey, true);
    return () => {
      window.removeEventListener('keydown', catchKey, true);
    };
  }, []);
  const type = (text: string) => {
    setCode(text);
    onTyped?.(text);
  };
  return (
    <>
      <div className="scan-box">
        <Input
          ref={input}
          size="large"
          autoFocus
          allowClear={onTyped !== undefined}
          value={code}
          enterKeyHint="go"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-label={label}
          placeholder={label}
          onChange={(event) => {
            type(event.target.value);
          }}
          onPaste={(event) => {
            // Lines would run into one another in a box of one line.
            const lines = event.clipboardData.getData('text').split(/[\r\n]+/);
            const some = lines.map((one) => one.trim()).filter((one) => one);
            if (some.length < 2) return;
            event.preventDefault();
            type([code.trim(), ...some].filter((one) => one).join('; '));
          }}
          onPressEnter={() => {
            // A Chinese keyboard may write full-width letters, whatever the scanner sends.
            const text = halfWidth(code).trim();
            type('');
            if (text) onCode(text);
          }}
        />
        <Button
          size="large"
          icon={<CameraOutlined />}
          aria-label={t('scan.camera')}
          aria-pressed={camera}
          type={camera ? 'primary' : 'default'}
          onClick={() => {
            setCamera(!camera);
          }}
        />
      </div>
      {camera && <Camera onCode={onCode} />}
    </>
  );
}
