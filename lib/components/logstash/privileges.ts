/**
 * What Logstash's user of Elasticsearch may do: ask for the version and the licence, and add documents to these data streams,
 * which come into being by that. It reads nothing, changes nothing and deletes nothing.
 *
 * @param datasets - the second parts of the data streams' names
 * @see https://www.elastic.co/docs/reference/logstash/secure-connection#ls-http-auth-basic
 */
export function logstashPrivileges(...datasets: readonly [string, ...string[]]): {
  readonly cluster: readonly ['monitor'];
  readonly indices: readonly [
    { readonly names: readonly string[]; readonly privileges: readonly ['auto_configure', 'create_doc'] },
  ];
} {
  const names = [...new Set(datasets)].sort().map((dataset) => `logs-${dataset}-*`);
  return { cluster: ['monitor'], indices: [{ names, privileges: ['auto_configure', 'create_doc'] }] };
}
