// lib/components/loki/loki.test.ts  <->  __snapshots__/lib/components/loki/loki.test.ts.snap
const path = require('node:path');

const root = __dirname;
const snapshots = path.join(root, '__snapshots__');

module.exports = {
  resolveSnapshotPath: (test, extension) => path.join(snapshots, path.relative(root, test)) + extension,
  resolveTestPath: (snapshot, extension) =>
    path.join(root, path.relative(snapshots, snapshot).slice(0, -extension.length)),
  testPathForConsistencyCheck: path.join(root, 'lib', 'example.test.ts'),
};
