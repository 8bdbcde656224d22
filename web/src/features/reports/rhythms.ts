/** How often a report is sent, in words. */
import { useTranslation } from 'react-i18next';

interface Rhythm {
  rhythm: string;
  day: number;
  hour: number;
}

interface Option<T> {
  value: T;
  label: string;
}

const A_MONDAY = Date.UTC(2024, 0, 1);
const A_DAY = 86_400_000;

/** From Monday (1) to Sunday (7). */
function weekdays(language: string): Option<number>[] {
  const told = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: day,
    label: told.format(A_MONDAY + (day - 1) * A_DAY),
  }));
}

export function useRhythms() {
  const { t, i18n } = useTranslation();
  const kinds: Option<string>[] = [
    { value: 'daily', label: t('schedules.daily') },
    { value: 'workdays', label: t('schedules.workdays') },
    { value: 'weekly', label: t('schedules.weekly') },
    { value: 'monthly', label: t('schedules.monthly') },
  ];
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: hour,
    label: `${String(hour).padStart(2, '0')}:00`,
  }));
  const days = (rhythm: string): Option<number>[] => {
    if (rhythm === 'weekly') return weekdays(i18n.language);
    if (rhythm !== 'monthly') return [];
    return Array.from({ length: 31 }, (_, index) => ({
      value: index + 1,
      label: t('schedules.dayOfMonth', { day: index + 1 }),
    }));
  };
  const said = ({ rhythm, day, hour }: Rhythm) => {
    const kind = kinds.find(({ value }) => value === rhythm)?.label ?? rhythm;
    const which = days(rhythm).find(({ value }) => value === day)?.label;
    return [kind, which, hours[hour]?.label].filter(Boolean).join(' ');
  };
  return { kinds, hours, days, said };
}
