import type { Simulator, SimulatorAttachments } from '../simulator/simulator.js';
import { checkExpectation, type Expectation, type ExpectationResult } from './expectation.js';
import { openStage, perform, type Scenario } from './scenario.js';

/** A scenario that was played, and what came of what it expects. */
export interface ScenarioRun {
  readonly sim: Simulator;
  /** In the order in which they were looked at. */
  readonly results: readonly ExpectationResult[];
  /** Whether all of them hold. */
  readonly holds: boolean;
}

/** Where a run is. */
export interface ScenarioProgress {
  /** A step, or an expectation of the end. */
  readonly part: 'steps' | 'expect';
  /** Which one, from 0. */
  readonly place: number;
}

/** What a run of a scenario is given beside it. */
export interface ScenarioRunOptions extends Pick<SimulatorAttachments, 'workloadSources'> {
  /** Told of each step, and of each expectation of the end, before it is done. */
  readonly onProgress?: (progress: ScenarioProgress) => void;
}

/**
 * Does all steps and looks at all expectations, those of steps in their turn.
 * @throws what a step throws: AwsApiError where AWS refuses, SteadystateError for a mistake
 */
export function runScenario(scenario: Scenario, { onProgress, ...attachments }: ScenarioRunOptions = {}): ScenarioRun {
  const stage = openStage(scenario, attachments);
  const results: ExpectationResult[] = [];
  const check = (expectation: Expectation) => results.push(checkExpectation(stage.sim, expectation));
  for (const [place, step] of scenario.steps.entries()) {
    onProgress?.({ part: 'steps', place });
    if (step.do === 'expect') check(step.that);
    else perform(stage, step);
  }
  for (const [place, expectation] of (scenario.expect ?? []).entries()) {
    onProgress?.({ part: 'expect', place });
    check(expectation);
  }
  return { sim: stage.sim, results, holds: results.every(({ holds }) => holds) };
}
