// Preloaded by the worker threads of tests, whose modules are TypeScript: tsx leaves threads alone unless it is told.
import { register } from 'tsx/esm/api';

register();
