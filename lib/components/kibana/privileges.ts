/**
 * What the user that brings saved objects may do: keep saved objects of any kind in the default space. It sees no document.
 *
 * @see https://www.elastic.co/docs/explore-analyze/find-and-organize/saved-objects
 */
export const savedObjectPrivileges = {
  applications: [
    {
      application: 'kibana-.kibana',
      privileges: ['feature_savedObjectsManagement.all'],
      resources: ['space:default'],
    },
  ],
} as const;
