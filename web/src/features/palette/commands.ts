/** What can be done, besides where one can go: on this page, and everywhere. */
import { initialsOf } from '@/lib/pinyin';
import { fits, type Place } from './palette';

export interface Command {
  key: string;
  label: string;
  /** what others call it */
  also?: string;
  run(): void;
}

function labelOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent).trim();
}

/** The buttons of this page that can be pressed now; a page says where it has them. */
export function commandsOfPage(page: ParentNode = document): Command[] {
  const found = page.querySelectorAll<HTMLElement>('[data-commands] button, [data-commands] a');
  return [...found].flatMap((element, index) => {
    const label = labelOf(element);
    const out = element.matches(':disabled, [aria-disabled="true"]') || label === '';
    if (out) return [];
    const run = () => {
      element.focus();
      element.click();
    };
    return [{ key: `command ${String(index)} ${label}`, label, run }];
  });
}

/** Those that have these words or begin with these initials; those of the page come first. */
export function commandPlaces(text: string, commands: readonly Command[], kind: string): Place[] {
  const fit = (words: string) => fits(text, words, initialsOf(words)) > 0;
  return commands
    .filter(({ label, also }) => fit(label) || (also !== undefined && fit(also)))
    .map(({ key, label, run }) => ({ key, title: label, kind, href: '', run }));
}
