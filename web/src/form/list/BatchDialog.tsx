/** Asks before many records are changed, tells how far it is, and what was refused. */
import { Link } from '@tanstack/react-router';
import { Button, Modal, Progress } from 'antd';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Form, RecordData } from '../form';
import type { Asked, Deed } from './batch';
import { BatchQuestion } from './BatchQuestion';
import type { Batch, Progress as Going } from './useBatch';
import './batch.css';

interface Props {
  form: Form;
  asked: Asked | null;
  batch: Batch;
  ids: readonly string[];
  rows: ReadonlyMap<string, RecordData>;
  /** so many of them the list does not show now */
  unseen: number;
  /** null: rather not */
  onAnswer(deed: Deed | null): void;
}

export default function BatchDialog(props: Props) {
  const { t } = useTranslation();
  const { form, asked, batch, ids, rows, unseen, onAnswer } = props;
  const { progress } = batch;
  if (progress === null) {
    return asked && <BatchQuestion {...{ form, asked, ids, rows, unseen, onAnswer }} />;
  }
  const title = t('batch.title', { what: progress.deed.label, label: form.label });
  return (
    <Modal
      open
      title={title}
      width={720}
      closable={progress.state === 'done'}
      mask={{ closable: false }}
      keyboard={progress.state === 'done'}
      onCancel={batch.close}
      footer={<Buttons {...{ batch }} state={progress.state} />}
    >
      <Account {...{ form, progress }} />
    </Modal>
  );
}

function Buttons({ batch, state }: { batch: Batch; state: Going['state'] }) {
  const { t } = useTranslation();
  if (state === 'done') {
    return (
      <Button type="primary" autoFocus onClick={batch.close}>
        {t('batch.close')}
      </Button>
    );
  }
  if (state === 'broken') {
    return (
      <>
        <Button onClick={batch.giveUp}>{t('batch.stop')}</Button>
        <Button type="primary" onClick={batch.again}>
          {t('batch.goOn')}
        </Button>
      </>
    );
  }
  return (
    <Button disabled={state === 'stopping'} loading={state === 'stopping'} onClick={batch.stop}>
      {t('batch.stop')}
    </Button>
  );
}

function Account({ form, progress }: { form: Form; progress: Going }) {
  const { t } = useTranslation();
  const { done, refused, of, left, state, error } = progress;
  const reached = done + refused.length;
  const ended = state === 'done';
  return (
    <div className="batch">
      <Progress
        percent={of === 0 ? 100 : Math.floor((reached / of) * 100)}
        status={refused.length > 0 ? 'exception' : ended ? 'success' : 'active'}
        showInfo={false}
        aria-label={t('batch.progress', { reached, of })}
      />
      <p role="status">
        {ended
          ? [
              t('batch.done', { count: done }),
              refused.length > 0 && t('batch.refused', { count: refused.length }),
              left.length > 0 && t('batch.left', { count: left.length }),
            ]
              .filter((one) => one !== false)
              .join(' ')
          : t('batch.progress', { reached, of })}
      </p>
      {state === 'broken' && <ProblemAlert error={error} />}
      {refused.length > 0 && (
        <div className="batch-refused" tabIndex={0} role="region" aria-label={t('batch.why')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{form.label}</th>
                <th scope="col">{t('batch.why')}</th>
              </tr>
            </thead>
            <tbody>
              {refused.map(({ id, title, errors }) => (
                <tr key={id}>
                  <td>
                    <Link to="/records/$form/$id" params={{ form: form.name, id }}>
                      {title}
                    </Link>
                  </td>
                  <td>
                    {[...new Set(errors.map(({ message }) => message))].map((message) => (
                      <div key={message}>{message}</div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {ended && refused.length + left.length > 0 && <p className="quiet">{t('batch.stay')}</p>}
    </div>
  );
}
