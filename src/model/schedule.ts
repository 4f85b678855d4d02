/** What was decided, in the organiser's words. The solver makes it, a hand may edit it, the checker judges it. */

export interface Meeting {
  /** `M001`, `M002` … in the order of slots, then rooms. Free text in a hand-made schedule. */
  readonly id: string;
  /** Ids; in a group the host comes first. */
  readonly participants: readonly string[];
  readonly slot: string;
  readonly room: string;
  readonly kind: 'pair' | 'group';
  readonly locked: boolean;
  /** Interpreter id, or empty. */
  readonly interpreter: string;
  /** Physical line of the row it was read from, 0 if it was made by the solver. */
  readonly line: number;
}

export interface Schedule {
  readonly meetings: readonly Meeting[];
}
