import { describe, expect, test } from 'vitest';
import { Room, sharedRoom } from '../../../src/engine/store/room.js';

const sized = (byteLength: number) => ({ byteLength });

describe('a room', () => {
  test('hands out bytes in whole moments, one after the other', () => {
    const room = new Room(40);
    expect([room.take(3), room.take(8), room.take(9), room.take(0), room.bytes.length]).toEqual([0, 8, 16, 32, 40]);
  });

  test('is seen through one array per width, all over the same bytes', () => {
    const room = new Room(8);
    room.moments[0] = 1;
    expect([[...room.words], [...room.bytes]]).toEqual([
      [0, 0x3ff00000],
      [0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
    ]);
  });

  test('copies words, and they are their own from then on', () => {
    const room = new Room(64);
    room.take(4);
    const original = Int32Array.of(1, -2, 3);
    const copy = room.takeCopy(original);
    original[0] = 9;
    copy[2] = 7;
    expect([[...copy], [...original], [...room.words.subarray(0, 6)]]).toEqual([
      [1, -2, 7],
      [9, -2, 3],
      [0, 0, 1, -2, 7, 0],
    ]);
  });
});

describe('a room for copies of several things', () => {
  test('has as much as they need, each from a whole moment on', () => {
    const room = sharedRoom(sized(3), sized(8), sized(12)) as Room;
    expect([room.bytes.length, room.take(3), room.take(8), room.take(12)]).toEqual([32, 0, 8, 16]);
  });

  test('is not shared when they are large: one that grows would leave its part behind', () => {
    expect(sharedRoom(sized(65_536))?.bytes.length).toBe(65_536);
    expect(sharedRoom(sized(65_536), sized(1))).toBe(undefined);
  });
});
