import type { LedgerArea } from '../rule.js';

export const scaleIn: LedgerArea = {
  title: 'Scaling in',
  rules: [
    {
      id: 'scale-in-unready-first',
      rule: "Tasks that don't count healthy go before those that do: pending ones, unhealthy ones, then those that still start.",
      mark: 'proposed',
      source:
        'ruling 13; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html says of unhealthy ones that they "might be stopped to reach the desired count"',
      noOption: 'Any other order stops a task that serves where one that does not could go.',
    },
    {
      id: 'scale-in-keeps-the-minimum',
      rule: 'No stop of the scheduler takes the healthy tasks below the minimum: the surplus waits.',
      mark: 'proposed',
      source: 'ruling 13',
      noOption: 'It is law 4.',
    },
    {
      id: 'scale-in-fullest-zone',
      rule: 'Of equally good tasks, one of the zone with most tasks of the service goes, counted anew after every pick.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html',
    },
    {
      id: 'scale-in-oldest-of-a-zone',
      rule: 'Within a zone the oldest task goes, unless the newest is to go, or one by chance: a draw for each task.',
      mark: 'proposed',
      source:
        'ours: AWS chooses at random (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html), as does `random`',
      options: ['stopPick'],
    },
    {
      id: 'scale-in-keeps-the-base',
      rule: 'Of several capacity providers the one furthest above its share loses a task, so that the base goes last.',
      mark: 'proposed',
      source: 'placement-and-capacity §7.2',
      noOption:
        'The reverse of how they were started; `base` is documented as the tasks that run there "at a minimum".',
    },
    {
      id: 'scale-in-passes-over-protected',
      rule: 'Protected tasks are passed over.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html',
    },
    {
      id: 'scale-in-blocked-is-told',
      rule: 'Where protection blocks the scale-in or the end of a rollout, the service says so.',
      mark: 'documented',
      source: 'service events',
    },
    {
      id: 'scale-in-pending-are-not-protected',
      rule: "Protection doesn't keep a task that never ran.",
      mark: 'proposed',
      source: 'task-lifecycle §12',
      noOption: 'It has nothing to protect.',
    },
  ],
};
