/**
 * What Jaeger's user of Elasticsearch may do: ask for the version, put its templates, make a day's indices by writing into them,
 * read them, and delete them when they are old. Nothing else.
 *
 * @param indexPrefix - as the storage has it. @default - none
 * @see https://www.elastic.co/docs/reference/elasticsearch/security-privileges
 */
export function jaegerPrivileges(indexPrefix?: string): {
  readonly cluster: readonly ['monitor', 'manage_index_templates'];
  readonly indices: readonly [
    {
      readonly names: readonly [string];
      readonly privileges: readonly ['auto_configure', 'index', 'read', 'view_index_metadata', 'delete_index'];
    },
  ];
} {
  const names = [`${indexPrefix === undefined ? '' : `${indexPrefix}-`}jaeger-*`] as const;
  return {
    cluster: ['monitor', 'manage_index_templates'],
    indices: [{ names, privileges: ['auto_configure', 'index', 'read', 'view_index_metadata', 'delete_index'] }],
  };
}
