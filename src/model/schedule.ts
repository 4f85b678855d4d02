/** What was decided, in the organiser's words. The solver makes it, a hand may edit it, the checker judges it. */

/** One meeting: who, when, where and how. */
export interface Meeting {
  /** `M001`, `M002` … in the order of slots, then rooms. Free text in a hand-made schedule. */
  readonly id: string;
  /** Ids; in a group the host comes first. */
  readonly participants: readonly string[];
  /** Slot id. */
  readonly slot: string;
  /** Room id. */
  readonly room: string;
  /** A one-to-one, or a session of a host with guests. */
  readonly kind: 'pair' | 'group';
  /** Whether a lock asked for it. */
  readonly locked: boolean;
  /** Interpreter id, or empty. */
  readonly interpreter: string;
  /** Physical line of the row it was read from, 0 if it was made by the solver. */
  readonly line: number;
}

/** All meetings; the rest of an agenda is free. */
export interface Schedule {
  readonly meetings: readonly Meeting[];
}
