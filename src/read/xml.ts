import { Parser } from 'saxen';

/** What is told of an XML text; names of elements come without their prefix. */
export interface XmlUse {
  /** `attributes` is to be asked before the next element, if at all. */
  open(name: string, attributes: () => Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Walks through an XML text, which may be empty; throws what `use` throws, and an `Error` for what is no XML. Entities of a DTD are not followed. O(length). */
export function walkXml(xml: string, { open, close, text }: XmlUse): void {
  if (xml === '') return;
  const parser = new Parser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('openTag', (name, attributes, decode) => open(localName(name), () => decoded(attributes(), decode)));
  if (close) parser.on('closeTag', name => close(localName(name)));
  if (text) {
    parser.on('text', (raw, decode) => text(raw.includes('&') ? decode(raw) : raw));
    parser.on('cdata', text);
  }
  const fault = parser.parse(xml);
  if (fault) throw fault;
}

/** Most names have no prefix: those are not copied. */
function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function decoded(attributes: Record<string, string>, decode: (text: string) => string): Record<string, string> {
  for (const name in attributes) if (attributes[name]!.includes('&')) attributes[name] = decode(attributes[name]!);
  return attributes;
}
