/** A short coloured word: the state of a document. */
export type TagTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

interface Props {
  tone: TagTone;
  children: string;
  id?: string;
}

export function StateTag({ tone, children, id }: Props) {
  return (
    <span id={id} className={`tag tag-${tone}`} data-testid="state-tag">
      {children}
    </span>
  );
}
