/** Where something will stand in a moment: grey lines, so that nobody takes it for nothing. */
import './blanks.css';

export function Blanks({ count = 8 }: { count?: number }) {
  return (
    <div className="blanks" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}
