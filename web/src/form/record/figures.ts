/** What a document comes to: reckoned from its lines, shown below them. */
import type { Field } from '../form';

/** In the order in which they are shown; the last one is what counts. */
export const FIGURES = [
  ...['settled_amount', 'advance', 'difference', 'returned_total', 'replacement_total'],
  ...['amount', 'tax', 'total'],
];

/** A figure that somebody types, as the money of a payment, stands among the fields. */
export function isFigure(field: Field): boolean {
  return field.readonly && FIGURES.includes(field.name);
}
