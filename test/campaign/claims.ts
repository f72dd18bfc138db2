import type { Simulator } from 'steadystate';

const wanted = 3;

/** Refers to something outside of itself: it can't be printed, but imported. */
export const keepsThree = (sim: Simulator): boolean => (sim.series('web').at(-1)?.healthy ?? 0) >= wanted;
