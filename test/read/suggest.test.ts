import { describe, expect, it } from 'vitest';
import { Suggester } from '../../src/read/suggest.js';

const nearest = (text: string, candidates: readonly string[]) => new Suggester().nearest(text, candidates);

describe('suggestions', () => {
  it('prefer equality without case and accents', () => {
    expect(nearest('kosice', ['Kosica', 'Košice'])).toBe('Košice');
  });
  it('take a word that begins the other', () => {
    expect(nearest('Gifu-ken', ['Mie-ken', 'Aichi', 'Gifu'])).toBe('Gifu');
    expect(nearest('Vita', ['Vitagora', 'Vision'])).toBe('Vitagora');
  });
  it('take the smallest distance, the first of equals', () => {
    expect(nearest('Ibarakki', ['Ibaraki', 'Ibarakai'])).toBe('Ibaraki');
    expect(nearest('P1', ['P2', 'P3'])).toBe('P2');
  });
  it('are silent when nothing is close', () => {
    expect(nearest('Osaka', ['Sendai', 'Aichi'])).toBeUndefined();
    expect(nearest('x', ['y'])).toBeUndefined();
  });
  it('see candidates that were added since', () => {
    const suggester = new Suggester();
    const names = ['Aichi'];
    expect(suggester.nearest('Sendaj', names)).toBeUndefined();
    names.push('Sendai');
    expect(suggester.nearest('Sendaj', names)).toBe('Sendai');
  });
  it('stop after a bounded amount of work', () => {
    const suggester = new Suggester();
    const many = Array.from({ length: 100_000 }, (_, i) => `participant-${i}`);
    for (let i = 0; i < 202; i++) suggester.nearest('q', many);
    expect(suggester.nearest('participant-17', many)).toBeUndefined();
  });
});
