import type { Answer, Api } from './api.js';
import { type KubeDocument, titleOf } from './documents.js';

/** A document that the API server did not take as it is. */
export interface Refused {
  readonly document: KubeDocument;
  /** Its file and line, which object it is, and the engine's own words. */
  readonly reason: string;
}

/** What came of applying. */
export interface Applied {
  /** The resourceVersion that each object has now, by its title. */
  readonly versions: ReadonlyMap<string, string>;
  readonly refused: readonly Refused[];
  /** How often the documents were gone through until nothing changed any more. */
  readonly passes: number;
}

/** How to apply. */
export interface ApplyProps {
  /** Nothing is kept, but all is judged. @default false */
  readonly dryRun?: boolean;
  /** What is sent: the bytes of the file, or what we read in them. @default 'text' */
  readonly send?: 'text' | 'object';
}

/**
 * Applies documents on the server side, field validation strict, several at once. What is refused is tried again as long as
 * another document got through meanwhile, so that the order of files is nobody's business. A warning is a refusal.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export async function apply(api: Api, documents: readonly KubeDocument[], props: ApplyProps = {}): Promise<Applied> {
  const versions = new Map<string, string>();
  for (let left = documents, passes = 1; ; passes += 1) {
    const answers = await inParallel(left, (document) => applyOne(api, document, props));
    const refused: Refused[] = [];
    for (const [index, document] of left.entries()) {
      const answer = answers[index] as Answer;
      const words = faultOf(answer);
      if (words === undefined) versions.set(titleOf(document.object), answer.body.metadata.resourceVersion);
      else refused.push({ document, reason: `${document.at}: ${titleOf(document.object)}: ${words}` });
    }
    if (refused.length === 0 || refused.length === left.length) return { versions, refused, passes };
    left = refused.map(({ document }) => document);
  }
}

// Eight at a time: the API server lets each object of a namespace that is not there wait a while for it.
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
}

async function applyOne(api: Api, { object, text }: KubeDocument, props: ApplyProps): Promise<Answer> {
  const { apiVersion, kind, metadata } = object;
  const collection = await api.collection(apiVersion, kind, metadata.namespace);
  if (collection === undefined) {
    return { status: 404, body: { message: `the server knows no ${kind} of ${apiVersion}` }, warnings: [] };
  }
  const query = `fieldManager=engines&force=true&fieldValidation=Strict${props.dryRun ? '&dryRun=All' : ''}`;
  return api.ask(`${collection}/${encodeURIComponent(metadata.name)}?${query}`, {
    method: 'PATCH',
    type: 'application/apply-patch+yaml',
    body: props.send === 'object' ? JSON.stringify(object) : text,
  });
}

/** What the API server has against it, in its own words; undefined when nothing. */
export function faultOf({ status, body, warnings }: Answer): string | undefined {
  if (status >= 300) return `${status} ${body.message ?? body}`;
  return warnings.length > 0 ? `warning: ${warnings.join('; ')}` : undefined;
}
