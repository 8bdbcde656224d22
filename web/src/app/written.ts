/** In which language somebody is written to: the one that they chose last, or began with. */
import { useEffect } from 'react';

import { preferredLanguage, type Language } from '@/i18n';
import { send } from '@/lib/api';
import { useSession } from '@/lib/session';

const PATH = '/api/v1/session/language';

/** Nobody waits for it: when it fails, letters come in the language of before. */
export async function writeIn(language: Language): Promise<void> {
  const body = { language: language === 'en' ? 'en' : 'zh-hans' };
  await send(PATH, { method: 'PUT', body }).catch(() => null);
}

/** Whoever never chose one is written to in the language that they see. */
export function useWritten(): void {
  const { user, kept } = useSession();
  const unknown = user.language === '' && !kept;
  useEffect(() => {
    if (unknown) void writeIn(preferredLanguage());
  }, [unknown, user.id]);
}
