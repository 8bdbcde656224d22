/** A menu behind a button: it takes the keys when it opens, and gives them back when it closes. */
import { Dropdown, type DropdownProps } from 'antd';
import { useRef } from 'react';

import { isFocusLost } from './arrival';

/** Milliseconds until a menu that closes has let the focus go. */
const CLOSING = 50;

/** What was chosen may have opened a window, which has the keys by then. */
function giveBack(opener: HTMLElement | null): void {
  const held = document.activeElement?.closest('.ant-dropdown');
  if ((isFocusLost() || held) && opener?.isConnected) opener.focus({ preventScroll: true });
}

export function PressedMenu({ onOpenChange, ...rest }: DropdownProps) {
  const opener = useRef<HTMLElement | null>(null);
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      {...rest}
      onOpenChange={(open, info) => {
        const at = document.activeElement;
        if (open) opener.current = at instanceof HTMLElement ? at : null;
        else {
          setTimeout(() => {
            giveBack(opener.current);
          }, CLOSING);
        }
        onOpenChange?.(open, info);
      }}
    />
  );
}
