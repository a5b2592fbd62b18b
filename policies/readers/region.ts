/** The region that the stack's config names. */
import { stackValue } from "../frame/stackValue";

/** The stack's `aws:region`; undefined where the program gets its region elsewhere. */
export const stackRegion = (): string | undefined => stackValue("region", "aws");
