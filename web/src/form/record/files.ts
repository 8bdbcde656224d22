/** Which files a record shows by itself. */
export const PDF = 'application/pdf';

/** The others are saved. Pictures with scripts are not taken in the first place. */
export function isShown(kind: string): boolean {
  return kind.startsWith('image/') || kind === PDF;
}
