/** The numbers of a line: scanned one by one, as a range, pasted, out of a file. */
import { Button, Checkbox, Input, Modal, type InputRef } from 'antd';
import { useRef, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { parseSerials, rangeOf, serialsInFile, withMore } from './serials';

interface Props {
  title: string;
  before: readonly string[];
  /** pieces that there are to be; empty: as many as are given */
  needed: string;
  editable: boolean;
  /** whether the quantity follows the numbers; false where it is somewhere else */
  follows?: boolean;
  onTake(serials: readonly string[], counted: boolean): void;
  onClose(): void;
}

const ROWS = { minRows: 6, maxRows: 12 };

export default function SerialDialog(props: Props) {
  const { title, before, needed, editable, follows = false } = props;
  const { t } = useTranslation();
  const [text, setText] = useState(before.join('\n'));
  const [scanned, setScanned] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [told, setTold] = useState('');
  const [counted, setCounted] = useState(follows && (needed === '0' || before.length === 0));
  const scan = useRef<InputRef>(null);
  const file = useRef<HTMLInputElement>(null);
  const given = parseSerials(text);
  const fits = needed === '' || String(given.length) === needed;

  const add = (more: readonly string[]) => {
    const { serials, twice } = withMore(given, more);
    setText(serials.join('\n'));
    setTold(twice > 0 ? t('lines.serialsTwice', { count: twice }) : '');
  };
  const addScanned = () => {
    add(parseSerials(scanned));
    setScanned('');
    scan.current?.focus();
  };
  const addRange = () => {
    const range = rangeOf(from, to);
    if (!range) {
      setTold(t('lines.noRange'));
      return;
    }
    add(range);
    setFrom('');
    setTo('');
  };
  const addFile = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    event.target.value = '';
    if (chosen)
      void chosen.text().then((content) => {
        add(serialsInFile(content));
      });
  };

  return (
    <Modal
      open
      title={[t('lines.serials'), title].filter(Boolean).join(' · ')}
      width={460}
      okText={t('lines.takeSerials')}
      onOk={() => {
        props.onTake(withMore([], given).serials, counted && !fits);
      }}
      onCancel={props.onClose}
      afterOpenChange={(isOpen) => {
        if (isOpen) scan.current?.focus();
      }}
      {...(editable ? {} : { footer: null })}
    >
      <div className="serial-dialog">
        {editable && (
          <>
            <div className="serial-row">
              <Input
                ref={scan}
                value={scanned}
                placeholder={t('lines.scanSerial')}
                aria-label={t('lines.scanSerial')}
                onChange={(event) => {
                  setScanned(event.target.value);
                }}
                onPressEnter={(event) => {
                  event.preventDefault();
                  addScanned();
                }}
              />
              <Button onClick={addScanned}>{t('lines.addSerial')}</Button>
            </div>
            <div className="serial-row">
              <Input
                value={from}
                placeholder={t('lines.serialFrom')}
                aria-label={t('lines.serialFrom')}
                onChange={(event) => {
                  setFrom(event.target.value);
                }}
              />
              <span>–</span>
              <Input
                value={to}
                placeholder={t('lines.serialTo')}
                aria-label={t('lines.serialTo')}
                onChange={(event) => {
                  setTo(event.target.value);
                }}
                onPressEnter={addRange}
              />
              <Button onClick={addRange}>{t('lines.addRange')}</Button>
            </div>
          </>
        )}
        <Input.TextArea
          value={text}
          readOnly={!editable}
          autoSize={ROWS}
          spellCheck={false}
          placeholder={t('lines.serialsHere')}
          aria-label={t('lines.serials')}
          onChange={(event) => {
            setText(event.target.value);
            setTold('');
          }}
        />
        <div className="serial-row serial-foot">
          <span className={fits ? 'muted' : 'serial-short'} role="status">
            {needed === ''
              ? t('lines.serialsGiven', { count: given.length })
              : t('lines.serialCount', { given: given.length, needed })}
            {told && ` · ${told}`}
          </span>
          {editable && (
            <>
              <input ref={file} type="file" accept=".txt,.csv" hidden onChange={addFile} />
              <Button size="small" onClick={() => file.current?.click()}>
                {t('lines.serialFile')}
              </Button>
              <Button
                size="small"
                disabled={given.length === 0}
                onClick={() => {
                  setText('');
                  setTold('');
                }}
              >
                {t('lines.clearSerials')}
              </Button>
            </>
          )}
        </div>
        {editable && follows && !fits && (
          <Checkbox
            checked={counted}
            onChange={(event) => {
              setCounted(event.target.checked);
            }}
          >
            {t('lines.countSerials')}
          </Checkbox>
        )}
      </div>
    </Modal>
  );
}
