/** Who acts on what. An alert's team is one of these, or it does not compile. */
export const teams = ['platform', 'orders', 'payments', 'ai', 'web3', 'product'] as const;

/** A team of the platform. */
export type Team = (typeof teams)[number];
