import type { IElasticsearch } from '@kubernetes-models/elastic-cloud/elasticsearch.k8s.elastic.co/v1/Elasticsearch';
import { kind } from './kind.js';

export const Elasticsearch = kind<IElasticsearch>('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch');
