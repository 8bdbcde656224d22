/** What can be done on every page, for the command palette. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { Command } from '@/features/palette/commands';
import { learnAnew } from '@/lib/learnAnew';
import { chooseLanguage, languages, type Language } from '@/i18n';
import { chooseDensity, useDensity } from '@/ui/density';
import { chooseTheme, useShade } from '@/ui/theme';
import { useLogOut } from './asking';
import { useGuide } from './GuideButton';

export function useCommands(onKeys: () => void, onTour: (() => void) | null): Command[] {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const shade = useShade();
  const compact = useDensity() === 'compact';
  const logOut = useLogOut();
  const guide = useGuide();
  return useMemo(() => {
    const speak = async (language: Language) => {
      await chooseLanguage(language);
      await learnAnew(client);
    };
    const tongues = Object.entries(languages).filter(([key]) => key !== i18n.language);
    return [
      {
        key: 'shade',
        label: t(shade === 'dark' ? 'app.light' : 'app.dark'),
        run: () => {
          chooseTheme(shade === 'dark' ? 'light' : 'dark');
        },
      },
      ...tongues.map(([key, name]) => ({
        key: `language ${key}`,
        label: `${t('app.language')} ${name}`,
        run: () => void speak(key as Language),
      })),
      {
        key: 'density',
        label: t(compact ? 'app.comfortable' : 'app.compact'),
        run: () => {
          chooseDensity(compact ? 'comfortable' : 'compact');
        },
      },
      { key: 'guide', label: t('guide.title'), also: t('guide.also'), run: guide },
      { key: 'keys', label: t('keys.title'), run: onKeys },
      ...(onTour ? [{ key: 'tour', label: t('app.tour'), run: onTour }] : []),
      { key: 'out', label: t('app.logOut'), run: () => void logOut() },
    ];
    // What it is told to do with the keys is the same each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [t, i18n.language, client, shade, compact, logOut]);
}
