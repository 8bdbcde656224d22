/** Shapes of the API that are the same for every form, as the server itself describes them. */
import type { components } from './schema';

export type Served<Name extends keyof components['schemas']> = components['schemas'][Name];
