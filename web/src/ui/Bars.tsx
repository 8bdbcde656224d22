/** Bars beside each other, one for each day or month, or below each other with what each is of. */
import type { ReactNode } from 'react';
import './bars.css';

const HEIGHT = 96;
const STEP = 20;
const BAR = 13;
/** Words under the bars, at most. */
const WORDS = 6;

export interface Bar {
  key: string;
  /** what it is of */
  label: string;
  /** how long it is: lengths may be floating point, figures never are */
  value: number;
  /** the figure itself, as people read it */
  told: string;
  /** how long it was in the period that it is compared with */
  before?: number;
  /** a link, instead of the label */
  link?: ReactNode;
  /** under the bar, where that is shorter */
  short?: string;
}

interface Props {
  bars: readonly Bar[];
  /** everything there is to say of them, for those who cannot see them */
  words: string;
  onOpen?: ((key: string) => void) | undefined;
}

export function Bars({ bars, words, onOpen }: Props) {
  const values = bars.flatMap(({ value, before }) => [value, before ?? 0]);
  const isCompared = bars.some(({ before }) => before !== undefined);
  const wide = isCompared ? BAR / 2 : BAR;
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const scale = HEIGHT / (top - bottom || 1);
  const zero = top * scale;
  const width = bars.length * STEP;
  const every = Math.ceil(bars.length / WORDS);
  return (
    <>
      <svg
        className="bars"
        viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        <line x1={0} x2={width} y1={zero} y2={zero} className="bars-zero" />
        {bars.map(({ key, label, value, told, before = 0 }, index) => {
          const left = index * STEP + (STEP - BAR) / 2;
          const drawn = [
            ...(isCompared ? [{ of: before, x: left, was: ' is-before' }] : []),
            { of: value, x: left + BAR - wide, was: '' },
          ];
          return (
            <g
              key={key}
              className={onOpen ? 'bars-one is-link' : 'bars-one'}
              onClick={() => onOpen?.(key)}
            >
              <title>{`${label}  ${told}`}</title>
              <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} className="bars-hit" />
              {drawn.map(({ of, x, was }) => {
                const height = Math.max(Math.abs(of) * scale, of === 0 ? 0 : 1);
                return (
                  <rect
                    key={was}
                    x={x}
                    y={of < 0 ? zero : zero - height}
                    width={wide}
                    height={height}
                    className={`${of < 0 ? 'bar is-negative' : 'bar'}${was}`}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      <div className="bars-words" aria-hidden="true">
        {bars.map(({ key, label, short }, index) => (
          <span key={key}>{index % every === every - 1 ? (short ?? label) : ''}</span>
        ))}
      </div>
    </>
  );
}

/** Each on a line of its own, with its figure: they can be read without seeing them. */
export function RankedBars({ bars, words }: Omit<Props, 'onOpen'>) {
  const longest =
    Math.max(...bars.flatMap((one) => [Math.abs(one.value), Math.abs(one.before ?? 0)])) || 1;
  return (
    <ol className="ranked" aria-label={words}>
      {bars.map(({ key, label, value, told, link, before }) => (
        <li key={key}>
          <span className="ranked-label" title={label}>
            {link ?? label}
          </span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect
              width={(Math.abs(value) / longest) * 100}
              height={before === undefined ? 10 : 6}
              className={value < 0 ? 'bar is-negative' : 'bar'}
            />
            {before !== undefined && (
              <rect
                y={7}
                width={(Math.abs(before) / longest) * 100}
                height={3}
                className={`${before < 0 ? 'bar is-negative' : 'bar'} is-before`}
              />
            )}
          </svg>
          <b>{told}</b>
        </li>
      ))}
    </ol>
  );
}
