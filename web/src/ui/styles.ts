/**
 * What antd's styles are kept in. Its own store forgets a component's style with its last instance,
 * so that a list makes those of its date pickers anew each time somebody comes back to it.
 */
import { createCache } from '@ant-design/cssinjs';

/** Styles and variables of one component; tokens of a theme are few and go with their theme. */
const OF_COMPONENTS = /^(style|cssVar)%/;

export function lastingStyles(): ReturnType<typeof createCache> {
  const store = createCache();
  const update = store.opUpdate.bind(store);
  store.opUpdate = (path, change) => {
    update(path, (before) => {
      const after = change(before);
      const isFirst = after?.[0] === 1 && !before?.[0];
      // Counted once more than there are instances, it never gets to none.
      return isFirst && OF_COMPONENTS.test(path) ? [2, after[1]] : after;
    });
  };
  return store;
}
