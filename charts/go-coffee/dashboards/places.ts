/**
 * Where each dashboard stands: alerts and links lead there, so that a uid never changes. They link to each other in circles,
 * and therefore know only their places.
 */
export const places = {
  overview: { uid: 'go-coffee-overview', title: 'Go Coffee overview' },
  services: { uid: 'go-coffee-services', title: 'Service performance' },
  aiAgents: { uid: 'go-coffee-ai-agents', title: 'AI agent performance' },
  web3: { uid: 'go-coffee-web3', title: 'Web3 and DeFi' },
  infrastructure: { uid: 'go-coffee-infrastructure', title: 'Infrastructure health' },
} as const;
