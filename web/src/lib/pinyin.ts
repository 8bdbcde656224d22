/** 拼音首字母 of words that no server has told the initials of: buttons, pages. */

/** The first character of each letter in the order of pinyin; there is none of I, U and V. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥仨它穵夕丫帀';
const LETTERS = 'abcdefghjklmnopqrstwxyz';
/** Read otherwise where they stand on buttons. */
const OTHERWISE: Partial<Record<string, string>> = { 重: 'c', 调: 'd', 行: 'h', 长: 'c' };

const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

function letterOf(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase();
  if (!/[\u4e00-\u9fff]/.test(character)) return '';
  const known = OTHERWISE[character];
  if (known) return known;
  const after = [...FIRST].findIndex((first) => order.compare(first, character) > 0);
  return LETTERS.at(after < 0 ? -1 : after - 1) ?? '';
}

/** 反审核 → fsh */
export function initialsOf(text: string): string {
  return [...text].map(letterOf).join('');
}
