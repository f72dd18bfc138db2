/** Timelines from facts, wherever the facts come from. */
export { type CountsEntry, countsSeries, type ServiceAt, type StateAt, stateAt, type TaskAt } from './at.js';
export {
  formatCounts,
  formatTimeline,
  type TimelineEntry,
  type TimelineFilter,
  timelineEntries,
} from './timeline.js';
