/** Where the links on an alert lead. */
export interface AlertLinks {
  /** The page below which each alert has its runbook, by its name in lower case. */
  readonly runbooks: string;
  /** Grafana, as people reach it. @default - alerts carry no link to a dashboard */
  readonly grafana?: string;
}
