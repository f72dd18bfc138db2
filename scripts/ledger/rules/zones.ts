import type { LedgerArea } from '../rule.js';

export const zones: LedgerArea = {
  title: 'Rebalancing of zones',
  rules: [
    {
      id: 'zones-balanced',
      rule: 'A service is balanced when its zones differ by one task at most.',
      mark: 'documented',
      source: 'zone rebalancing; placement-and-capacity §3.5',
    },
    {
      id: 'zones-eligible',
      rule: 'Only an ACTIVE REPLICA service with rebalancing ENABLED and `maximumPercent` above 100 is rebalanced.',
      mark: 'documented',
      source: 'zone rebalancing',
    },
    {
      id: 'zones-looked-at-after-a-minute',
      rule: 'Zones are looked at 60 s after the steady state.',
      mark: 'proposed',
      source: 'AWS documents no time',
      options: ['scheduler.zoneCheckMs'],
    },
    {
      id: 'zones-start-before-stop',
      rule: 'Tasks are started where they are few, kept beside the desired ones until healthy, and then stopped where they are many, within the maximum.',
      mark: 'documented',
      source: 'zone rebalancing',
      since: 'November 2024',
    },
    {
      id: 'zones-without-capacity-are-left-out',
      rule: 'A zone without capacity is told and left out; the others level out among themselves, and it is looked at again a minute later.',
      mark: 'proposed',
      source: 'placement-and-capacity §3.5 names the event alone',
      options: ['scheduler.zoneCheckMs'],
    },
    {
      id: 'zones-protected-tasks-stay',
      rule: 'Nothing is started in place of tasks that are protected; where no other may go, the service says so.',
      mark: 'documented',
      source: 'event messages of zone rebalancing; when it is told is proposed',
    },
    {
      id: 'zones-deployment-interrupts',
      rule: 'A deployment, or switching it off, stops the rebalancing, and the service says so.',
      mark: 'documented',
      source: 'zone rebalancing',
    },
    {
      id: 'zones-told-by-count',
      rule: 'Events name the zones by descending count of tasks.',
      mark: 'observed',
      source: 'capture of September 2026 (service-scheduler §8)',
    },
  ],
};
