/** The views of a report beside each other; the one that is shown is in sight, also on a phone. */
import { Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  views: readonly { name: string; label: string }[];
  chosen: string;
  onChoose(view: string): void;
}

export function ViewChoice({ views, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = strip.current;
    const one = box?.querySelector('.ant-segmented-item-selected');
    if (!box || !one) return;
    const [outer, inner] = [box.getBoundingClientRect(), one.getBoundingClientRect()];
    const beyond = inner.right - outer.right;
    if (beyond > 0) box.scrollLeft += beyond;
    else if (inner.left < outer.left) box.scrollLeft -= outer.left - inner.left;
  }, [chosen]);
  return (
    <div ref={strip} className="report-views">
      <Segmented
        aria-label={t('reports.view')}
        value={chosen}
        options={views.map((one) => ({ value: one.name, label: one.label }))}
        onChange={onChoose}
      />
    </div>
  );
}
