/** What tells two series, or two alerts, apart: a name, and labels in whichever order they were written. */
export function identity(name: string, labels: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify([name, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
