/**
 * Tasks that must stay healthy while tasks are replaced.
 *
 * @param desiredCount - tasks, integer, 0 or more
 * @param minimumHealthyPercent - percent of `desiredCount`, integer, 0 or more
 * @returns tasks, rounded up: 50 % of 3 is 2
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 * @rule bounds-minimum-rounds-up
 */
export function healthyCountMin(desiredCount: number, minimumHealthyPercent: number): number {
  return Math.ceil((desiredCount * minimumHealthyPercent) / 100);
}

/**
 * Tasks that may be there at one time, those on their way out included.
 *
 * @param maximumPercent - percent of `desiredCount`, integer
 * @returns tasks, rounded down: 125 % of 3 is 3
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 * @rule bounds-maximum-rounds-down
 */
export function occupiedCountMax(desiredCount: number, maximumPercent: number): number {
  return Math.floor((desiredCount * maximumPercent) / 100);
}
