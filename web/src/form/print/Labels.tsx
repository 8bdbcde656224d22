/** Labels for a roll, one after the other: what a scanner reads beside what people read. */
import { QRCode } from 'antd';

import type { Doc } from './doc';
import { sizes } from './papers';
import './labels.css';

const { width, height } = sizes.label;

function said(doc: Doc, name: string): string {
  return doc.header.find((one) => one.name === name)?.text ?? '';
}

export default function Labels({ docs }: { docs: readonly Doc[] }) {
  return docs.map((doc) => {
    const name = said(doc, 'name');
    return (
      <section
        key={doc.key}
        className="sheet label"
        style={{ width: `${String(width)}mm`, height: `${String(height)}mm` }}
        aria-label={doc.number}
      >
        <QRCode
          value={said(doc, 'barcode') || doc.number}
          type="svg"
          color="#000"
          bgColor="#fff"
          bordered={false}
          size={112}
        />
        <div className="label-words">
          <strong>{doc.number}</strong>
          {name && name !== doc.number && <span>{name}</span>}
          <small>{said(doc, 'warehouse')}</small>
        </div>
      </section>
    );
  });
}
