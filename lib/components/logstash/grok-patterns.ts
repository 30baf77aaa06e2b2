import { Refusal } from '../../kernel/refusal.js';

/**
 * The names of logstash-patterns-core 4.3, ecs-v1, in its files `grok-patterns`, `httpd` and `linux-syslog`. There is none
 * for nginx: its access log is `HTTPD_COMBINEDLOG`.
 *
 * @see https://github.com/logstash-plugins/logstash-patterns-core/tree/v4.3.4/patterns/ecs-v1
 */
export const grokPatterns = [
  ...(['USERNAME', 'USER', 'EMAILLOCALPART', 'EMAILADDRESS', 'INT', 'BASE10NUM', 'NUMBER', 'BASE16NUM'] as const),
  ...(['BASE16FLOAT', 'POSINT', 'NONNEGINT', 'WORD', 'NOTSPACE', 'SPACE', 'DATA', 'GREEDYDATA'] as const),
  ...(['QUOTEDSTRING', 'QS', 'UUID', 'URN', 'MAC', 'CISCOMAC', 'WINDOWSMAC', 'COMMONMAC'] as const),
  ...(['IPV6', 'IPV4', 'IP', 'HOSTNAME', 'IPORHOST', 'HOSTPORT', 'PATH', 'UNIXPATH', 'TTY', 'WINPATH'] as const),
  ...(['URIPROTO', 'URIHOST', 'URIPATH', 'URIQUERY', 'URIPARAM', 'URIPATHPARAM', 'URI'] as const),
  ...(['MONTH', 'MONTHNUM', 'MONTHNUM2', 'MONTHDAY', 'DAY', 'YEAR', 'HOUR', 'MINUTE', 'SECOND', 'TIME'] as const),
  ...(['DATE_US', 'DATE_EU', 'ISO8601_TIMEZONE', 'ISO8601_SECOND', 'TIMESTAMP_ISO8601', 'DATE'] as const),
  ...(['DATESTAMP', 'TZ', 'DATESTAMP_RFC822', 'DATESTAMP_RFC2822', 'DATESTAMP_OTHER'] as const),
  ...(['DATESTAMP_EVENTLOG', 'HTTPDATE', 'LOGLEVEL'] as const),
  ...(['HTTPDUSER', 'HTTPDERROR_DATE', 'HTTPD_COMMONLOG', 'HTTPD_COMBINEDLOG', 'HTTPD20_ERRORLOG'] as const),
  ...(['HTTPD24_ERRORLOG', 'HTTPD_ERRORLOG'] as const),
  ...(['SYSLOGTIMESTAMP', 'PROG', 'SYSLOGPROG', 'SYSLOGHOST', 'SYSLOGFACILITY', 'SYSLOGBASE'] as const),
  ...(['SYSLOGBASE2', 'SYSLOGLINE', 'SYSLOGPAMSESSION', 'CRON_ACTION', 'CRONLOG'] as const),
  ...(['SYSLOG5424PRINTASCII', 'SYSLOG5424PRI', 'SYSLOG5424SD', 'SYSLOG5424BASE', 'SYSLOG5424LINE'] as const),
] as const;

/** A pattern that every Logstash has. */
export type GrokPattern = (typeof grokPatterns)[number];

/** The names that a pattern asks for: `'%{IP:[source][ip]} %{WORD}'` has `'IP' | 'WORD'`. */
export type PatternsIn<Pattern extends string> = string extends Pattern
  ? never
  : Pattern extends `${string}%{${infer Reference}}${infer Rest}`
    ? (Reference extends `${infer Name}:${string}` ? Name : Reference) | PatternsIn<Rest>
    : never;

/** The pattern itself where all that it asks for is known, else what it may ask for. */
export type Known<Pattern extends string, Own extends string> =
  PatternsIn<Pattern> extends GrokPattern | Own ? Pattern : `%{${GrokPattern | Own}}`;

/**
 * Refuses a pattern that asks for another one that nobody defines: Logstash would not start the pipeline.
 *
 * @param own - names that are defined beside it
 * @throws Refusal with the name
 */
export function checkPattern(pattern: string, own: readonly string[]): void {
  const asked = [...pattern.matchAll(/%\{([^:}]*)[^}]*\}/g)].map(([, name = '']) => name);
  const unknown = asked.find((name) => !own.includes(name) && !grokPatterns.some((known) => known === name));
  if (unknown === undefined) return;
  throw new Refusal({
    field: 'grok',
    given: `%{${unknown}}`,
    allowed: 'patterns of logstash-patterns-core (ecs-v1), and those defined beside it',
    fix: 'define it: definitions: { NAME: … }',
  });
}
