/** Words put together as each language does it: 成本、采购价 – cost, purchase price. */
import i18next from 'i18next';

export function listed(words: readonly string[]): string {
  return words.join(i18next.t('app.comma'));
}

/** 客户：必填 – Customer: required */
export function labelled(label: string, message: string): string {
  return i18next.t('app.labelled', { label, message });
}

/** Several sentences about one thing. */
export function sentences(all: readonly string[]): string {
  return all.join(i18next.t('app.semicolon'));
}
