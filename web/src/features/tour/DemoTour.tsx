/** 导览: a short walk through the demo company; it can be left at any stop, and begun again. */
import { useIsFetching, useMutation } from '@tanstack/react-query';
import { Button, Tour, type TourStepProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { send } from '@/lib/api';
import './tour.css';

/** Where a stop points to, and the words of it; what is not on this person's page is passed by. */
const STOPS = [
  ['.shell-company', 'tour.company', 'tour.companyText'],
  ['.shell-side', 'tour.menu', 'tour.menuText'],
  ['.shell-find', 'tour.find', 'tour.findText'],
  ['.tile-to_do', 'tour.toDo', 'tour.toDoText'],
  ['.tile-sales, .tile-owed, .tile-stock', 'tour.figures', 'tour.figuresText'],
  ['.shell-guide', 'tour.guide', 'tour.guideText'],
  ['', 'tour.own', 'tour.ownText'],
] as const;

/** null where it is not, or folded away. */
function placeOf(place: string): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(place);
  return found && found.offsetWidth > 0 ? found : null;
}

/** antd's panel does not say to a screen reader what it is. */
function nameDialog(inside: HTMLElement | null, title: string) {
  const panel = inside?.closest('.ant-tour-section');
  panel?.setAttribute('role', 'dialog');
  panel?.setAttribute('aria-label', title);
}

export function DemoTour({ onEnd }: { onEnd(): void }) {
  const { t } = useTranslation();
  const { mutate: noteSeen } = useMutation({
    mutationFn: () => send('/api/v1/tour', { method: 'PUT', body: { seen: true } }),
  });
  const loading = useIsFetching({ queryKey: ['records', 'home'] }) > 0;
  const [stops, setStops] = useState<readonly (typeof STOPS)[number][]>([]);
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (loading) return;
    setStops((before) =>
      before.length > 0 ? before : STOPS.filter(([place]) => !place || placeOf(place)),
    );
  }, [loading]);
  if (stops.length === 0) return null;
  const end = () => {
    noteSeen();
    onEnd();
  };
  const steps: TourStepProps[] = stops.map(([place, title, text]) => ({
    title: t(title),
    description: t(text),
    target: place ? placeOf(place) : null,
    ...(place === '.shell-side' ? { placement: 'right' as const } : {}),
  }));
  const last = at === steps.length - 1;
  return (
    <Tour
      open
      current={at}
      steps={steps}
      onChange={setAt}
      onClose={end}
      indicatorsRender={(current, total) => (
        <span className="quiet">{`${String(current + 1)} / ${String(total)}`}</span>
      )}
      actionsRender={() => (
        <div
          className="tour-actions"
          ref={(place) => {
            nameDialog(place, t(stops[at]?.[1] ?? 'tour.company'));
          }}
        >
          {!last && (
            <Button size="small" type="text" onClick={end}>
              {t('tour.skip')}
            </Button>
          )}
          {at > 0 && (
            <Button
              size="small"
              onClick={() => {
                setAt(at - 1);
              }}
            >
              {t('tour.back')}
            </Button>
          )}
          <Button
            key={at}
            size="small"
            type="primary"
            autoFocus
            onClick={() => {
              if (last) end();
              else setAt(at + 1);
            }}
          >
            {t(last ? 'tour.end' : 'tour.next')}
          </Button>
        </div>
      )}
    />
  );
}
