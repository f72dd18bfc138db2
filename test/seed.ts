import * as fc from 'fast-check';

/**
 * Properties draw from a fixed seed, so that a run can be relied on; `STEADYSTATE_SEED=random` goes hunting. A failure prints
 * its seed.
 */
if (process.env['STEADYSTATE_SEED'] !== 'random') {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['STEADYSTATE_SEED'] ?? 1) });
}
