import { beforeEach, describe, expect, it } from 'vitest';

import {
  beside,
  keepTabs,
  markTab,
  MOST_TABS,
  noteVisit,
  openTabsOf,
  startClosing,
  stopClosing,
  visited,
  workTabs,
  type WorkTab,
} from './workTabs';

const list = { path: '/records/sales_order', search: '' };
const empty = { path: '/records/sales_order/new', search: '' };
const saved = { path: '/records/sales_order/7', search: '' };
const paths = (tabs: readonly WorkTab[]) => tabs.map(({ path }) => path);

describe('where people go', () => {
  it('opens a tab beside the one they came from', () => {
    const tabs = visited([list, saved], empty, 'push', list.path);
    expect(paths(tabs)).toEqual([list.path, empty.path, saved.path]);
  });

  it('goes back to the tab that is there, with the filters of now', () => {
    const tabs = visited([list, saved], { ...list, search: '?q=a' }, 'push', saved.path);
    expect(tabs).toEqual([{ ...list, search: '?q=a' }, saved]);
  });

  it('gives a saved record the tab of the empty form', () => {
    expect(paths(visited([list, empty], saved, 'replace', empty.path))).toEqual([
      list.path,
      saved.path,
    ]);
  });

  it('takes a deleted record away when its list has a tab already', () => {
    expect(paths(visited([list, saved], list, 'replace', saved.path))).toEqual([list.path]);
  });

  it('opens none for home and paper', () => {
    expect(visited([list], { path: '/', search: '' }, 'push', list.path)).toEqual([list]);
    const paper = { path: '/print/sales_order', search: '?ids=7' };
    expect(visited([list], paper, 'push', list.path)).toEqual([list]);
  });

  it('lets the oldest go, but never one with unsaved work', () => {
    const full: WorkTab[] = Array.from({ length: MOST_TABS }, (_, at) => ({
      path: `/records/product/${at}`,
      search: '',
      unsaved: at === 0,
    }));
    const tabs = visited(full, list, 'push', `/records/product/${MOST_TABS - 1}`);
    expect(tabs).toHaveLength(MOST_TABS);
    expect(paths(tabs)).toContain('/records/product/0');
    expect(paths(tabs)).not.toContain('/records/product/1');
    expect(paths(tabs).at(-1)).toBe(list.path);
  });

  it('shows the one to the right when a tab is closed, else the one to the left', () => {
    expect(beside([list, empty, saved], empty.path)).toEqual(saved);
    expect(beside([list, saved], saved.path)).toEqual(list);
    expect(beside([list], list.path)).toBeNull();
  });
});

describe('the tabs of a window', () => {
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
    openTabsOf('nobody', '0');
    openTabsOf('li', '1');
    keepTabs([]);
  });

  it('are there after a reload, with what is unsaved; a new window begins with all saved', () => {
    keepTabs([list, saved]);
    markTab(saved.path, { title: 'SO-7', unsaved: true });
    openTabsOf('nobody', '0');
    openTabsOf('li', '1');
    expect(workTabs()).toEqual([list, { ...saved, title: 'SO-7', unsaved: true }]);
    sessionStorage.clear();
    openTabsOf('nobody', '0');
    openTabsOf('li', '1');
    expect(workTabs()).toEqual([list, { ...saved, title: 'SO-7' }]);
  });

  it('are nobody else’s', () => {
    keepTabs([list]);
    openTabsOf('wang', '1');
    expect(workTabs()).toEqual([]);
  });

  it('stand a storage that was written by something else', () => {
    sessionStorage.setItem('huolang.tabs:zhao:1', '[{"path":"javascript:alert(1)","search":""},7]');
    openTabsOf('zhao', '1');
    expect(workTabs()).toEqual([]);
  });

  it('lose the one that is closed once its person has left it, and keep it when they stay', () => {
    keepTabs([list, saved]);
    startClosing(saved.path);
    stopClosing();
    noteVisit(list, 'push', saved.path);
    expect(paths(workTabs())).toEqual([list.path, saved.path]);
    startClosing(saved.path);
    noteVisit(list, 'push', saved.path);
    expect(paths(workTabs())).toEqual([list.path]);
  });
});
