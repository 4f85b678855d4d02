import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import { RoomKinds, roomsOf } from '../../src/model/room-kinds.js';
import { arbEvent } from '../helpers/arbitrary.js';
import { admits } from '../helpers/bed.js';
import { type EventSpec, makeEvent } from '../helpers/event.js';
import { runs } from '../helpers/runs.js';

/** Ids of the rooms the first two participants may use; `undefined`: none will do. */
function allowed(event: Event, lockedRoom?: string): string[] | undefined {
  const rooms = roomsOf(event);
  const kinds = new RoomKinds(event, rooms);
  const kind = kinds.of([event.participants[0], event.participants[1]], lockedRoom);
  return kind < 0 ? undefined : kinds.sets[kind].map(index => rooms[index].id);
}

const pair = (spec: EventSpec): Event => makeEvent({ wishes: [['A', 'B']], ...spec });

describe('roomsOf', () => {
  it('is the event’s rooms', () => {
    expect(roomsOf(pair({ rooms: 2 })).map(({ id }) => id)).toEqual(['R1', 'R2']);
  });

  it('is, where rooms are made as needed, those that someone named, each once', () => {
    const event = pair({ participants: [{ id: 'A', room: 'Own' }], locks: [['A', 'B', '1', 'Own']] });
    expect(roomsOf(event)).toMatchObject([{ id: 'Own', tables: 1 }]);
  });
});

describe('RoomKinds', () => {
  it('allows every room where they are all alike, and any where they are made as needed', () => {
    expect(allowed(pair({ rooms: 2 }))).toEqual(['R1', 'R2']);
    expect(allowed(pair({}))).toEqual([]);
    expect(allowed(pair({ rooms: 0 }))).toBeUndefined();
  });

  it('keeps to one’s own room, and to a locked one', () => {
    const own = { participants: [{ id: 'A', room: 'R2' }], rooms: 3 };
    expect(allowed(pair(own))).toEqual(['R2']);
    expect(allowed(pair({ rooms: 3 }), 'R3')).toEqual(['R3']);
    expect(allowed(pair(own), 'R3')).toBeUndefined();
    expect(allowed(pair({ participants: [{ id: 'B', room: 'Own' }] }))).toEqual(['Own']);
  });

  it('gives a topic no seat: it is a table, not a person', () => {
    const rooms = [{ id: 'R1', seats: 1 }];
    expect(allowed(pair({ rooms }))).toBeUndefined();
    expect(allowed(pair({ rooms, participants: [{ id: 'B', role: 'topic' }] }))).toEqual(['R1']);
  });

  it('gives one kind to meetings with the same rooms', () => {
    const event = makeEvent({ participants: ['A', 'B', 'C'], rooms: [{ only: ['A'] }, {}] });
    const kinds = new RoomKinds(event, roomsOf(event));
    const [a, b, c] = event.participants;
    expect(kinds.of([a, b], undefined)).toBe(kinds.of([a, c], undefined));
    expect(kinds.of([b, c], undefined)).not.toBe(kinds.of([a, c], undefined));
  });

  it('allows a room exactly where seats, reservation and own room do', () => {
    const events = arbEvent({ people: 4, wishes: 3, slots: 2, rooms: 4 }, { oddRooms: 60, ownRooms: 30 });
    fc.assert(
      fc.property(events, event => {
        if (!event.rooms) return;
        const rooms = event.rooms.filter(room => admits(room, event.participants.slice(0, 2)));
        expect(allowed(event) ?? []).toEqual(rooms.map(({ id }) => id));
      }),
      runs(200),
    );
  });
});
