/** Codes as they are typed, and whether two of them are the same. */

/** Full-width letters, digits and marks of a Chinese keyboard, as codes have them: ＳＰ０１ → SP01. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

const plain = (text: string) => halfWidth(text).toUpperCase();

export const same = (a: string, b: string) => plain(a) === plain(b);
