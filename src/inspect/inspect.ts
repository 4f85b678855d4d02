import type { Event } from '../model/event.js';
import { readCapacity, unmetForTables } from './capacity.js';
import { Chances } from './chances.js';
import { inputFigures, peopleFigures, wishFigures } from './counts.js';
import { Doors } from './doors.js';
import { readHosts } from './hosts.js';
import { readLinks } from './links.js';
import { readLoads } from './loads.js';
import { readPeople } from './people.js';
import { brokenPromises, duplicates, isolated, popular, unmetForPlaces } from './persons.js';
import type { Inspection } from './report.js';
import { Speech } from './speech.js';
import { survey } from './survey.js';
import { judgeWishes } from './verdicts.js';

/**
 * What an event holds and what no schedule can give it, without solving it: every bound is certain, none need be reached.
 * O(wishes × slots / 32 + (people + rooms) × slots + slots of all wished pairs). Throws RangeError where the points are too
 * many to be counted exactly.
 */
export function inspect(event: Event): Inspection {
  const people = readPeople(event);
  const links = readLinks(event, people);
  const doors = new Doors(event, people);
  const chances = new Chances(event, people, links, doors, new Speech(event, people));
  const hosts = readHosts(event, people, links, doors, chances);
  const found = { people, links, hosts, chances, survey: survey(event, people, links, hosts, chances) };
  const verdicts = judgeWishes(event, found);
  const loads = readLoads(event, found, verdicts);
  const capacity = readCapacity(event, doors, found, loads, verdicts);
  const { figures: wishes, demand } = wishFigures(event, people, links);
  const { impossible, byObstacle } = verdicts;
  const forPlaces = unmetForPlaces(found, loads);
  const forTables = unmetForTables(found, capacity.mostMeetings);
  return {
    event: { name: event.name, timezone: event.timezone ?? null },
    inputs: inputFigures(event),
    people: peopleFigures(event),
    wishes,
    duplicates: duplicates(event),
    popular: popular(event, demand, loads),
    isolated: isolated(event, loads, verdicts),
    capacity,
    brokenPromises: brokenPromises(event, loads),
    unmet: {
      atLeast: impossible.length + Math.max(forPlaces, forTables),
      impossible,
      byObstacle,
      forPlaces,
      forTables,
    },
  };
}
