/** Features of events that fit words (`solve/breaks/word-state.ts`), for the generator of events. */
export const WORDS = {
  ...{ parallel: 0, oddRooms: 0, ownRooms: 0, orders: 0, slots: 8, rooms: 3, wishes: 25 },
  ...{ maxBreaks: undefined, maxConsecutive: undefined },
} as const;
