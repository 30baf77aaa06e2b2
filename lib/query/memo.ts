/** Remembers what was made of a text. Forgets everything at `limit` texts: a thousand environments may each have their own. */
export class Memo<T> {
  private readonly made = new Map<string, T>();

  public constructor(private readonly limit = 10_000) {}

  /** What `make` made of `text`, then or now. What it throws is not remembered. */
  public get(text: string, make: (text: string) => T): T {
    const known = this.made.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    if (this.made.size >= this.limit) this.made.clear();
    this.made.set(text, value);
    return value;
  }
}
