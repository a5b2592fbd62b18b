/** How every client of AWS is set up. */

/** Attempts of a call that AWS throttles; the waits between them double. The SDK's own number is 3. */
const attempts = 8;

/** Settings of a client. Credentials and an endpoint are found as AWS's CLI finds them: environment, profile, SSO, metadata. */
export const clientSettings = (region: string) => ({ region, maxAttempts: attempts, retryMode: "standard" }) as const;
