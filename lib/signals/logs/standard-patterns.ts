import { SensitivePattern } from './pattern.js';

/**
 * What is sensitive whatever its key is called. No phone numbers: they look like any other digits, so masking them would
 * mask order numbers and timestamps too; a platform whose numbers have a form of their own adds it.
 */
export const standardPatterns: readonly SensitivePattern[] = [
  new SensitivePattern({
    name: 'json-web-token',
    // Base64 of `{"` and what follows. Asking for the two dots as well would scan a run of such beginnings once from each.
    regex: '\\beyJ[A-Za-z0-9_.-]{16,}',
    finds: ['session eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln started'],
    leaves: ['eyJ is how they begin', 'keyJar.open.close'],
  }),
  new SensitivePattern({
    name: 'authorization-header',
    regex: '(authorization["\'\\\\]*\\s*[:=]\\s*["\'\\\\]*)(?:basic|bearer|digest|token)\\s+[^\\s"\'\\\\,;]+',
    ignoreCase: true,
    replacement: '$1[REDACTED]',
    finds: ['Authorization: Basic dXNlcjpwYXNz', '{"authorization":"Bearer abc"}'],
    leaves: ['authorization is basic here', 'Authorization: none given'],
  }),
  new SensitivePattern({
    name: 'bearer-token',
    regex: '\\bbearer\\s+[A-Za-z0-9._~+/-]{16,}=*',
    ignoreCase: true,
    finds: ['sent Bearer 0123456789abcdef0123'],
    leaves: ['the bearer of this letter', 'bearer token missing'],
  }),
  new SensitivePattern({
    name: 'url-credentials',
    regex: '(://)[^\\s/:@"\']+:[^\\s/@"\']+@',
    replacement: '$1[REDACTED]@',
    finds: ['dial postgres://app:hunter2@db:5432/orders'],
    leaves: ['https://example.com:8443/a@b', 'mail: a@example.com'],
  }),
  new SensitivePattern({
    name: 'card-number',
    regex:
      '\\b(?:4\\d{3}|5[1-5]\\d{2}|2[2-7]\\d{2}|6011|65\\d{2})[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}\\b|\\b3[47]\\d{2}[ -]?\\d{6}[ -]?\\d{5}\\b',
    finds: ['paid with 4111 1111 1111 1111', 'pan=5500000000000004', '3782-822463-10005 declined'],
    leaves: ['at 1700000000000000000', 'order 1234567890123456', 'trace 41111111111111111'],
  }),
  new SensitivePattern({
    name: 'iban',
    regex: '\\b[A-Z]{2}\\d{2}[A-Z0-9]{11,}\\b|\\b[A-Z]{2}\\d{2}(?: [A-Z0-9]{4}){2}[A-Z0-9 ]*[A-Z0-9]',
    finds: ['to DE89370400440532013000', 'GB29 NWBK 6016 1331 9268 19 to', 'NO93 8601 1117 947'],
    leaves: ['pod DE89-web', 'SKU AB12 CDEF'],
  }),
  new SensitivePattern({
    name: 'email-address',
    regex: '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\\.[A-Za-z0-9.-]*[A-Za-z]',
    finds: ['user jane.doe+x@mail.example.com signed in'],
    leaves: ['image@sha256:0123', '@everyone'],
  }),
];
