/**
 * `npm run generate` writes everything that is generated and checked in; `npm run generate:check` fails when some of it is
 * stale. In this order: later ones read what earlier ones have written,
 * and so are loaded after it.
 */
await import('./generate-aws.js');
await import('./generate-operations.js');
await import('./generate-options-page.js');
await import('./generate-operations-page.js');
await import('./generate-ledger.js');
await import('./generate-scenario-schema.js');
await import('./generate-mutation-page.js');

export {};
