import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/read/folder.js';
import { folderOf } from './tables.js';

const FILES = {
  'prefs.csv': 'from,to\nA,B\n',
  'slots.csv': 'slot\n1\n2\n',
  'rooms.csv': 'room\nR\n',
  'Participants.csv': 'id\nX\n',
  'other.csv': 'room\nS\nT\n',
};
const inputsOf = async (options: { discover: boolean; rooms?: string; slots?: string }) => {
  const folder = folderOf(FILES);
  const rooms = options.rooms?.endsWith('.csv') ? join(folder, options.rooms) : options.rooms;
  const { event, notices } = await readEvent({ prefs: join(folder, 'prefs.csv'), ...options, rooms });
  return { inputs: event.inputs.map(i => i.name), notices: notices.map(n => n.replaceAll(`${folder}/`, '')) };
};

describe('files beside prefs.csv', () => {
  it('of exactly the usual names are used, and named', async () => {
    const { inputs, notices } = await inputsOf({ discover: true });
    expect(inputs).toEqual(['slots.csv', 'prefs.csv', 'rooms.csv']);
    expect(notices).toEqual(['found beside prefs.csv and used: slots.csv, rooms.csv']);
  });
  it('give way to those named by an option', async () => {
    const { inputs, notices } = await inputsOf({ discover: true, rooms: 'other.csv', slots: '5' });
    expect(inputs).toEqual(['prefs.csv', 'other.csv']);
    expect(notices).toEqual([]);
  });
  it('are left alone without discovery', async () => {
    const { inputs, notices } = await inputsOf({ discover: false });
    expect(inputs).toEqual(['prefs.csv']);
    expect(notices).toEqual([
      'no slots given: 4 slots without times are assumed (the busiest person has 1 different partner; at least 4, at most 16)',
      'no rooms given: there are as many as needed',
    ]);
  });
});
