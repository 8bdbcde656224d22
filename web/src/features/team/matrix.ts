/** The grants of a role as boxes to tick: a form's name and an operation. */
export type Grants = Record<string, string[]>;

export const ANY = '*';

/** Whether the box is ticked, and whether that follows from "every form" so that it is fixed. */
export function tick(grants: Grants, form: string, operation: string) {
  const has = (name: string) => {
    const held = grants[name] ?? [];
    return held.includes(operation) || held.includes(ANY);
  };
  const everywhere = form !== ANY && has(ANY);
  return { on: everywhere || has(form), fixed: everywhere };
}

/** The grants with one box turned. Whoever may do anything with a form may also view it. */
export function turn(
  grants: Grants,
  form: string,
  operation: string,
  operations: readonly string[],
): Grants {
  const held = grants[form] ?? [];
  const spelled = held.includes(ANY) ? [...operations] : held;
  const on = spelled.includes(operation);
  let next = on ? spelled.filter((one) => one !== operation) : [...spelled, operation];
  if (on && operation === 'view') next = [];
  if (!on && !next.includes('view')) next = ['view', ...next];
  return { ...grants, [form]: next };
}
