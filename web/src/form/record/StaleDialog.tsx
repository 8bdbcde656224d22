/** Somebody else saved first: says who of us changed what, and lets the person choose. */
import { Button, Modal } from 'antd';
import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { focusFirst } from '@/ui/firstField';
import type { Form, RecordData } from '../form';
import type { Setting } from '../kinds';
import { differences, SIDES, type Difference } from './differences';
import type { Editor } from './useEditor';

interface Props {
  form: Form;
  editor: Editor;
  latest: RecordData;
  setting: Setting;
  onTheirs(): void;
  onMine(): void;
  onClose(): void;
}

/** More than this is not read line by line. */
const MOST = 40;

function Differences({ all }: { all: readonly Difference[] }) {
  const { t } = useTranslation();
  const shown = all.slice(0, MOST);
  const words = {
    both: t('stale.both'),
    mine: t('stale.onlyMine'),
    theirs: t('stale.onlyTheirs'),
  };
  return (
    <div className="differences-room">
      <table className="differences">
        <thead>
          <tr>
            <th scope="col">{t('stale.field')}</th>
            <th scope="col">{t('stale.before')}</th>
            <th scope="col">{t('stale.yours')}</th>
            <th scope="col">{t('stale.saved')}</th>
          </tr>
        </thead>
        <tbody>
          {SIDES.map((side) => {
            const some = shown.filter((each) => each.side === side);
            if (some.length === 0) return null;
            const as = (changed: boolean) => (changed ? 'is-changed' : 'quiet');
            return (
              <Fragment key={side}>
                <tr>
                  <th scope="rowgroup" colSpan={4} className="differences-side quiet">
                    {words[side]}
                  </th>
                </tr>
                {some.map((each, index) => (
                  <tr key={`${String(index)} ${each.label}`}>
                    <th scope="row">{each.label}</th>
                    <td className="quiet">{each.before}</td>
                    <td className={as(side !== 'theirs')}>
                      {side === 'theirs' ? t('stale.same') : each.mine}
                    </td>
                    <td className={as(side !== 'mine')}>
                      {side === 'mine' ? t('stale.same') : each.theirs}
                    </td>
                  </tr>
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {all.length > shown.length && (
        <p className="quiet">{t('stale.more', { more: all.length - shown.length })}</p>
      )}
    </div>
  );
}

export function StaleDialog(props: Props) {
  const { t } = useTranslation();
  const { form, latest, setting } = props;
  const { state, rules } = props.editor;
  const all = useMemo(
    () =>
      differences({
        ...{ form, state, rules, latest, setting },
        words: {
          cell: (line, label) => t('stale.cell', { line, label }),
          added: t('stale.added'),
          deleted: t('stale.deleted'),
          comesBack: t('stale.comesBack'),
        },
      }),
    [form, state, rules, latest, setting, t],
  );
  const at = typeof latest['updated_at'] === 'string' ? latest['updated_at'] : '';
  const choices = [
    [t('stale.mine'), t('stale.mineMeans')],
    [t('stale.theirs'), t('stale.theirsMeans')],
    [t('stale.later'), t('stale.laterMeans')],
  ];
  return (
    <Modal
      open
      width={760}
      afterOpenChange={focusFirst}
      title={t('stale.title')}
      onCancel={props.onClose}
      footer={[
        <Button key="close" data-first="" onClick={props.onClose}>
          {t('stale.later')}
        </Button>,
        <Button key="theirs" danger onClick={props.onTheirs}>
          {t('stale.theirs')}
        </Button>,
        <Button key="mine" type="primary" onClick={props.onMine}>
          {t('stale.mine')}
        </Button>,
      ]}
    >
      <p>{t('stale.explain', { at: at ? showInstant(at, setting.zone) : '' })}</p>
      {all.length > 0 && <Differences all={all} />}
      <dl className="differences-choices">
        {choices.map(([name, means]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{means}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}
