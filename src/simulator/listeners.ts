import { EventEmitter } from 'eventemitter3';
import { takeTouchedTasks } from '../engine/apply/tell.js';
import type { World } from '../engine/world.js';
import { deploymentEvent, type EventBridgeEvent, serviceActionEvent, taskEvent } from '../events/event-bridge.js';
import { SteadystateError } from '../model/errors.js';
import type { Fact, FactKind } from '../model/facts.js';

/** What can be listened to: every fact, facts of one kind, and events as EventBridge would deliver them. */
export type SimulatorEvents = { [Kind in FactKind]: Extract<Fact, { kind: Kind }> } & {
  fact: Fact;
  eventBridge: EventBridgeEvent;
};

const eventNames: Readonly<Record<keyof SimulatorEvents, true>> = {
  fact: true,
  eventBridge: true,
  call: true,
  deployment: true,
  task: true,
  container: true,
  target: true,
  scheduler: true,
  serviceEvent: true,
  service: true,
  fault: true,
  counts: true,
};

/** The part of a pino logger that is used. */
export interface SimulatorLogger {
  debug(about: object, message: string): void;
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
}

/** Who listens, and telling them: once everything of a moment has happened. */
export class Listeners {
  readonly #world: World;
  readonly #emitter = new EventEmitter();
  readonly #logger: SimulatorLogger | undefined;
  #publishing = false;

  constructor(world: World, logger: SimulatorLogger | undefined) {
    this.#world = world;
    this.#logger = logger;
    this.#review();
  }

  get isPublishing(): boolean {
    return this.#publishing;
  }

  /** @throws SteadystateError `InvalidInput` for a name that no event has: nobody would ever call the listener */
  on(name: string, listener: (event: never) => void): void {
    if (!Object.hasOwn(eventNames, name)) {
      throw new SteadystateError('InvalidInput', `No event is called ${String(name)}.`, {
        resource: 'event',
        value: String(name),
        help: `Events are ${Object.keys(eventNames).join(', ')}.`,
      });
    }
    this.#emitter.on(name, listener as (event: unknown) => void);
    this.#review();
  }

  off(name: string, listener: (event: never) => void): void {
    this.#emitter.off(name, listener as (event: unknown) => void);
    this.#review();
  }

  #review(): void {
    this.#world.facts.setHasListeners(this.#logger !== undefined || this.#emitter.eventNames().length > 0);
  }

  /** Calls that listeners make change tasks and add facts; they are told in turn, in this very moment. */
  publish(): void {
    if (this.#publishing) return;
    this.#publishing = true;
    const { facts } = this.#world;
    try {
      do {
        this.#publishTasks();
        for (let fact = facts.nextUnpublished(); fact !== undefined; fact = facts.nextUnpublished()) {
          this.#log(fact);
          this.#emitter.emit('fact', fact);
          this.#emitter.emit(fact.kind, fact);
          if (this.#wantsEvents) this.#emitEventBridge(fact);
        }
      } while (this.#world.touchedTasks.length > 0);
    } finally {
      this.#publishing = false;
    }
  }

  /** What a listener does, or throws, must not keep a task's next change from being one: none is touched any more. */
  #publishTasks(): void {
    const { tasks } = this.#world;
    const touched = takeTouchedTasks(this.#world);
    if (!this.#wantsEvents) return;
    for (const task of touched) {
      if (tasks.number.get(task) !== 0) this.#emitter.emit('eventBridge', taskEvent(this.#world, task));
    }
  }

  get #wantsEvents(): boolean {
    return this.#emitter.listenerCount('eventBridge') > 0;
  }

  #emitEventBridge(fact: Fact): void {
    const event =
      fact.kind === 'serviceEvent'
        ? serviceActionEvent(this.#world, fact)
        : fact.kind === 'deployment'
          ? deploymentEvent(this.#world, fact)
          : undefined;
    if (event !== undefined) this.#emitter.emit('eventBridge', event);
  }

  #log(fact: Fact): void {
    if (this.#logger === undefined) return;
    const { kind, ...about } = fact;
    if (fact.kind === 'serviceEvent') this.#logger.info(about, fact.message);
    else if (fact.kind === 'call' && fact.error !== undefined)
      this.#logger.warn(about, `${fact.operation} was refused`);
    else this.#logger.debug(about, kind);
  }
}
