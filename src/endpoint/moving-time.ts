import { SteadystateError } from '../model/errors.js';

/** Time can't be moved from inside a listener: then it stays where it is. */
export function movingTime(move: () => void): void {
  try {
    move();
  } catch (error) {
    if (!(error instanceof SteadystateError) || error.code !== 'TimeMovedByListener') throw error;
  }
}
