/** What a file does not say itself: what its records have in common, and whose its numbers are. */
import { AutoComplete, Checkbox, Radio } from 'antd';
import { useTranslation } from 'react-i18next';

import { NUMBERS, type Choices, type Import } from './imports';

interface Props {
  run: Import;
  choices: Choices;
  onChange(choices: Choices): void;
}

const YES = 'true';

/** All of them are customers, or suppliers, where no column says so. */
export function SaidOnce({ run, choices, onChange }: Props) {
  const { t } = useTranslation();
  const once = run.columns.filter((one) => one.once);
  const taken = new Set(Object.values(choices.matching));
  if (once.length === 0 || once.some((one) => taken.has(one.path))) return null;
  return (
    <div className="choice">
      <span>{t('files.allAre')}</span>
      <Checkbox.Group
        aria-label={t('files.allAre')}
        value={once.map((one) => one.path).filter((path) => choices.fixed[path] === YES)}
        options={once.map((one) => ({ value: one.path, label: one.label }))}
        onChange={(chosen) => {
          const rest = Object.entries(choices.fixed).filter(
            ([path]) => !once.some((one) => one.path === path),
          );
          const said = chosen.map((path): [string, string] => [path, YES]);
          onChange({ ...choices, fixed: Object.fromEntries([...rest, ...said]) });
        }}
      />
      <span className="quiet">{t('files.allAreHelp')}</span>
    </div>
  );
}

/** What has no number or code and is there already: a day may have two equal sales, a town two
 * people of one name. */
export function OnceMore({ choices, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="choice">
      <span>{t('files.again')}</span>
      <Radio.Group
        aria-label={t('files.again')}
        value={choices.again}
        options={[
          { value: false, label: t('files.again_no') },
          { value: true, label: t('files.again_yes') },
        ]}
        onChange={(event) => {
          onChange({ ...choices, again: event.target.value === true });
        }}
      />
    </div>
  );
}

interface SameProps {
  label: string;
  what: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

function Same({ label, what, checked, onChange }: SameProps) {
  return (
    <div className="choice">
      <span>{label}</span>
      <Checkbox
        checked={checked}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      >
        {what}
      </Checkbox>
    </div>
  );
}

/** What a check found and refused, and what may be imported all the same. */
export function AllTheSame({ run, choices, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {(run.make || run.lacking.length > 0) && (
        <Same
          label={t('files.lackingShort')}
          what={t('files.make')}
          checked={choices.make}
          onChange={(make) => {
            onChange({ ...choices, make });
          }}
        />
      )}
      {(run.as_priced || run.findings.differing > 0) && (
        <Same
          label={t('files.asPricedShort')}
          what={t('files.asPriced')}
          checked={choices.as_priced}
          onChange={(as_priced) => {
            onChange({ ...choices, as_priced });
          }}
        />
      )}
      {(run.as_open || run.findings.executed > 0) && (
        <Same
          label={t('files.asOpenShort')}
          what={t('files.asOpen')}
          checked={choices.as_open}
          onChange={(as_open) => {
            onChange({ ...choices, as_open });
          }}
        />
      )}
    </>
  );
}

/** Whose the numbers of documents are; those of another program also of which shop. */
export function WhoseNumbers({ run, choices, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className="choice">
        <span>{t('files.numbers')}</span>
        <Radio.Group
          aria-label={t('files.numbers')}
          value={choices.numbers}
          options={Object.entries(NUMBERS).map(([value, key]) => ({ value, label: t(key) }))}
          onChange={(event) => {
            onChange({ ...choices, numbers: String(event.target.value) });
          }}
        />
      </div>
      {choices.numbers === 'theirs' && (
        <div className="choice">
          <span>{t('files.source')}</span>
          <AutoComplete
            style={{ width: 220 }}
            aria-label={t('files.source')}
            placeholder={t('files.sourceNone')}
            maxLength={40}
            value={choices.source}
            options={run.sources.map((value) => ({ value }))}
            onChange={(source: string) => {
              onChange({ ...choices, source });
            }}
          />
          <span className="quiet">{t('files.sourceHelp')}</span>
        </div>
      )}
    </>
  );
}
