export { type CalledOperation, play, type Scenario, type Step } from '../scenario/scenario.js';
export type { Base } from './base.js';
export { campaign, type NoParameters } from './campaign.js';
export type { Claim, ClaimReply } from './claim.js';
export {
  type Counterexample,
  type CounterexampleSearch,
  findCounterexample,
  type ShrinkOptions,
  shrink,
} from './counterexample.js';
export { Distribution } from './distribution.js';
export { type Draw, drawOf, runSeed } from './draw.js';
export { drawFaults, type FaultsToDraw } from './faults.js';
export { fromModule, type ModuleFunction } from './from-module.js';
export type { CampaignOptions, CampaignPlan, Progress, Vary, WorkerOptions } from './plan.js';
export { type Badness, CampaignResult, type NumberName, type OutcomeName } from './result.js';
export type { Measure, MeasuredBy, MeasuredValue, PlannedRun, Run, RunNumber } from './run.js';
export {
  grid,
  type Statistic,
  type SweepPlan,
  SweepResult,
  type SweepTableOptions,
  type SweptSetting,
  sweep,
} from './sweep.js';
export { type Cell, Table } from './table.js';
