/** What can be done with a list: beside each other, on a phone all but the first in one menu. */
import { EllipsisOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { NEW } from '@/lib/newRecord';
import { ButtonLink } from '@/ui/ButtonLink';
import type { Choice } from '@/ui/choosing';
import { useNarrow } from '@/ui/narrow';
import { PressedMenu } from '@/ui/PressedMenu';
import { ExportMenu, useExport, type ExportProps } from './ExportMenu';
import type { RecordData } from '../form';
import { BatchButton } from './BatchButton';
import type { Search } from './filters';
import { GoOnButton } from './GoOnButton';
import { PrintButton } from './PrintButton';

interface Props extends ExportProps {
  search: Search;
  /** what is ticked; undefined: nothing can be done with it */
  choice: Choice<RecordData> | undefined;
  /** the rows as they stand in the list */
  rows: readonly RecordData[];
  /** the button that chooses columns */
  choose: ReactNode;
  onProblem(error: unknown): void;
}

export function ListActs(props: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const { form, fields, query, search, choice, rows } = props;
  const may = (operation: string) => form.operations.includes(operation);
  const params = { form: form.name };
  return (
    <>
      {narrow ? (
        <Others {...props} />
      ) : (
        <>
          {props.choose}
          {choice && (
            <>
              <BatchButton {...{ form, rows }} chosen={choice.chosen} onChoose={choice.onChange} />
              <GoOnButton
                {...{ form, rows }}
                chosen={choice.chosen}
                onChoose={choice.onChange}
                onProblem={props.onProblem}
              />
            </>
          )}
          {choice && may('print') && (
            <PrintButton {...{ form, search, fields }} chosen={choice.chosen} />
          )}
          {may('import') && (
            <ButtonLink to="/records/$form/import" params={params}>
              {t('files.import')}
            </ButtonLink>
          )}
          {may('export') && <ExportMenu {...{ form, fields, query }} />}
        </>
      )}
      {may('add') && (
        <ButtonLink
          color="primary"
          variant="solid"
          to="/records/$form/$id"
          params={{ ...params, id: NEW }}
        >
          {t('list.new')}
        </ButtonLink>
      )}
    </>
  );
}

function Others({ form, fields, query, search }: Props) {
  const { t } = useTranslation();
  const { busy, holder, items, choose } = useExport({ form, fields, query });
  const may = (operation: string) => form.operations.includes(operation);
  const params = { form: form.name };
  const links = [
    may('import') && {
      key: 'import',
      label: (
        <Link to="/records/$form/import" params={params}>
          {t('files.import')}
        </Link>
      ),
    },
    may('print') && {
      key: 'print',
      label: (
        <Link to="/print/$form" params={params} search={{ ...search, fields: fields.join(',') }}>
          {t('print.list')}
        </Link>
      ),
    },
  ].filter((one) => one !== false && one !== undefined);
  const files = may('export')
    ? [{ type: 'group' as const, key: 'export', label: t('files.export'), children: items }]
    : [];
  if (links.length + files.length === 0) return null;
  return (
    <>
      {holder}
      <PressedMenu
        menu={{
          items: [...links, ...files],
          onClick: ({ key }) => {
            choose(key);
          },
        }}
      >
        <Button icon={<EllipsisOutlined />} loading={busy} aria-label={t('list.others')} />
      </PressedMenu>
    </>
  );
}
