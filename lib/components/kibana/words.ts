/** Kibana's vocabulary: `kibana.xy(…)`, `kibana.dashboard(…)`. */
export { type Chart, number, table, xy } from './chart.js';
export { dashboard } from './dashboard.js';
export { DataView, type Measure } from './data-view.js';
export { savedObjectPrivileges } from './privileges.js';
export { ndjson, SavedObject } from './saved-object.js';
export { type Search, search } from './search.js';
