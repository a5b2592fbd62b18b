/** Nothing: what the host itself costs. */
export {};
