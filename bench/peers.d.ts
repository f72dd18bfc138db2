/** The part of simjs that the bench uses: the package has no types. */
declare module 'simjs' {
  export class Entity {
    setTimer(delay: number): { done(callback: () => void): void };
  }
  export class Sim {
    addEntity(entity: typeof Entity, name: string): Entity;
    simulate(endTime: number): boolean;
  }
}
