import { describe, expect, it } from 'vitest';
import { walkXml } from '../../src/read/xml.js';

function eventsOf(xml: string): string[] {
  const events: string[] = [];
  walkXml(xml, {
    open: (name, attributes) => void events.push(`<${name} ${JSON.stringify(attributes())}`),
    close: name => void events.push(`>${name}`),
    text: text => void events.push(text),
  });
  return events;
}

describe('walkXml', () => {
  it('elements without prefixes, attributes and texts decoded', () => {
    expect(
      eventsOf(
        '<?xml version="1.0"?><x:a xmlns:x="y" n="1 &amp; &quot;2&quot;">b &lt; &#x9ad9;<c/><![CDATA[<d>]]></x:a>',
      ),
    ).toEqual(['<a {"xmlns:x":"y","n":"1 & \\"2\\""}', 'b < 髙', '<c {}', '>c', '<d>', '>a']);
  });
  it('throws for what is none', () => {
    for (const xml of ['<a', '<a></b>', '<a']) expect(() => eventsOf(xml)).toThrow();
  });
  it('entities of a DTD are not followed', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>';
    expect(eventsOf(bomb).join('')).not.toContain('cc');
  });
  it('lets errors of its user through', () => {
    const fail = () => {
      throw new RangeError('mine');
    };
    expect(() => walkXml('<a/>', { open: fail })).toThrow('mine');
  });
});
