/** Every key that does something, in one window: `?` opens it. */
import { Modal } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import './help.css';

/** Keys as they are printed on a keyboard, and what they do; a group for each place. */
const GROUPS = [
  {
    title: 'keys.everywhere.title',
    keys: [
      ['Ctrl K', 'keys.everywhere.find'],
      ['?', 'keys.everywhere.keys'],
      ['Alt 1 … Alt 9', 'keys.everywhere.tab'],
      ['Alt W', 'keys.everywhere.closeTab'],
    ],
  },
  {
    title: 'keys.list.title',
    keys: [
      ['↑ ↓', 'keys.list.move'],
      ['Space', 'keys.list.look'],
      ['Enter', 'keys.list.open'],
      ['F2', 'keys.list.edit'],
      ['Tab', 'keys.list.next'],
      ['Ctrl Z', 'keys.list.undo'],
    ],
  },
  {
    title: 'keys.document.title',
    keys: [
      ['Enter', 'keys.document.next'],
      ['Delete', 'keys.document.empty'],
      ['Ctrl S', 'keys.document.save'],
      ['Ctrl Enter', 'keys.document.confirm'],
    ],
  },
  {
    title: 'keys.lines.title',
    keys: [
      ['Enter', 'keys.lines.next'],
      ['Shift Enter', 'keys.lines.back'],
      ['↑ ↓ ← →', 'keys.lines.move'],
      ['Shift ↑ ↓ ← →', 'keys.lines.select'],
      ['Alt ↓', 'keys.lines.choices'],
      ['F2', 'keys.lines.edit'],
      ['Delete', 'keys.lines.clear'],
      ['Ctrl D', 'keys.lines.fill'],
      ['Ctrl C / Ctrl V', 'keys.lines.paste'],
      ['Ctrl Z / Ctrl Y', 'keys.lines.undo'],
      ['Ctrl I', 'keys.lines.insert'],
      ['Ctrl Delete', 'keys.lines.remove'],
      ['Ctrl Home / Ctrl End', 'keys.lines.ends'],
    ],
  },
] as const;

export function KeysHelp({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal open footer={null} width={560} title={t('keys.title')} onCancel={onClose}>
      {GROUPS.map(({ title, keys }) => (
        <section key={title} className="keys-help">
          <h3>{t(title)}</h3>
          <dl>
            {keys.map(([shown, does]) => (
              <Fragment key={does}>
                <dt>
                  <kbd>{shown}</kbd>
                </dt>
                <dd>{t(does)}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
