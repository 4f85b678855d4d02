/** Kinds of meetings: those of one kind may use the same rooms and the same interpreters. */
import type { Event, Participant, Room } from './event.js';
import type { Needs } from './limits.js';
import { RoomKinds, roomsOf } from './room-kinds.js';
import { Ways } from './speech.js';

/** Assigns kinds to meetings. O(1) a meeting, or O(rooms + interpreters) where they differ. */
export class Kinds {
  readonly rooms: readonly Room[];
  /** What a meeting of each kind takes; kind 0 is any room and no interpreter. */
  readonly needs: Needs[] = [];
  private readonly ofRooms: RoomKinds;
  private readonly ways: Ways | undefined;
  private readonly byKey = new Map<string, number>();

  /** @param interpreted whether interpreters are counted in the kinds */
  constructor(event: Event, interpreted: boolean) {
    this.rooms = roomsOf(event);
    this.ofRooms = new RoomKinds(event, this.rooms);
    this.ways = interpreted ? new Ways(event) : undefined;
    this.needs.push({ rooms: this.ofRooms.sets[0], interpreters: [] });
  }

  /** The kind of a one-to-one, or -1 where no room or no interpreter will do. */
  ofPair(people: readonly [Participant, Participant], lockedRoom: string | undefined): number {
    const room = this.ofRooms.of(people, lockedRoom);
    if (!this.ways) return this.kindOf(room, []);
    const interpreters = this.ways.interpretersFor(...people);
    return interpreters ? this.kindOf(room, interpreters) : -1;
  }

  /** The kind of a session with that many guests, interpreters left aside; -1 where no room will do. As `RoomKinds.ofGroup`. */
  ofGroup(host: Participant, guests: number, names: ReadonlySet<string>, lockedRoom: string | undefined): number {
    return this.kindOf(this.ofRooms.ofGroup(host, guests, names, lockedRoom), []);
  }

  private kindOf(room: number, interpreters: readonly number[]): number {
    if (room <= 0 && interpreters.length === 0) return room; // the rule, and a million texts less
    if (room < 0) return -1;
    const key = `${room} ${interpreters.join(',')}`;
    let kind = this.byKey.get(key);
    if (kind === undefined) {
      kind = this.needs.length;
      this.byKey.set(key, kind);
      this.needs.push({ rooms: this.ofRooms.sets[room], interpreters });
    }
    return kind;
  }
}
