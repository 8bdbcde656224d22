/** Where a pinned report stands: what draws it comes once it is nearly in sight, into kept room. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { withWords } from '@/i18n';
import { Blanks } from '@/ui/Blanks';
import { calledPin, questionOf, type Pin } from '@/lib/pins';
import './pins.css';

const PinView = lazy(
  withWords(async () => ({ default: (await import('./PinView')).PinView }), 'reports', 'common'),
);

/** Lines of what is not there yet. */
const LINES = { figures: 2, chart: 5, rows: 5 };
const NEAR = '200px';

/** Whether it was ever nearly in sight. */
function useSeen() {
  const place = useRef<HTMLElement>(null);
  const [seen, see] = useState(() => typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    const at = place.current;
    if (seen || !at) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((one) => one.isIntersecting)) see(true);
      },
      { rootMargin: NEAR },
    );
    watch.observe(at);
    return () => {
      watch.disconnect();
    };
  }, [seen]);
  return { place, seen };
}

export function PinComing({ shows }: Pick<Pin, 'shows'>) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('app.loading')}>
      <Blanks count={LINES[shows]} />
    </div>
  );
}

export function PinTile({ pin }: { pin: Pin }) {
  const { place, seen } = useSeen();
  const [of, setOf] = useState('');
  const coming = <PinComing shows={pin.shows} />;
  const isCompared = pin.asked['compare'] ? ' is-compared' : '';
  return (
    <section ref={place} className="panel pin" aria-label={calledPin(pin)}>
      <h2>
        <Link to="/reports/$report" params={{ report: pin.report }} search={questionOf(pin)}>
          {calledPin(pin)}
        </Link>
        <small>{pin.period || of}</small>
      </h2>
      <div className={`pin-${pin.shows}${isCompared}`}>
        <Suspense fallback={coming}>{seen ? <PinView {...{ pin, setOf }} /> : coming}</Suspense>
      </div>
    </section>
  );
}
