/**
 * What keeps a row from its aim, by the beginning of its name: told by `--cpu-prof` on the work alone, without its
 * reference (2026-11-29). Shares are of the engine's time.
 */
const whatHolds: readonly (readonly [work: string, why: string])[] = [
  [
    'a transition, whole engine',
    'Nothing stands out: 44 % are passes over services (a fifth of that the planner), 31 % the steps of tasks, containers and targets, 14 % the agenda, 6 % the call.',
  ],
  [
    'one rolling deployment of 3 tasks',
    'Few transitions share what a deployment costs anyway: passes 34 %, the call with its validation and reply 18 %, the fork 13 %.',
  ],
  ['one rolling deployment', 'As for a transition.'],
  [
    'fork of a 10-task world',
    'The columns are one copy, a quarter of the time. The rest makes the objects that a world consists of: tables, maps, records.',
  ],
  [
    'describe one task',
    'Ids, ARNs and addresses are worked out, which takes 30 %, so that no task needs memory for them; its containers take 27 %, reading and checking the request 13 %.',
  ],
  [
    'Monte-Carlo',
    'As many steps as a deployment has: passes 32 %, steps of tasks, containers and targets 22 %, UpdateService 14 %, the fork 9 %, going from moment to moment 11 %, the report 3 %.',
  ],
  [
    'memory per live task',
    'A task, its container, its target and what is due for them are rows of four tables, with the links that spare a search. After a roll there are twice the rows: a task that has stopped stays for an hour.',
  ],
  ["import 'steadystate'", 'Half of it is V8 compiling the bundle, of which zod is a third.'],
  ["require('steadystate')", 'As for import.'],
];

export const whatHoldsOf = (work: string): string =>
  whatHolds.find(([beginning]) => work.startsWith(beginning))?.[1] ?? 'Not profiled.';
