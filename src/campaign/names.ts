import type { Step } from '../scenario/scenario.js';

/** Names for what a program declares: none that means something in it already, and none twice. */
export class Names {
  readonly #needed: ReadonlySet<string>;
  readonly #taken: Set<string>;
  readonly #byService = new Map<string, string>();

  /** @param claim - the text of the claim that stands in the program: its words may be names of what is everywhere */
  constructor(steps: readonly Step[], claim: string) {
    this.#needed = new Set(steps.flatMap((step) => (step.do === 'register' ? [step.service] : [])));
    this.#taken = new Set([...ownWords, ...wordsOfTheLanguage, ...wordsIn(claim)]);
  }

  /** A new one that is like what is wanted, `rest` where it begins with no letter. */
  take(wanted: string, rest: string): string {
    const word = wanted.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase());
    const first = /^[A-Za-z]/.test(word) ? word : `${rest}${word}`;
    let name = first;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${first}${number}`;
    this.#taken.add(name);
    return name;
  }

  /** A variable for a service; undefined when nothing refers to it. */
  declare(service: string): string | undefined {
    if (!this.#needed.has(service)) return undefined;
    const name = this.take(service, 'service');
    this.#byService.set(service, name);
    return name;
  }

  of(service: string): string {
    return this.#byService.get(service) ?? service;
  }
}

/** What a program says itself. */
const ownWords = ['sim', 'holds', 'createSimulator', 'fargateService', 'Simulator', 'console', '__name', 'unknown'];

/**
 * Reserved words, what modules of any kind have, and what the language has everywhere. Not what there is in this process:
 * a program must not depend on where it was printed.
 */
const wordsOfTheLanguage = (
  'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
  'function if implements import in instanceof interface let new null package private protected public return static ' +
  'super switch this throw true try typeof var void while with yield arguments eval ' +
  'exports require module __filename ' +
  'globalThis Infinity NaN undefined isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI ' +
  'encodeURIComponent escape unescape AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt ' +
  'BigInt64Array BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array ' +
  'Float32Array Float64Array Function Int8Array Int16Array Int32Array Intl Iterator JSON Map Math Number Object Promise ' +
  'Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError ' +
  'Temporal TypeError Uint8Array Uint8ClampedArray Uint16Array Uint32Array URIError WeakMap WeakRef WeakSet WebAssembly'
).split(' ');

/** One part of a source after another: remarks and texts, templates, members, names. */
const parts =
  /\\.|\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<template>`(?:\\[\s\S]|[^`\\])*`)|(?<!\.)\.\s*[\w$]+|(?<word>[A-Za-z_$][\w$]*)/g;

/** Words of a source that may be names in it. One too many does no harm: a variable gets a number. */
function wordsIn(source: string): string[] {
  return [...source.matchAll(parts)].flatMap(({ groups: { template, word } = {} }) =>
    template === undefined ? (word ?? []) : (template.match(/[A-Za-z_$][\w$]*/g) ?? []),
  );
}
