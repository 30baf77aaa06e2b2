import { documentsOf, titleOf } from './documents.js';
import { scratch } from './scratch.js';

const map = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: kitchen\ndata:\n  ${value}\n`;

describe('the documents of a folder', () => {
  it('are known by file and line, and hold the bytes of the file', () => {
    const [oven, table] = scratch(
      { 'a.k8s.yaml': `${map('oven', 'a: b')}---\n${map('table', 'c: d')}`, 'b.txt': 'no' },
      (folder) => documentsOf(folder).map((document) => ({ ...document, at: document.at.slice(folder.length + 1) })),
    );
    expect(oven).toMatchObject({ at: 'a.k8s.yaml:1', text: map('oven', 'a: b') });
    expect(table).toMatchObject({ at: 'a.k8s.yaml:9', text: map('table', 'c: d') });
    expect(table && titleOf(table.object)).toBe('ConfigMap kitchen/table');
  });

  it('are read as the API server reads them, y being true', () => {
    const [only] = scratch({ 'a.yaml': map('oven', 'lit: y') }, documentsOf);
    expect(only?.object.data).toEqual({ lit: true });
  });
});
