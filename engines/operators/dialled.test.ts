import type { KubeObject } from '../documents.js';
import { dialledIn, Reachable } from './dialled.js';

const map = (data: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'menu', namespace: 'shop' },
  data,
});

const found = (text: string): readonly (string | number | undefined)[][] =>
  dialledIn([map({ text })]).map(({ pod, service, namespace, port }) => [pod, service, namespace, port]);

describe('an address', () => {
  it.each([
    ['oven.kitchen.svc:80', [undefined, 'oven', 'kitchen', 80]],
    ['https://oven.kitchen.svc/bake', [undefined, 'oven', 'kitchen', 443]],
    ['http://oven.kitchen.svc.cluster.local:8080/', [undefined, 'oven', 'kitchen', 8080]],
    ['oven-0.ovens.kitchen.svc:80', ['oven-0', 'ovens', 'kitchen', 80]],
    ['https://_web._tcp.oven.kitchen.svc', [undefined, 'oven', 'kitchen', 'web']],
    ['dns+oven.kitchen.svc:7946', [undefined, 'oven', 'kitchen', 7946]],
    ['--uri=http://oven.kitchen.svc:1', [undefined, 'oven', 'kitchen', 1]],
  ])('is read in %s', (text, address) => {
    expect(found(text)).toEqual([address]);
  });

  it('has its port beside it, also in a text that is YAML', () => {
    expect(found('out:\n  host: oven.kitchen.svc\n  port: 80\n')).toEqual([[undefined, 'oven', 'kitchen', 80]]);
  });

  it.each(['oven.kitchen.svc', 'oven.kitchen.svcs:80', 'https://oven.example.com:80'])('is none in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('says which field wrote it', () => {
    expect(dialledIn([map({ text: 'oven.kitchen.svc:80' })])[0]?.at).toBe('ConfigMap shop/menu.data.text');
  });
});

const service = (spec: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'oven', namespace: 'kitchen' },
  spec: { selector: { app: 'oven' }, ports: [{ name: 'heat', port: 80, targetPort: 8080 }], ...spec },
});

const ovens: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'oven', namespace: 'kitchen' },
  spec: {
    replicas: 2,
    serviceName: 'oven',
    template: {
      metadata: { labels: { app: 'oven' } },
      spec: { containers: [{ ports: [{ containerPort: 8080 }] }] },
    },
  },
};

describe('what is dialled', () => {
  const fault = (text: string, spec: object = {}): string | undefined => {
    const [dialled] = dialledIn([map({ text })]);
    return dialled && new Reachable([service(spec), ovens]).fault(dialled)?.replace(/^.*?: .*?: /, '');
  };

  it('is there by the port of its Service, and by that of its pods where the Service has no address', () => {
    expect(fault('oven.kitchen.svc:80')).toBeUndefined();
    expect(fault('oven.kitchen.svc:8080')).toBe('there are 80');
    expect(fault('oven.kitchen.svc:8080', { clusterIP: 'None' })).toBeUndefined();
    expect(fault('oven.kitchen.svc:80', { clusterIP: 'None' })).toBe('there are 8080');
  });

  it('is one of the pods that there are, and a port that has that name', () => {
    expect(fault('oven-1.oven.kitchen.svc:8080', { clusterIP: 'None' })).toBeUndefined();
    expect(fault('oven-2.oven.kitchen.svc:8080', { clusterIP: 'None' })).toBe('there is no such pod');
    expect(fault('http://_heat._tcp.oven.kitchen.svc')).toBeUndefined();
    expect(fault('http://_cold._tcp.oven.kitchen.svc')).toBe('the Service names no such port');
  });

  it('leads to pods that listen', () => {
    expect(new Reachable([service({}), ovens]).idle()).toEqual([]);
    expect(new Reachable([service({ selector: { app: 'fridge' } }), ovens]).idle()).toEqual([
      'Service kitchen/oven: selects no pods',
    ]);
    expect(new Reachable([service({ ports: [{ port: 80 }] }), ovens]).idle()).toEqual([
      'Service kitchen/oven: its pods have no port 80',
    ]);
  });
});
