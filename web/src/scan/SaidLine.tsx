/** What became of the last scan. */
export interface Said {
  kind: 'good' | 'bad';
  text: string;
}

export function SaidLine({ said }: { said: Said | null }) {
  return (
    <p
      className={said ? `phone-said is-${said.kind}` : 'phone-said'}
      role={said?.kind === 'bad' ? 'alert' : 'status'}
    >
      {said?.text}
    </p>
  );
}
