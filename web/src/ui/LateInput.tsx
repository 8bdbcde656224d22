/** Typed text is asked for when the typing pauses. */
import { Input } from 'antd';
import { useEffect, useState } from 'react';

export function LateInput(props: {
  label: string;
  value: string;
  width: number;
  search?: boolean;
  onChange(text: string): void;
}) {
  const { value, onChange } = props;
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => {
      onChange(text);
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, [text, value, onChange]);
  return (
    <Input
      type={props.search ? 'search' : 'text'}
      allowClear
      aria-label={props.label}
      placeholder={props.label}
      title={props.search ? props.label : undefined}
      style={{ width: props.width }}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
      }}
    />
  );
}
