/** Who understands whom, straight from FORMATS: languages, interpreters and their rests. */
import type { Event, Interpreter, Participant } from '../../src/model/event.js';
import { isOpen } from './bed.js';
import type { GenerateOptions } from './generate.js';
import { Dice } from './random.js';
import type { Held } from './sequence.js';

const LANGUAGES = ['en', 'fr', 'ja', 'sk'];

/** Languages, interpreters and organisations, drawn with dice of their own. */
export function addSpeech(event: Event, { seed, interpreters, organisations }: GenerateOptions): Event {
  if (interpreters === 0 && organisations === 0) return event;
  const dice = new Dice(seed + 13);
  const few = () => dice.shuffled(LANGUAGES).slice(0, 1 + (dice.chance(40) ? 1 : 0));
  return {
    ...event,
    rules: { ...event.rules, acrossOrganisations: organisations > 0 },
    participants: event.participants.map(person => ({
      ...person,
      languages: interpreters > 0 && dice.chance(80) ? few() : [],
      organisation: dice.chance(organisations) ? dice.pick(['Alpha', 'alpha', 'Beta']) : '',
    })),
    interpreters: Array.from({ length: interpreters }, (_, i) => ({
      id: `I${i + 1}`,
      name: `I${i + 1}`,
      languages: dice.shuffled(LANGUAGES).slice(0, dice.chance(60) ? 2 : 3),
      available: undefined,
      unavailable: event.slots.filter(() => dice.chance(15)).map(({ id }) => id),
      maxConsecutive: dice.chance(40) ? 1 + (dice.chance(50) ? 1 : 0) : undefined,
      line: i + 2,
    })),
  };
}

/** Two people of a language each for every pair of these, who wish to meet each other and nobody else. */
export function conversations(pairs: readonly (readonly string[])[]) {
  return {
    participants: pairs.flatMap(([a, b], k) => [
      { id: `A${k}`, languages: [a] },
      { id: `B${k}`, languages: [b] },
    ]),
    wishes: pairs.map((_, k) => [`A${k}`, `B${k}`] as const),
  };
}

/** Whether two people may not meet as both are of one organisation. */
export function areColleagues({ rules }: Event, a: Participant, b: Participant): boolean {
  const key = ({ organisation }: Participant) => organisation.toLowerCase();
  return rules.acrossOrganisations && key(a) !== '' && key(a) === key(b);
}

/** Whether every meeting that needs an interpreter can have one. Tries all ways. */
export function canBeInterpreted(event: Event, held: readonly Held[]): boolean {
  if (event.interpreters.length === 0) return true;
  const people = new Map(event.participants.map(person => [person.id, person]));
  const needy = held
    .map(({ people: ids, slot }) => ({ slot, speakers: ids.map(id => people.get(id)!) }))
    .filter(({ speakers }) => !understandEachOther(speakers));
  const busy = event.interpreters.map(() => event.slots.map(() => false));
  const assign = (next: number): boolean => {
    if (next === needy.length) return true;
    const { slot, speakers } = needy[next];
    return event.interpreters.some((interpreter, i) => {
      if (busy[i][slot] || !covers(interpreter, speakers) || !isOpen(interpreter, event.slots[slot])) return false;
      busy[i][slot] = true;
      const done = restsEnough(event, interpreter, busy[i]) && assign(next + 1);
      busy[i][slot] = false;
      return done;
    });
  };
  return assign(0);
}

function understandEachOther(people: readonly Participant[]): boolean {
  const restricted = people.filter(({ languages }) => languages.length > 0);
  return LANGUAGES.some(language => restricted.every(({ languages }) => languages.includes(language)));
}

function covers({ languages }: Interpreter, people: readonly Participant[]): boolean {
  return people.every(
    person => person.languages.length === 0 || person.languages.some(language => languages.includes(language)),
  );
}

function restsEnough({ slots }: Event, { maxConsecutive }: Interpreter, busy: readonly boolean[]): boolean {
  if (maxConsecutive === undefined) return true;
  const text = slots.map(
    ({ session }, t) => (t > 0 && session !== slots[t - 1].session ? '|' : '') + (busy[t] ? 'x' : '.'),
  );
  return !text.join('').includes('x'.repeat(maxConsecutive + 1));
}
