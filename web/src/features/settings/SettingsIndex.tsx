/** What there is to set, part by part: each leads to its panel, and the one that is seen is marked. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import './settings.css';

/** The name of a part's panel on the page. */
export function anchorOf(title: string): string {
  return `part-${title.replaceAll(/\s+/g, '-')}`;
}

/** As far below the top of the page as a panel is still the one that is read. */
const READ = 160;

function useSeen(parts: readonly string[]): [string | null, (part: string) => void] {
  const [seen, setSeen] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      const tops = parts.flatMap((part) => {
        const box = document.getElementById(anchorOf(part))?.getBoundingClientRect();
        return box ? [[part, box.top] as const] : [];
      });
      setSeen((tops.filter(([, top]) => top < READ).at(-1) ?? tops[0])?.[0] ?? null);
    };
    look();
    document.addEventListener('scroll', look, { capture: true, passive: true });
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
    };
  }, [parts]);
  return [seen, setSeen];
}

export function SettingsIndex({ parts }: { parts: readonly string[] }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useSeen(parts);
  return (
    <nav className="settings-index" aria-label={t('settings.index')}>
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          className="as-link"
          aria-current={part === seen ? 'true' : undefined}
          onClick={() => {
            const panel = document.getElementById(anchorOf(part));
            panel?.scrollIntoView({ block: 'start' });
            panel?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true });
            setSeen(part);
          }}
        >
          {part}
        </button>
      ))}
    </nav>
  );
}
