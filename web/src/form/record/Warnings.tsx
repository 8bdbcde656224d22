/** What speaks against a document although nothing forbids it yet, such as a customer's credit. */
import { Alert } from 'antd';

import type { RecordData } from '../form';

export function Warnings({ record }: { record: RecordData | null }) {
  return (record?.warnings ?? []).map((warning) => (
    <Alert key={warning.code} type="warning" showIcon title={warning.message} />
  ));
}
