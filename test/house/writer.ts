import ts from 'typescript';
import { type Finding, find, nodesOf, type Rule } from './source.js';

/** Where the state may be written: its one writer, and what makes, copies or moves a world as a whole. */
const writes =
  /^src\/engine\/(apply\/|store\/|agenda\/|chance\/|world\.ts$|fork\.ts$|tick\.ts$|fact-log\.ts$|snapshot\/restore(-agenda)?\.ts$)/;

/** What a world consists of goes by these names everywhere. */
const state = new Set([
  'world',
  '#world',
  'service',
  'deployment',
  'cluster',
  'record',
  'tasks',
  'containers',
  'targets',
]);
const changing = new Set([
  'set',
  'add',
  'delete',
  'clear',
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'fill',
]);

/** `engine/apply` is the only place that assigns to the state. */
export const writerRule: Rule = (source) => {
  if (writes.test(source.path)) return [];
  const found: Finding[] = [];
  for (const node of nodesOf(source)) {
    const target = targetOf(node);
    // `this.#world = world` in a constructor keeps a world, and changes nothing in it.
    if (target === undefined || isOwn(target)) continue;
    const root = rootOf(target);
    if (root === undefined || !state.has(root)) continue;
    found.push(
      find(
        source,
        node,
        `${target.getText(source.tree)} is written here -> call a function of engine/apply, the only writer`,
      ),
    );
  }
  return found;
};

/** What is changed: the left side of an assignment, or whose `set` or `push` is called. */
function targetOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return memberOf(node.left);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const isStep = [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator);
    return isStep ? memberOf(node.operand) : undefined;
  }
  if (ts.isDeleteExpression(node)) return memberOf(node.expression);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return changing.has(node.expression.name.text) ? memberOf(node.expression.expression) : undefined;
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

const isOwn = (node: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;

/** A variable of one's own may be assigned; a member of something may not. */
const memberOf = (node: ts.Expression): ts.Expression | undefined =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? node : undefined;

/** `world` of `world.services[1].events`, `#world` of `this.#world.calls`; nothing for what a call returned. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) return node.name.text;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return rootOf(node.expression);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return rootOf(node.expression.expression);
  return ts.isNonNullExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node)
    ? rootOf(node.expression)
    : undefined;
}
