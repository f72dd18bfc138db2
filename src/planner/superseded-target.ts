/**
 * Target of a superseded deployment: what the new one has healthy, the old one need not keep (ruling 9).
 * @rule deployment-old-target-follows
 */
export function clampTarget(target: number, desiredCount: number, primaryHealthyCount: number): number {
  return Math.max(0, Math.min(target, desiredCount - primaryHealthyCount));
}

/**
 * Target of a superseded deployment after the service's desired count changed: since November 2025 a scale-out is
 * applied to both revisions (rolling-deployment §5.3; recorded from 0 to 1, other amounts are proposed). One that has been
 * replaced, or was given up before it had a task, stays at 0: nothing of it is kept any more (ruling 9).
 * @rule deployment-scale-out-reaches-the-old
 * @rule deployment-scale-in-reaches-the-old
 */
export function rescaledTarget(
  target: number,
  change: { readonly from: number; readonly to: number; readonly primaryHealthyCount: number },
): number {
  if (change.to <= change.from) return Math.min(target, change.to);
  if (target === 0 && change.from > 0) return 0;
  return Math.max(target, Math.min(change.to - change.primaryHealthyCount, target + (change.to - change.from)));
}
