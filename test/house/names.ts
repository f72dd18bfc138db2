import ts from 'typescript';
import { type Finding, find, nodesOf, type Rule, type Source } from './source.js';

/** Words that are no words of this house, inside any name, and what to write instead. AWS's own names are AWS's. */
const bannedWords: Readonly<Record<string, string>> = {
  td: 'taskDefinition',
  svc: 'service',
  tg: 'targetGroup',
  lb: 'loadBalancer',
  cfg: 'configuration, or settings',
  conf: 'configuration, or settings',
  ctx: 'say what it is: world, request, source',
  mgr: 'say what it does',
  manager: 'say what it does',
  req: 'request',
  res: 'reply',
  resp: 'reply',
  err: 'error',
  msg: 'message',
  cb: 'listener, or what it does',
  callback: 'listener, or what it does',
  idx: 'index',
  cnt: 'count',
  num: 'number, or count',
  prev: 'previous, or before',
  curr: 'present, or current',
  tmp: 'say what it holds',
  temp: 'say what it holds',
  str: 'text',
  arr: 'say of what: names, tasks',
  obj: 'say what it is',
  val: 'value',
  fn: 'say what it does',
  func: 'say what it does',
  args: 'say what they are',
  params: 'say what they are',
  opts: 'options',
  util: 'say what it does',
  utils: 'say what it does',
  helper: 'say what it does',
  helpers: 'say what it does',
  misc: 'say what it is',
  replica: 'task',
  replicas: 'desiredCount',
  pod: 'task',
  pods: 'tasks',
  surge: 'maximumPercent',
  millis: '…Ms',
  milliseconds: '…Ms',
  msecs: '…Ms',
  secs: '…Seconds as AWS has it, or …Ms',
  mins: '…Minutes as AWS has it, or …Ms',
};

/** Names in which they are right, and why. */
const argued: Readonly<Record<string, string>> = {
  'src/campaign/shrink.ts: numRuns': "fast-check's name of it",
  'src/cli/command.ts: writeErr': "commander's name of it",
  'src/api/schemas/request-schema.ts: ctx': "zod's own name",
};

/** Names are words, in AWS's vocabulary, unit last. */
export const wordRule: Rule = (source) => {
  const found: Finding[] = [];
  for (const node of nodesOf(source)) {
    if (!isNamed(node) || node.name === undefined || !ts.isIdentifier(node.name)) continue;
    const name = node.name.text;
    // The words of `taskDefinitionMs` are task, Definition and Ms.
    const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
    const banned = words.find((word) => Object.hasOwn(bannedWords, word.toLowerCase()))?.toLowerCase();
    if (banned === undefined || Object.hasOwn(argued, `${source.path}: ${name}`)) continue;
    found.push(find(source, node.name, `${name}: ${banned} -> ${bannedWords[banned]}`));
  }
  return found;
};

type Named = ts.Node & { readonly name?: ts.Node };

const isNamed = (node: ts.Node): node is Named =>
  ts.isVariableDeclaration(node) ||
  ts.isParameter(node) ||
  (ts.isBindingElement(node) && node.propertyName === undefined) ||
  ts.isFunctionDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isPropertySignature(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isPropertyAssignment(node);

/** Notes to oneself belong in an issue. */
export const noteRule: Rule = (source) =>
  source.text.split('\n').flatMap((line, index): Finding[] => {
    const [note] = /\b(TODO|FIXME|XXX|HACK)\b/.exec(line) ?? [];
    return note === undefined ? [] : [`${source.path}:${index + 1}: ${note} -> do it, or open an issue`];
  });

/** Files are named after the one concept inside, in kebab case. */
export function fileNameRule({ path }: Pick<Source, 'path'>): Finding[] {
  return path.split('/').flatMap((part, place, parts): Finding[] => {
    const stem =
      place === parts.length - 1 ? part.replace(/(\.(test|generated|timeline|out|config|schema))?\.\w+$/, '') : part;
    if (/^(types|utils?|helpers?|common|misc|shared|lib)$/.test(stem)) {
      return [`${path}: ${stem} -> name it after the concept inside; types live with theirs`];
    }
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) ? [] : [`${path}: ${stem} -> kebab-case`];
  });
}
