/** A short coloured word: the state of a document. */
export type TagTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export function StateTag({ tone, children }: { tone: TagTone; children: string }) {
  return (
    <span className={`tag tag-${tone}`} data-testid="state-tag">
      {children}
    </span>
  );
}
