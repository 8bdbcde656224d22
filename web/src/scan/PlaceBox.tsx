/** The location where somebody stands: scanned or typed, and taken with Enter or on leaving the box. */
import { Input } from 'antd';
import { useState } from 'react';
import { halfWidth } from './codes';

interface Props {
  label: string;
  /** empty: none */
  place: string;
  placeholder: string;
  onPlace(code: string): void;
  onClear(): void;
  /** with Enter */
  onDone(): void;
}

export function PlaceBox({ label, place, placeholder, onPlace, onClear, onDone }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const say = () => {
    const code = halfWidth(typed ?? '').trim();
    setTyped(null);
    if (code && code !== place) onPlace(code);
  };
  return (
    <label className="scan-place">
      <span>{label}</span>
      <Input
        size="large"
        allowClear
        value={typed ?? place}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="go"
        placeholder={placeholder}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text || null);
          if (!text) onClear();
        }}
        onBlur={say}
        onPressEnter={() => {
          say();
          onDone();
        }}
      />
    </label>
  );
}
