/** 下推 from a row: where something of its document is still open. */
import { Button } from 'antd';

import { openDocument } from './convert';
import type { DocumentCell, Row } from './reports';

interface Props {
  label: string;
  from(document: DocumentCell): void;
  busy: boolean;
  row: Row;
}

export function GoOn({ label, from, busy, row }: Props) {
  const document = openDocument(row);
  if (!document) return null;
  return (
    <Button
      type="link"
      size="small"
      className="report-next"
      disabled={busy}
      onClick={() => {
        from(document);
      }}
    >
      {label}
    </Button>
  );
}
