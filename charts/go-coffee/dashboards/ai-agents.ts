import {
  dashboard,
  interval,
  matchers,
  promql,
  queryVariable,
  type Row,
  stat,
  table,
  timeseries,
  variable,
} from '../../../lib/index.js';
import { businessKpis, coloursOf } from '../kpis.js';
import { ai } from '../metrics.js';
import { target } from './judged.js';
import { places } from './places.js';

const agents = matchers({ agent: variable('agent') });
const models = matchers({ model: variable('model') });
const completed = agents.and({ outcome: 'completed' });
const { agents: efficiency } = businessKpis;

const begun = promql`sum(rate(${ai.tasks}{${agents}}[${interval.rate}]))`;
const shareByAgent = promql`sum by (agent) (rate(${ai.tasks}{${completed}}[${interval.rate}])) / (sum by (agent) (rate(${ai.tasks}{${agents}}[${interval.rate}])) > 0)`;
const tasksByAgent = promql`sum by (agent) (rate(${ai.tasks}{${agents}}[${interval.rate}])) * 60`;
const answers = promql`sum by (model) (rate(${ai.inference.count}{${models}}[${interval.rate}]))`;
const durations = promql`sum by (model, le) (rate(${ai.inference.bucket}{${models}}[${interval.rate}]))`;
const p50 = promql`histogram_quantile(0.5, ${durations})`;
const p95 = promql`histogram_quantile(0.95, ${durations})`;
const p99 = promql`histogram_quantile(0.99, ${durations})`;

const now: Row = {
  title: 'Now',
  panels: [
    target(efficiency, places.services, 6),
    stat({
      title: 'Tasks per minute',
      description: 'Tasks that the chosen agents began.',
      unit: 'short',
      decimals: 1,
      query: promql`${begun} * 60`,
    }),
    stat({
      title: 'Tasks not completed',
      description: 'Tasks of the chosen agents that failed or were handed over to a person, of all. Well below 10 %.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: [
        { at: 0.1, color: 'yellow' },
        { at: 0.2, color: 'red' },
      ],
      query: promql`1 - sum(rate(${ai.tasks}{${completed}}[${interval.rate}])) / (${begun} > 0)`,
    }),
    stat({
      title: 'Tokens per minute',
      description: 'What went into and came out of the chosen models: this is what models are paid by.',
      unit: 'short',
      query: promql`sum(rate(${ai.tokens}{${models}}[${interval.rate}])) * 60`,
    }),
  ],
};

const tasks: Row = {
  title: 'Tasks',
  panels: [
    timeseries({
      title: 'Tasks by outcome',
      description: 'Tasks per minute of the chosen agents: completed, failed, handed over to a person.',
      unit: 'short',
      query: promql`sum by (outcome) (rate(${ai.tasks}{${agents}}[${interval.rate}])) * 60`,
      legend: '{{outcome}}',
      width: 8,
    }),
    timeseries({
      title: 'Tasks by agent',
      description: 'Tasks per minute that each agent began.',
      unit: 'short',
      query: tasksByAgent,
      legend: '{{agent}}',
      width: 8,
    }),
    timeseries({
      title: 'Efficiency by agent',
      description:
        'Tasks that each agent completed, of those that it began. Well above 90 %; told below 80 % of all agents.',
      unit: 'percentunit',
      thresholds: coloursOf(efficiency).thresholds,
      query: shareByAgent,
      legend: '{{agent}}',
      width: 8,
    }),
    table({
      title: 'Agents side by side',
      description: 'Each agent as it is now: tasks per minute, and how many of them it completes.',
      unit: 'short',
      queries: [
        { query: tasksByAgent, legend: 'tasks' },
        { query: shareByAgent, legend: 'completed', unit: 'percentunit' },
      ],
    }),
  ],
};

const inference: Row = {
  title: 'Inference',
  panels: [
    timeseries({
      title: 'Inference p50 by model',
      description: 'Half of the answers take less.',
      unit: 's',
      query: p50,
      legend: '{{model}}',
      width: 8,
    }),
    timeseries({
      title: 'Inference p95 by model',
      description: 'Nineteen of twenty answers take less.',
      unit: 's',
      query: p95,
      legend: '{{model}}',
      width: 8,
    }),
    timeseries({
      title: 'Inference p99 by model',
      description: 'Ninety-nine of a hundred answers take less; what is above is what agents give up on.',
      unit: 's',
      query: p99,
      legend: '{{model}}',
      width: 8,
    }),
    timeseries({
      title: 'Answers by model',
      description: 'Answers per second. A model whose line ends is no longer asked, or no longer answers.',
      unit: 'ops',
      query: answers,
      legend: '{{model}}',
    }),
    table({
      title: 'Models side by side',
      description: 'Each model as it is now: answers per second, and how long they take.',
      unit: 's',
      queries: [
        { query: answers, legend: 'answers', unit: 'ops' },
        { query: p50, legend: 'p50' },
        { query: p95, legend: 'p95' },
        { query: p99, legend: 'p99' },
      ],
      width: 12,
    }),
  ],
};

const tokens: Row = {
  title: 'Tokens',
  panels: [
    timeseries({
      title: 'Tokens by direction',
      description: 'Tokens per minute into and out of the chosen models.',
      unit: 'short',
      query: promql`sum by (direction) (rate(${ai.tokens}{${models}}[${interval.rate}])) * 60`,
      legend: '{{direction}}',
      width: 8,
    }),
    timeseries({
      title: 'Tokens by model',
      description: 'Tokens per minute of each model, both directions.',
      unit: 'short',
      query: promql`sum by (model) (rate(${ai.tokens}{${models}}[${interval.rate}])) * 60`,
      legend: '{{model}}',
      width: 8,
    }),
    timeseries({
      title: 'Tokens per answer',
      description: 'Both directions: when it rises without more tasks, a prompt has grown or an agent goes in circles.',
      unit: 'short',
      query: promql`sum by (model) (rate(${ai.tokens}{${models}}[${interval.rate}])) / (${answers} > 0)`,
      legend: '{{model}}',
      width: 8,
    }),
  ],
};

/** Whether the agents do their work, how long models think, and what that takes. */
export const aiAgents = dashboard({
  ...places.aiAgents,
  description:
    'For whoever runs the agents: do they complete their tasks, how long do models take, and how many tokens.',
  tags: ['go-coffee', 'engineering'],
  variables: [
    queryVariable({ name: 'agent', metric: ai.tasks }),
    queryVariable({ name: 'model', metric: ai.inference.count }),
  ],
  links: [{ to: places.overview }, { to: places.services }],
  rows: [now, tasks, inference, tokens],
});
