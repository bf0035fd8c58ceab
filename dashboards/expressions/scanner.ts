/** Reads a text from left to right. What is not expected is an error that says what stands where. */
export class Scanner {
  private position = 0;

  constructor(private readonly text: string) {}

  /** What the pattern matches here, after any blanks; nothing is read otherwise. */
  take(pattern: RegExp): string | undefined {
    this.skipBlanks();
    const sticky = new RegExp(pattern.source, `y${pattern.flags.replaceAll(/[gy]/g, '')}`);
    sticky.lastIndex = this.position;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** @param what how an error names it */
  expect(pattern: RegExp, what: string): string {
    return this.take(pattern) ?? this.fail(what);
  }

  /** Whether the text ends here. */
  atEnd(): boolean {
    this.skipBlanks();
    return this.position === this.text.length;
  }

  end(): void {
    if (!this.atEnd()) this.fail('the end');
  }

  fail(expected: string): never {
    this.skipBlanks();
    const found = this.text.slice(this.position, this.position + 30);
    const place = `at character ${this.position + 1}`;
    throw new SyntaxError(`expected ${expected} ${place}, found ${found === '' ? 'the end' : JSON.stringify(found)}`);
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text.charAt(this.position))) this.position += 1;
  }
}

/** `one, two, three`: at least one. */
export function list<Item>(scanner: Scanner, item: () => Item): [Item, ...Item[]] {
  const items: [Item, ...Item[]] = [item()];
  while (scanner.take(/,/) !== undefined) items.push(item());
  return items;
}
