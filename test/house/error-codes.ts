import ts from 'typescript';
import type { Finding, Rule, Source } from './source.js';

/** Comments promise only errors that are there. @param codes - of SteadystateError */
export const errorCodeRule =
  (codes: readonly string[]): Rule =>
  ({ path, text }) =>
    text.split('\n').flatMap((line, index): Finding[] => {
      const [, promised = ''] = /SteadystateError ((?:`\w+`(?:, )?)+)/.exec(line) ?? [];
      return [...promised.matchAll(/`(\w+)`/g)]
        .filter(([, code = '']) => !codes.includes(code))
        .map(([, code]) => `${path}:${index + 1}: ${code} -> no error has this code: ${codes.join(', ')}`);
    });

/** Codes of SteadystateError. @param source - src/model/errors.ts */
export const errorCodesOf = (source: Source): string[] =>
  source.tree.statements
    .filter((statement) => ts.isTypeAliasDeclaration(statement))
    .filter(({ name }) => name.text === 'SteadystateErrorCode')
    .flatMap(({ type }) => (ts.isUnionTypeNode(type) ? [...type.types] : []))
    .flatMap((type) => (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : []));
