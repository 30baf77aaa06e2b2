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
import { web3 } from '../metrics.js';
import { target } from './judged.js';
import { places } from './places.js';

const chains = matchers({ chain: variable('chain') });
const protocols = matchers({ protocol: variable('protocol') });
const confirmed = chains.and({ outcome: 'confirmed' });
const filled = protocols.and({ outcome: 'filled' });
const { web3: success } = businessKpis;

const sentByChain = promql`sum by (chain) (rate(${web3.transactions}{${chains}}[${interval.rate}]))`;
const shareByChain = promql`sum by (chain) (rate(${web3.transactions}{${confirmed}}[${interval.rate}])) / (${sentByChain} > 0)`;
const used = promql`sum(rate(${web3.gas}{${chains}}[${interval.rate}]))`;
const usedByChain = promql`sum by (chain) (rate(${web3.gas}{${chains}}[${interval.rate}]))`;
const saved = promql`sum(rate(${web3.gasSaved}{${chains}}[${interval.rate}]))`;
const savedByChain = promql`sum by (chain) (rate(${web3.gasSaved}{${chains}}[${interval.rate}]))`;
const trades = promql`sum(rate(${web3.trades}{${protocols}}[${interval.rate}]))`;
const tradesByProtocol = promql`sum by (protocol) (rate(${web3.trades}{${protocols}}[${interval.rate}]))`;
const filledByProtocol = promql`sum by (protocol) (rate(${web3.trades}{${filled}}[${interval.rate}]))`;
const volumeByProtocol = promql`sum by (protocol) (rate(${web3.tradeVolume}{${protocols}}[${interval.rate}]))`;

const now: Row = {
  title: 'Now',
  panels: [
    target(success, places.services),
    stat({
      title: 'Transactions per minute',
      description: 'Transactions that were sent on the chosen chains.',
      unit: 'short',
      decimals: 1,
      query: promql`sum(${sentByChain}) * 60`,
      width: 4,
    }),
    stat({
      title: 'Gas saved',
      description: 'Gas that batching and routing saved, of what would have been used without them.',
      unit: 'percentunit',
      decimals: 1,
      query: promql`${saved} / (${saved} + ${used} > 0)`,
      width: 4,
    }),
    stat({
      title: 'Trades per minute',
      description: 'Trades of the chosen protocols, filled and failed.',
      unit: 'short',
      decimals: 1,
      query: promql`${trades} * 60`,
      width: 4,
    }),
    stat({
      title: 'Trades filled',
      description: 'Trades of the chosen protocols that were filled, of all.',
      unit: 'percentunit',
      decimals: 1,
      query: promql`sum(${filledByProtocol}) / (${trades} > 0)`,
      width: 4,
    }),
    stat({
      title: 'Volume per minute',
      description: 'Dollars a minute that were traded with the chosen protocols.',
      unit: 'currencyUSD',
      query: promql`sum(${volumeByProtocol}) * 60`,
      width: 4,
    }),
  ],
};

const transactions: Row = {
  title: 'Transactions',
  panels: [
    timeseries({
      title: 'Success by chain',
      description: 'Transactions that were confirmed, of those that were sent. Well above 95 %; woken below.',
      unit: 'percentunit',
      thresholds: coloursOf(success).thresholds,
      query: shareByChain,
      legend: '{{chain}}',
      width: 8,
    }),
    timeseries({
      title: 'Transactions by chain',
      description: 'Transactions per second on each chain.',
      unit: 'ops',
      query: sentByChain,
      legend: '{{chain}}',
      width: 8,
    }),
    timeseries({
      title: 'Transactions by outcome',
      description: 'Transactions per second on the chosen chains: confirmed, reverted, dropped.',
      unit: 'ops',
      query: promql`sum by (outcome) (rate(${web3.transactions}{${chains}}[${interval.rate}]))`,
      legend: '{{outcome}}',
      width: 8,
    }),
    table({
      title: 'Chains side by side',
      description: 'Each chain as it is now: transactions per second, how many are confirmed, and gas per second.',
      unit: 'ops',
      queries: [
        { query: sentByChain, legend: 'transactions' },
        { query: shareByChain, legend: 'confirmed', unit: 'percentunit' },
        { query: usedByChain, legend: 'gas used', unit: 'short' },
        { query: savedByChain, legend: 'gas saved', unit: 'short' },
      ],
    }),
  ],
};

const gas: Row = {
  title: 'Gas',
  panels: [
    timeseries({
      title: 'Gas used by chain',
      description: 'Units of gas per second that transactions used.',
      unit: 'short',
      query: usedByChain,
      legend: '{{chain}}',
      width: 8,
    }),
    timeseries({
      title: 'Gas saved by chain',
      description: 'Units of gas per second that batching and routing saved.',
      unit: 'short',
      query: savedByChain,
      legend: '{{chain}}',
      width: 8,
    }),
    timeseries({
      title: 'Gas per transaction',
      description:
        'Units of gas that a transaction uses: when it rises, a contract has become dear or batching has stopped.',
      unit: 'short',
      query: promql`${usedByChain} / (${sentByChain} > 0)`,
      legend: '{{chain}}',
      width: 8,
    }),
  ],
};

const defi: Row = {
  title: 'DeFi',
  panels: [
    timeseries({
      title: 'Trades by protocol',
      description: 'Trades per second with each protocol, filled and failed.',
      unit: 'ops',
      query: tradesByProtocol,
      legend: '{{protocol}}',
      width: 6,
    }),
    timeseries({
      title: 'Trades filled by protocol',
      description:
        'Trades that were filled, of all: what is missing failed, for want of liquidity or by a moved price.',
      unit: 'percentunit',
      query: promql`${filledByProtocol} / (${tradesByProtocol} > 0)`,
      legend: '{{protocol}}',
      width: 6,
    }),
    timeseries({
      title: 'Volume by protocol',
      description: 'Dollars a minute that were traded with each protocol.',
      unit: 'currencyUSD',
      query: promql`${volumeByProtocol} * 60`,
      legend: '{{protocol}}',
      width: 6,
    }),
    timeseries({
      title: 'Size of a trade',
      description: 'Dollars per filled trade, as an average.',
      unit: 'currencyUSD',
      query: promql`${volumeByProtocol} / (${filledByProtocol} > 0)`,
      legend: '{{protocol}}',
      width: 6,
    }),
  ],
};

/** Whether chains take what we send, what gas that uses, and what is traded. */
export const web3Dashboard = dashboard({
  ...places.web3,
  description:
    'For whoever runs the chains and the trading: are transactions confirmed, what gas do they use, what is traded.',
  tags: ['go-coffee', 'engineering'],
  variables: [
    queryVariable({ name: 'chain', metric: web3.transactions }),
    queryVariable({ name: 'protocol', metric: web3.trades }),
  ],
  links: [{ to: places.overview }, { to: places.services }],
  rows: [now, transactions, gas, defi],
});
