export type { CountName } from '../simulator/watched-counts.js';
export type { ExpectationResult, ExpectedCounts } from './expectation.js';
export { checkExpectation, type Expectation } from './expectation.js';
export { type LoadedScenario, loadScenario, readScenario } from './load-scenario.js';
export { runScenario, type ScenarioProgress, type ScenarioRun, type ScenarioRunOptions } from './run-scenario.js';
export { type CalledOperation, play, type Scenario, type Step } from './scenario.js';
export { ScenarioError, type ScenarioProblem } from './scenario-error.js';
