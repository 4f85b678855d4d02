import type { z as Zod, ZodType } from 'zod';
import type { BoundCertificate, Certificate } from '../model/certificate.js';
import { loadText } from './bytes.js';
import { Context, type TableOptions } from './context.js';
import { quote } from './text.js';

/**
 * Reads the certificate of an earlier run for `ejrc check`: its shape is right, its names and prices are not judged.
 * Throws `InputRejected` with all faults (E001, E003, E004, E010, E701, E702). Loads `zod` on first use. O(bytes).
 */
export async function readCertificate(path: string, options: TableOptions = {}): Promise<Certificate> {
  const context = new Context(options);
  const loaded = await loadText({ table: 'event', path }, context);
  const value = loaded && parsed(path, loaded.bytes.toString('utf8'), context);
  context.faults.throwIfAny();
  const result = (await certificateSchema()).safeParse(value);
  for (const issue of result.error?.issues ?? []) {
    const got = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
    const cause =
      issue.code === 'unrecognized_keys'
        ? `unknown keys ${issue.keys.map(quote).join(', ')}`
        : `expected ${issue.message}, got ${got === undefined ? 'nothing' : quote(JSON.stringify(got))}`;
    context.faults.add('E702', { file: path, columnName: issue.path.join('.') }, cause);
  }
  context.faults.throwIfAny();
  return result.data!;
}

function parsed(path: string, text: string, context: Context): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.faults.add('E701', { file: path }, 'this is no JSON');
    return undefined;
  }
}

async function certificateSchema(): Promise<ZodType<Certificate>> {
  const { z } = await import('zod');
  const bounds = z.array(boundSchema(z), 'a list of bounds');
  return z.strictObject(
    { certificate: z.literal(1, '1, the version of certificates that is read'), bounds },
    'a certificate as ejrc writes it',
  );
}

function boundSchema(z: typeof Zod): ZodType<BoundCertificate> {
  const name = z.string('a name');
  const whole = z.int('a whole number');
  const slots = z.array(z.tuple([name, whole], 'a slot and its price'), 'a list of slots and prices');
  const participant = z.strictObject(
    {
      participant: name,
      slots: slots.optional(),
      rests: slots.optional(),
      maximum: whole.optional(),
      promise: whole.optional(),
    },
    'the prices of a participant',
  );
  const rooms = z.strictObject({ rooms: z.array(name, 'a list of rooms'), slots }, 'the prices of a set of rooms');
  const interpreters = z.strictObject(
    { interpreters: z.array(name, 'a list of interpreters'), slots },
    'the prices of a set of interpreters',
  );
  const odd = z.strictObject(
    { people: z.array(name, 'a list of people'), slot: name, price: whole },
    'the price of a set of people in a slot',
  );
  return z.strictObject(
    {
      tier: z.enum(['promises', 'points'], 'promises or points'),
      claimed: z.number('a number'),
      provedBy: z.enum(['prices', 'branch and bound'], '"prices" or "branch and bound"'),
      promises: whole,
      unit: z.strictObject({ points: whole, parts: whole }, 'points and parts'),
      promise: whole,
      participants: z.array(participant, 'a list of prices'),
      rooms: z.array(rooms, 'a list of prices'),
      meetings: slots,
      interpreters: z.array(interpreters, 'a list of prices').optional(),
      odd: z.array(odd, 'a list of prices').optional(),
    },
    'a bound',
  );
}
