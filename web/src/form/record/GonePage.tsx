/** The address of a record that is no more: what is unsaved of it on this computer is shown. */
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Form, RecordData } from '../form';
import { findDraft, findLeft, takeLeft, type LocalDraft } from './localDraft';
import { RecordEditor } from './RecordEditor';
import { useDraftPlace } from './useEditor';

/** Found so while its page was open, or `before` it was. */
export type Goneness = 'meanwhile' | 'before';

interface Props {
  form: Form;
  id: string;
  onMade(id: string): void;
}

/** As it was when it was typed over. */
function standIn(id: string, { etag, before, values }: LocalDraft): RecordData {
  return { ...(before?.values ?? values), id, etag: etag ?? '' };
}

export function GonePage({ form, id, onMade }: Props) {
  const { t } = useTranslation();
  const place = useDraftPlace(form, id);
  const { version } = form;
  const stand = (draft: LocalDraft | null) => draft && standIn(id, draft);
  const [record, setRecord] = useState(() => stand(findDraft(place, version)));
  useEffect(() => {
    if (record) return undefined;
    let over = false;
    // Nothing else is on this page that it could be in the way of.
    const take = async () => {
      const left = await findLeft(place, version);
      const draft = left && !over ? await takeLeft(left, place, version) : null;
      if (draft && !over) setRecord(standIn(id, draft));
    };
    void take();
    return () => {
      over = true;
    };
  }, [record, place, version, id]);
  if (record) return <RecordEditor {...{ form, record, onMade }} gone="before" />;
  return (
    <div className="page">
      <div className="panel empty">
        <p>{t('problem.notFound')}</p>
        <Link to="/records/$form" params={{ form: form.name }}>
          {t('files.toList', { label: form.plural })}
        </Link>
      </div>
    </div>
  );
}
