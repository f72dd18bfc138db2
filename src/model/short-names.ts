/** Names as people read them: enough of an id to tell things apart, and the name out of an ARN. */

const shownIdDigits = 8;
const taskId = /\b([0-9a-f]{8})[0-9a-f]{24}\b/g;
const targetGroupArn = /arn:[\w-]+:elasticloadbalancing:[\w-]*:\d*:targetgroup\/([^/\s)]+)\/[0-9a-f]+/g;

export const shortTaskId = (id: string): string => id.slice(0, shownIdDigits);

/** Shortens every task id and target group ARN in a text of ECS's. */
export const shortenNames = (text: string): string => text.replace(targetGroupArn, '$1').replace(taskId, '$1');
