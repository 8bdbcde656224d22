/** After a refusal the first field of the header that it speaks of gets the focus. */
import { useEffect, useRef } from 'react';

export function useRefusedField(refusals: number, fields: Readonly<Record<string, string>>): void {
  const seen = useRef(0);
  useEffect(() => {
    if (seen.current === refusals) return;
    seen.current = refusals;
    const [box] = [...document.querySelectorAll<HTMLElement>('[data-testid^="box-"]')].filter(
      (each) =>
        (each.dataset['testid'] ?? '').slice('box-'.length) in fields ||
        each.querySelector('[aria-invalid="true"]') !== null,
    );
    box?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [refusals, fields]);
}
