import type { IElasticsearch } from '@kubernetes-models/elastic-cloud/elasticsearch.k8s.elastic.co/v1/Elasticsearch';
import type { IKibana } from '@kubernetes-models/elastic-cloud/kibana.k8s.elastic.co/v1/Kibana';
import type { ILogstash } from '@kubernetes-models/elastic-cloud/logstash.k8s.elastic.co/v1alpha1/Logstash';
import { kind } from './kind.js';

export const Elasticsearch = kind<IElasticsearch>('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch');
export const Kibana = kind<IKibana>('kibana.k8s.elastic.co/v1', 'Kibana');
export const Logstash = kind<ILogstash>('logstash.k8s.elastic.co/v1alpha1', 'Logstash');
