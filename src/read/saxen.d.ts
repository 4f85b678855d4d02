/** The part of `saxen` that xml.ts uses; the package brings no types. */
declare module 'saxen' {
  type Decode = (text: string) => string;

  export class Parser {
    on(
      event: 'openTag',
      use: (name: string, attributes: () => Record<string, string>, decode: Decode, selfClosing: boolean) => void,
    ): this;
    on(event: 'closeTag', use: (name: string) => void): this;
    on(event: 'text', use: (text: string, decode: Decode) => void): this;
    on(event: 'cdata', use: (text: string) => void): this;
    on(event: 'error', use: (error: Error) => void): this;
    /** Nothing, or what went wrong. */
    parse(xml: string): Error | null | undefined;
  }
}
