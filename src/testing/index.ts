import type {} from 'vitest';
import type { SteadystateMatchers } from './matchers.js';

export type { AboutService } from '../simulator/meant-service.js';
export type { CountName } from '../simulator/watched-counts.js';
export { matchers, type SteadystateMatchers } from './matchers.js';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter is Vitest's own and must be written the same way
  interface Matchers<T = any> extends SteadystateMatchers<T> {}
}
