import type { Duration } from '../../model/time.js';
import type { RunReport } from '../../simulator/report.js';
import type { Simulator, Snapshot } from '../../simulator/simulator.js';
import type { Clock } from '../clock.js';
import type { Served } from '../served.js';
import type { ControlApi, TimeMoved, VirtualTime } from './control-api.js';
import { controlPath, controlRoutes } from './routes.js';

/** What the control routes act on. */
export interface Controlled {
  readonly served: Served;
  readonly onPoll: Duration;
  readonly speed: number | undefined;
  /** Absent where time moves only when it is told to. */
  readonly clock: () => Clock | undefined;
}

/**
 * What each control route answers. Whatever is wrong with what it was given is thrown: a `SteadystateError` where the
 * simulator finds it, an `AwsApiError` where AWS would.
 */
export function controlAnswers({ served, onPoll, speed, clock }: Controlled): ControlApi {
  // Of the simulator that is served now, and of what stands before it.
  const borderFaults = () => served.endpoint.faults;
  const faults = () => served.sim.faults;
  const workloads = () => served.sim.workloads;
  return {
    routes: () =>
      Object.entries(controlRoutes).map(([name, { method, path, about }]) => ({
        name,
        method,
        path: `${controlPath}${path}`,
        about,
      })),
    health() {
      const failure = clock()?.failure;
      return {
        status: failure === undefined ? 'ok' : 'failed',
        ...(failure === undefined ? {} : { failure: String(failure) }),
        ...timeOf(served.sim),
        onPoll,
        ...(speed === undefined ? {} : { speed }),
      };
    },
    reset() {
      served.reset();
      return timeOf(served.sim);
    },

    time: () => timeOf(served.sim),
    run: ({ duration }) => movedOf(served.sim.run(duration)),
    runTo: ({ moment }) => movedOf(served.sim.runTo(moment)),
    runUntilSteady: (given = {}) => movedOf(served.sim.runUntilSteady(given)),

    seedResources: (seeds) => served.sim.seedResources(seeds),

    workloads: () => workloads().list(),
    setWorkload({ selector, behaviour, ahead = false }) {
      workloads().set(selector, behaviour, { ahead });
      return workloads().list();
    },
    clearWorkloads() {
      workloads().clear();
      return [];
    },

    faults: () => faults().list(),
    addFault: (fault) => faults().add(fault),
    removeFault({ id }) {
      faults().remove(id);
      return faults().list();
    },

    borderFaults: () => borderFaults().list(),
    addBorderFault: (fault) => borderFaults().add(fault),
    removeBorderFault({ id } = {}) {
      if (id === undefined) borderFaults().clear();
      else borderFaults().remove(id);
      return borderFaults().list();
    },

    snapshot: (given = {}) => served.sim.snapshot(given),
    restore(snapshot) {
      served.restore(snapshot as Snapshot);
      return timeOf(served.sim);
    },

    timeline: (given = {}) => served.sim.timeline(given),
    timelineEntries: (given = {}) => served.sim.timelineEntries(given),
    explain: (about) => served.sim.explain(about),
    verdicts: (about) => served.sim.verdicts(about),
    series: (about) => served.sim.series(about),
    at: ({ moment }) => served.sim.at(moment),
  };
}

const timeOf = (sim: Simulator): VirtualTime => ({
  now: sim.now,
  elapsedMs: sim.elapsedMs,
  isSteady: sim.isSteady(),
});

const movedOf = (report: RunReport): TimeMoved => ({ ...report, text: String(report) });
